"""The page as a file: what is in it, and what a story cannot put into it."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import time
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from broadcast.exporters.characters import one_line
from broadcast.exporters.page import Page
from broadcast.exporters.wording import template_text, wording
from broadcast.model.edition import Edition
from tests.exporters.editions import empty, hostile, long, sample, write

VOID = {"meta", "link", "input", "br", "path", "col"}


class Reader(HTMLParser):
    """Elements and texts of a page, as the standard library finds them."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(data.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", data))

    def all(self, tag: str, name: str = "") -> list[dict[str, str | None]]:
        return [a for t, a in self.found if t == tag and (not name or name in (a.get("class") or "").split())]

    def script(self, kind: str) -> str:
        scripts = [a for t, a in self.found if t == "script"]
        texts = [text for tag, text in self.texts if tag == "script"]
        by_id = [a.get("id") for a in scripts]
        return texts[by_id.index(kind)] if kind in by_id else texts[-1]


def page(edition: Edition, **options: bytes) -> bytes:
    stream = io.BytesIO()
    Page(**options).write(edition, stream)
    return stream.getvalue()


def data_of(reader: Reader) -> Any:
    return json.loads(reader.script("data"))


def test_what_the_script_works_on() -> None:
    reader = Reader(page(sample("29.97df", 3600)))
    assert reader.open == []
    told = data_of(reader)
    assert (told["origin"], told["base"], told["drop"]) == (107892, 30, True)
    assert told["duration"] == pytest.approx(12.012, abs=1e-3)
    assert [cue[2] for cue in told["cues"]] == [[c.lines[0]] for c in sample().captions.cues]
    assert [cue[4] for cue in told["cues"]] == [False, True, False]  # the lower third has the place below
    assert told["titles"][0][2:] == ["Айгүл Серікова", "құрылыс компаниясының бас инженері"]
    assert [(p[2], p[3]) for p in told["parts"]] == [("ЗКТ", ""), ("СНХ", "Айгүл Серікова"), ("ЗКТ", "")]
    assert told["mix"] == "../audio/kopir.mix.wav"
    assert told["lead"] == 0


def test_sound_and_waveform_are_in_the_file() -> None:
    sound = bytes(range(256))
    reader = Reader(page(sample(), sound=sound, peaks=bytes([0, 10, 127, 5])))
    assert base64.b64decode(reader.script("sound")) == sound
    assert data_of(reader)["lead"] > 0
    (path,) = reader.all("path")[-1:]
    assert path["d"] == "M0,99 1,92 2,2 3,96 3,104 2,198 1,108 0,101Z"
    assert '<path d="M0,' not in page(sample(), peaks=bytes(100)).decode()


def test_the_policy_names_the_one_script_that_may_run() -> None:
    reader = Reader(page(hostile()))
    (policy,) = (a["content"] for a in reader.all("meta") if a.get("http-equiv") == "Content-Security-Policy")
    script = [text for tag, text in reader.texts if tag == "script"][-1]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy is not None
    assert policy.startswith(f"default-src 'none'; script-src 'sha256-{digest}';")
    kinds = [a.get("type") for a in reader.all("script")]
    assert kinds == ["application/json", "text/plain", None]


@pytest.mark.parametrize("name", ["page", "script-html", "prompter"])
def test_no_address_but_its_own_package(name: str) -> None:
    for edition in (sample(), hostile(), empty()):
        reader = Reader(write(name, edition))
        for _, attributes in reader.found:
            for key in ("href", "src", "action", "style", "srcset", "poster"):
                value = attributes.get(key) or ""
                assert "//" not in value
                assert not re.match(r"[a-z]+:(?!,|[\d%.]+)", value) or key == "style" or value == "data:,"


@pytest.mark.parametrize("name", ["page", "script-html", "prompter"])
def test_hostile_text_stays_text(name: str) -> None:
    plain, evil = Reader(write(name, sample("29.97df", 3600))), Reader(write(name, hostile()))
    assert evil.open == []
    assert {tag for tag, _ in evil.found} <= {tag for tag, _ in plain.found} | {"path", "strong", "b"}
    assert not any(key.startswith("on") for _, attributes in evil.found for key in attributes)
    assert "A<b> & \"c\" 'd' ]]> -->" in " ".join(text for _, text in evil.texts)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_headline_comes_back_from_html_and_from_json(text: str) -> None:
    made = sample()
    speaker = replace(made.script.segments[1].speaker, name=text)  # type: ignore[type-var]
    track = replace(made.timeline.tracks[1], speaker=speaker)
    story = replace(made.script.story, headline=text)
    made = replace(made, script=replace(made.script, story=story))
    made = replace(made, timeline=replace(made.timeline, tracks=(made.timeline.tracks[0], track)))
    data = page(made)
    reader = Reader(data)
    shown = "".join(t for tag, t in reader.texts if tag == "h1")
    assert "".join(c for c in shown.split()) in ("".join(one_line(text).split()), "kopir")
    name = data_of(reader)["titles"][0][2]
    assert name == one_line(text)
    raw = data.decode().partition('id="data">')[2].partition("</script>")[0]
    assert not set("<>&'\u2028\u2029") & set(raw)


@pytest.mark.parametrize("language", ["kk", "ru", "en", "fr", ""])
def test_the_words_are_the_storys(language: str) -> None:
    made = sample()
    made = replace(made, script=replace(made.script, story=replace(made.script.story, language=language)))
    for name in ("page", "script-html"):
        text = write(name, made).decode()
        assert wording(language)["draft"] in text
        assert f'<html lang="{language if language in ("kk", "ru", "en") else "en"}">' in text
    assert wording(language)["prompter"] in write("prompter", made).decode()


def test_text_from_right_to_left_says_so_by_itself() -> None:
    made = sample()
    story = replace(made.script.story, headline="مرحبا 12")
    text = page(replace(made, script=replace(made.script, story=story))).decode()
    assert '<h1 lang="kk" dir="auto">مرحبا 12</h1>' in text


def test_a_programme_of_2000_segments() -> None:
    made = long(2000)
    began = time.process_time()
    reader = Reader(data := page(made, peaks=bytes([9]) * 170_000))
    assert time.process_time() - began < 20
    assert len(reader.all("article", "part")) == len(reader.all("a", "s")) == 2000
    assert len(reader.all("li", "doubt")) == 500
    assert len(reader.all("path")[-1]["d"] or "") < 100_000
    assert len(data) < 4_000_000


def test_an_empty_script_is_a_page_too() -> None:
    told = data_of(Reader(page(empty())))
    assert (told["duration"], told["cues"], told["parts"], told["titles"]) == (0, [], [], [])


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * c for c in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_every_text_has_the_contrast_of_aa(theme: int) -> None:
    """4.5 to 1: WCAG 2.2, 1.4.3."""
    style = template_text("page.css")
    found = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): (#\w+)", found[theme]))
    voices = [f"v{n}" for n in range(8)]
    assert set(voices) < colours.keys()
    grounds = {"ink": ("bg", "card", "tint", "now"), "soft": ("bg", "card", "tint"), "hot": ("bg", "card")}
    grounds |= {"warn": ("card", "tint")} | dict.fromkeys(voices, ("card", "tint", "on-voice"))
    for text, behind in grounds.items():
        for ground in behind:
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
