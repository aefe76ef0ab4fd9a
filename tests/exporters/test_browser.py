"""WebVTT in a browser: a page with a ``<track>`` says which cues it got."""

from __future__ import annotations

import functools
import http.server
import io
import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from msgspec.structs import replace

from broadcast.exporters.vtt import Vtt
from broadcast.model.edition import Edition
from tests.conftest import Built
from tests.exporters.editions import hostile, sample

CHROMIUM = next((found for n in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(n))), "")
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--virtual-time-budget=10000",
    "--dump-dom",
]
PAGE = """<!doctype html><meta charset="utf-8"><video><track src="x.vtt" srclang="kk" default></video><pre></pre>
<script>
const track = document.querySelector("track");
const tell = found => document.querySelector("pre").textContent = JSON.stringify(found);
const told = c => [c.startTime, c.endTime, c.getCueAsHTML().textContent, c.line];
track.onload = () => tell([...track.track.cues].map(told));
track.onerror = () => tell("error");
track.track.mode = "hidden";
</script>"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def cues(site: tuple[Path, str], exporter: Vtt, edition: Edition) -> list[tuple[float, float, str, float | str]]:
    folder, address = site
    stream = io.BytesIO()
    exporter.write(edition, stream)
    (folder / "x.vtt").write_bytes(stream.getvalue())
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={folder.parent / 'profile'}", address]
    shown = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=True).stdout
    told = re.search(r"<pre>(.*?)</pre>", shown, re.DOTALL)
    assert told, shown
    return [tuple(cue) for cue in json.loads(unescape(told[1]))]


@pytest.mark.parametrize("word_times", [False, True])
def test_chromium_finds_every_cue_of_the_sample(site: tuple[Path, str], sample: Built, word_times: bool) -> None:
    edition = sample.edition
    coloured = replace(edition, captions=replace(edition.captions, speaker_labels="colour"))
    found = cues(site, Vtt(word_times=word_times), coloured)
    assert [text for _, _, text, _ in found] == [cue.text for cue in edition.captions.cues]
    for (start, end, _, _), cue in zip(found, edition.captions.cues, strict=True):
        assert start == pytest.approx(float(cue.start), abs=6e-4)
        assert end == pytest.approx(float(cue.end), abs=6e-4)


def test_chromium_reads_positions_and_hostile_text(site: tuple[Path, str]) -> None:
    found = cues(site, Vtt(clear_titles=True), sample())
    assert [line for *_, line in found] == ["auto", 10, "auto"]
    assert len(cues(site, Vtt(), hostile())) == 3
