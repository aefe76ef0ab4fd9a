"""The page of the sample's package in Chromium, opened from disk as a producer opens it."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from broadcast.audio.listening import MP3_LEAD
from tests.conftest import Built
from tests.exporters.editions import hostile, long, sample, write

webdriver = pytest.importorskip("selenium.webdriver")
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="no Chromium with its driver on this machine")

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--mute-audio",
)
WAIT = 30.0


class Browser:
    """A window of Chromium that notes every request and every complaint."""

    def __init__(self) -> None:
        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM
        for flag in FLAGS:
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))

    def open(self, path: Path, width: int = 1280, height: int = 800) -> None:
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        self.driver.get("about:blank")
        self.driver.get_log("browser"), self.driver.get_log("performance")
        self.driver.get(path.as_uri())

    def run(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def until(self, script: str) -> Any:
        end = time.monotonic() + WAIT
        while not (found := self.run(script)):
            assert time.monotonic() < end, script
            time.sleep(0.03)
        return found

    def press(self, key: str) -> None:
        self.driver.switch_to.active_element.send_keys(key)

    def click(self, selector: str) -> None:
        self.driver.find_element("css selector", selector).click()

    def text(self, selector: str) -> str:
        return str(self.run("return document.querySelector(arguments[0]).innerText", selector))

    def at(self) -> float:
        return float(self.run("return document.getElementById('audio').currentTime"))

    def requests(self) -> set[str]:
        events = (json.loads(e["message"])["message"] for e in self.driver.get_log("performance"))
        return {e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"}

    def complaints(self) -> list[str]:
        return [str(e["message"]) for e in self.driver.get_log("browser")]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    browser = Browser()
    yield browser
    browser.driver.quit()


@pytest.fixture
def page(chromium: Browser, sample: Built) -> Browser:
    chromium.open(sample.folder / "preview/zhetisu.html")
    chromium.until("return document.getElementById('audio').readyState > 0")
    return chromium


def test_loads_without_errors_and_asks_nobody(page: Browser, sample: Built) -> None:
    seen = page.requests()
    assert (sample.folder / "preview/zhetisu.html").as_uri() in seen
    assert not [url for url in seen if not url.startswith(("file:", "blob:file:", "blob:null", "data:,"))]
    assert len([url for url in seen if url.startswith("file:")]) == 1
    assert page.complaints() == []
    duration = float(sample.edition.timeline.duration)
    assert page.run("return document.getElementById('audio').duration") == pytest.approx(duration + MP3_LEAD, abs=0.08)
    assert page.run("return document.querySelector('.wave path').getBBox().width") > 1000
    assert "синтетикалық дауыс" in page.text(".draft")


def test_plays_pauses_and_stops_by_the_keyboard(page: Browser) -> None:
    page.press(" ")
    page.until("return document.getElementById('audio').currentTime > 0.4")
    assert page.run("return document.body.classList.contains('playing')")
    assert page.text("#now") != "00:00:00:00"
    page.press("k")
    page.until("return document.getElementById('audio').paused")
    page.run("const r = document.getElementById('rate'); r.value = '2'; r.onchange({target: r})")
    assert page.run("return document.getElementById('audio').playbackRate") == 2
    page.press("l")
    page.until("return !document.getElementById('audio').paused")
    page.press("l")
    assert page.run("return document.getElementById('audio').playbackRate") == 1.25
    page.press("k")
    assert page.complaints() == []


def test_the_right_caption_at_five_times(page: Browser, sample: Built) -> None:
    cues = sample.edition.captions.cues
    for number in (0, len(cues) // 4, len(cues) // 2, 3 * len(cues) // 4, len(cues) - 1):
        cue = cues[number]
        middle = float((cue.start + cue.end) / 2)
        page.run("location.hash = 't=' + arguments[0]", f"{middle:.3f}")
        page.until(f"return Math.abs(document.getElementById('seek').value - {middle}) < 0.05")
        assert page.text("#caption").split("\n") == list(cue.lines)
        assert page.at() == pytest.approx(middle + MP3_LEAD, abs=0.01)
        rate = sample.edition.timeline.frame_rate
        assert page.text("#now") == rate.timecode(rate.floor(cue.start / 2 + cue.end / 2))


def test_a_click_on_a_sentence_is_heard(page: Browser, sample: Built) -> None:
    clip = sample.edition.timeline.clips[4]
    start = float(clip.start + clip.parts[1].start)
    page.click(f'a.s[data-t="{start:.3f}"]')
    page.until("return !document.getElementById('audio').paused")
    page.until(f"return document.getElementById('audio').currentTime > {start}")
    assert page.text("#kind") == "СНХ"
    assert page.text("#who") == "Сергей Мальцев"
    assert page.run("return document.querySelector('a.s.now').dataset.t") == f"{start:.3f}"
    assert page.run("return document.querySelector('tr.now td').innerText.trim()") == "5"
    page.press("k")


def test_lower_thirds_stand_at_their_times(page: Browser, sample: Built) -> None:
    quote = sample.edition.timeline.clips[4]
    for time_of, expected in ((quote.start + 1, True), (quote.start + 6, False), (quote.start - 1, False)):
        page.run("location.hash = 't=' + arguments[0]", f"{float(time_of):.3f}")
        page.until(f"return Math.abs(document.getElementById('seek').value - {float(time_of)}) < 0.05")
        assert page.run("return document.getElementById('title').hidden") is not expected
        if expected:
            assert page.text("#title").split("\n") == ["Сергей Мальцев", "кәсіпорын директорының орынбасары"]


def test_moving_by_keys(page: Browser, sample: Built) -> None:
    from selenium.webdriver.common.keys import Keys

    clips = sample.edition.timeline.clips
    page.press("n")
    assert page.at() == pytest.approx(float(clips[1].start) + MP3_LEAD, abs=0.01)
    page.press(Keys.ARROW_RIGHT)
    page.press(".")
    assert page.at() == pytest.approx(float(clips[1].start) + 1.04 + MP3_LEAD, abs=0.01)
    page.press("p")
    assert page.at() == pytest.approx(float(clips[1].start) + MP3_LEAD, abs=0.01)
    page.press(Keys.END)
    assert page.text("#now") == sample.report.trt_timecode
    page.press(Keys.HOME)
    assert page.text("#now") == "00:00:00:00"
    page.press("+")
    assert page.run("return document.getElementById('inner').clientWidth") > 1500
    assert page.run("return document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("width", "height"), [(360, 740), (768, 1024), (1920, 1080)])
def test_nothing_is_wider_than_the_screen(chromium: Browser, sample: Built, width: int, height: int) -> None:
    chromium.open(sample.folder / "preview/zhetisu.html", width, height)
    assert chromium.run("return innerWidth") == width
    assert chromium.run("const e = document.documentElement; return e.scrollWidth <= e.clientWidth")
    assert chromium.run("return document.getElementById('slate').getBoundingClientRect().width") > 250
    assert chromium.complaints() == []


def test_hostile_names_stay_text(chromium: Browser, tmp_path: Path) -> None:
    for name in ("page", "script-html", "prompter"):
        path = tmp_path / f"{name}.html"
        path.write_bytes(write(name, hostile()))
        chromium.open(path, 360, 740)
        assert chromium.run("return document.documentElement.scrollWidth") == 360, name
        assert chromium.run("return document.querySelectorAll('b b, iframe, img, object, embed').length") == 0
        assert 'A<b> & "c"' in chromium.text("body")
        assert not [c for c in chromium.complaints() if "mix.wav" not in c and "ERR_FILE_NOT_FOUND" not in c], name


def test_without_its_sound_it_says_so(chromium: Browser, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(write("page", sample()))
    chromium.open(path)
    chromium.until("return !document.getElementById('lost').hidden")
    assert "../audio/kopir.mix.wav" in chromium.text("#lost")
    chromium.press("n")
    assert chromium.text("#caption") == "Жұмыс аяқталды"


def test_a_programme_of_2000_segments_moves_at_once(chromium: Browser, tmp_path: Path) -> None:
    path = tmp_path / "long.html"
    path.write_bytes(write("page", long(2000)))
    chromium.open(path)
    took = chromium.run(
        "const began = performance.now();"
        "for (let n = 0; n < 20; n++) document.dispatchEvent(new KeyboardEvent('keydown', {key: 'n'}));"
        "return (performance.now() - began) / 20"
    )
    assert chromium.text("#who") or chromium.text("#kind") == "ЗКТ"
    assert took < 500


def test_the_prompter_rolls_and_turns(chromium: Browser, sample: Built, tmp_path: Path) -> None:
    from broadcast.exporters.prompter import Prompter

    path = tmp_path / "p.html"
    with path.open("wb") as stream:
        Prompter().write(sample.edition, stream)
    chromium.open(path)
    assert "572" in chromium.text("main")
    chromium.press("s")
    assert "бес жүз жетпіс екі" in chromium.text("main")
    assert "572" not in chromium.text("main")
    chromium.press("m")
    assert "matrix(-1" in chromium.run("return getComputedStyle(document.querySelector('main')).transform")
    chromium.press(" ")
    chromium.until("return scrollY > 20")
    chromium.press(" ")
    stopped = chromium.run("return scrollY")
    time.sleep(0.2)
    assert chromium.run("return scrollY") == stopped
    assert chromium.complaints() == []
