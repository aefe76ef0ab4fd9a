"""A script as it goes out to a person and comes back: ``script``, ``build`` and ``preview``."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_commands import broadcast
from tests.conftest import SAMPLE

FOUNTAIN = Path("scripts", "zhetisu.fountain")


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    (tmp_path / "zhetisu.txt").write_bytes(SAMPLE.read_bytes())
    return tmp_path


def test_the_script_is_written_and_shown(newsroom: Path) -> None:
    done = broadcast("script", "zhetisu.txt", cwd=newsroom)
    assert done.returncode == 0
    assert f"{FOUNTAIN}: written" in done.stderr
    assert "Сергей Мальцев" in done.stdout
    assert "@Сергей Мальцев\n(кәсіпорын директорының" in (newsroom / FOUNTAIN).read_text(encoding="utf-8")
    assert f"{FOUNTAIN}: as it was" in broadcast("script", "zhetisu.txt", cwd=newsroom).stderr


def test_json_writes_nothing(newsroom: Path) -> None:
    done = broadcast("script", "zhetisu.txt", "--json", cwd=newsroom)
    assert json.loads(done.stdout)["schema"] == "script/1"
    assert not (newsroom / "scripts").exists()
    refused = broadcast("script", "zhetisu.txt", "--json", "--output", "x.fountain", cwd=newsroom)
    assert (refused.returncode, refused.stdout) == (2, "")


def test_an_edited_script_is_kept_until_it_is_forced(newsroom: Path) -> None:
    broadcast("script", "zhetisu.txt", "--output", "my.fountain", cwd=newsroom)
    mine = newsroom / "my.fountain"
    edited = mine.read_text(encoding="utf-8").replace("(Жетісу ауданының әкімі)", "(аудан әкімі)")
    mine.write_text(edited, encoding="utf-8")
    kept = broadcast("script", "zhetisu.txt", "-o", "my.fountain", cwd=newsroom)
    assert (kept.returncode, "edited by hand, and kept" in kept.stderr) == (0, True)

    story = newsroom / "zhetisu.txt"
    story.write_text(story.read_text(encoding="utf-8").replace("572", "573"), encoding="utf-8")
    differs = broadcast("script", "zhetisu.txt", "-o", "my.fountain", cwd=newsroom)
    assert (differs.returncode, differs.stdout) == (2, "")
    assert "the story has changed since" in differs.stderr
    assert "- (аудан әкімі)\n+ (Жетісу ауданының әкімі)\n" in differs.stderr
    assert "572" in differs.stderr
    assert "573" in differs.stderr
    assert mine.read_text(encoding="utf-8") == edited

    forced = broadcast("script", "zhetisu.txt", "-o", "my.fountain", "--force", cwd=newsroom)
    assert (forced.returncode, "my.fountain: written" in forced.stderr) == (0, True)


def test_an_edited_script_is_built_and_previewed(newsroom: Path) -> None:
    broadcast("script", "zhetisu.txt", cwd=newsroom)
    path = newsroom / FOUNTAIN
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Сергей Мальцев\n(", "Сергей Мальцев\n(бас "), encoding="utf-8")
    before = path.read_bytes()
    done = broadcast("build", FOUNTAIN, "--engine", "silence", "--json", cwd=newsroom)
    report = json.loads(done.stdout)
    assert (report["slug"], report["segments"], report["quotes"]) == ("zhetisu", 9, 3)
    package = newsroom / "output" / "zhetisu"
    script = json.loads((package / "zhetisu.script.json").read_bytes())
    assert next(s["speaker"]["role"][:4] for s in script["segments"] if s["speaker"]) == "бас "
    original = json.loads(broadcast("script", "zhetisu.txt", "--json", cwd=newsroom).stdout)
    assert [s["id"] for s in script["segments"]] == [s["id"] for s in original["segments"]]
    again = json.loads(broadcast("build", FOUNTAIN, "--engine", "silence", "--json", cwd=newsroom).stdout)
    assert again["run"]["unchanged"]
    assert "estimate" in broadcast("preview", FOUNTAIN, cwd=newsroom).stdout
    shown = broadcast("script", FOUNTAIN, cwd=newsroom)
    assert (shown.returncode, "written" in shown.stderr, path.read_bytes()) == (0, False, before)


def test_an_error_in_a_script_names_its_place(newsroom: Path) -> None:
    (newsroom / "bad.fountain").write_text("Title: x\nLanguage: kk\n\nБір [[екі.\n", encoding="utf-8")
    for command in ("build", "preview", "script"):
        done = broadcast(command, "bad.fountain", cwd=newsroom)
        assert (done.returncode, done.stdout) == (2, "")
        assert "bad.fountain, line 4, column 5" in done.stderr


def test_standard_input(newsroom: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "broadcast", "script", "-", "--json"],
        input=SAMPLE.read_bytes(),
        capture_output=True,
        cwd=newsroom,
        check=True,
    )
    assert json.loads(done.stdout)["story"]["slug"] == "stdin"


@pytest.fixture
def address() -> Iterator[str]:
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    body = "".join(f"<p>{line}</p>" for line in lines[1:])
    page = f"<html><title>{lines[0]}</title><body><article><h1>{lines[0]}</h1>{body}</article></body></html>"

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *arguments: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/news/zhetisu.html"
    server.shutdown()
    server.server_close()


def test_an_address(newsroom: Path, address: str) -> None:
    found = json.loads(broadcast("script", address, "--json", cwd=newsroom).stdout)
    written = json.loads(broadcast("script", SAMPLE, "--json", cwd=newsroom).stdout)
    assert found["story"]["slug"] == "zhetisu"
    assert [s["id"] for s in found["segments"]] == [s["id"] for s in written["segments"]]


@pytest.mark.parametrize(
    ("address", "said"),
    [("file:///etc/passwd", "only http and https"), ("http://127.0.0.1:9/", "cannot be fetched")],
)
def test_an_address_that_cannot_be_read(newsroom: Path, address: str, said: str) -> None:
    for command in ("build", "preview", "script"):
        done = broadcast(command, address, cwd=newsroom)
        assert done.returncode == (2 if address.startswith("file") else 3)
        assert said in done.stderr
        assert "root:" not in done.stdout + done.stderr
