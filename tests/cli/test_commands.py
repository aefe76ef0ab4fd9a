"""The commands as they are typed."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from broadcast import __version__
from broadcast.cli.app import COMMANDS
from tests.conftest import ROOT, SAMPLE, Built


def broadcast(*arguments: str | Path, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "broadcast", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        check=False,
        stdin=subprocess.DEVNULL,
    )


def test_version_and_help() -> None:
    assert broadcast("--version").stdout == f"broadcast {__version__}\n"
    shown = broadcast("--help").stdout
    for name, entry in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(entry.help[:30])}", shown, re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_examples(name: str) -> None:
    shown = broadcast(name, "--help")
    assert shown.returncode == 0
    assert f"  broadcast {name} " in shown.stdout.split("Examples:")[1]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["bild"], 2, "Did you mean 'build'?"),
        (["build"], 2, "Missing argument"),
        (["build", "nope.txt"], 2, "there is no such file"),
        (["build", SAMPLE, "--engine", "nobody"], 2, "known: edge, espeak, gtts, http, piper, silence"),
        (["build", SAMPLE, "--engine", "gtts"], 3, "does not speak 'kk'"),
        (["build", SAMPLE, "--language", "fr"], 2, "known: en, kk, ru"),
        (["build", SAMPLE, "--fps", "26"], 2, "is not a frame rate"),
        (["build", SAMPLE, "--start", "1:00"], 2, "is not a timecode"),
        (["build", SAMPLE, "--output", SAMPLE / "sub"], 4, "cannot be written"),
        (["preview", "nope"], 2, "no such file or folder"),
        (["script", ROOT], 2, "is a folder"),
    ],
)
def test_what_goes_wrong_is_told_with_the_next_step(
    arguments: list[str | Path], code: int, said: str, tmp_path: Path
) -> None:
    done = broadcast(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 6


def test_build_ends_with_the_timeline(sample: Built) -> None:
    done = broadcast("build", SAMPLE, "--output", sample.folder.parent, cwd=ROOT)
    assert done.returncode == 0
    assert "NARRATION" in done.stdout
    assert "Сергей Мальцев" in done.stdout
    assert "\x1b" not in done.stdout
    assert max(map(len, done.stdout.splitlines()[:-1])) <= 80


def test_build_prints_its_report(tmp_path: Path) -> None:
    done = broadcast("build", SAMPLE, "--output", tmp_path, "--json", "--engine", "silence", "--strict")
    report = json.loads(done.stdout)
    assert report["schema"] == "report/1"
    assert (report["segments"], report["quotes"]) == (9, 3)
    assert set(report["run"]["timings"]) == {"read", "voice", "time", "mix", "export", "package"}
    assert len(report["files"]) >= 25
    assert done.returncode == 1  # the look-alike letter is a doubt, and --strict asks


def test_script_prints_the_document() -> None:
    document = json.loads(broadcast("script", SAMPLE, "--json").stdout)
    assert document["schema"] == "script/1"
    assert document["story"]["outlet"] == "«Алматы» телеарнасы"
    quote = next(s for s in document["segments"] if s["kind"] == "quote")
    start, end = quote["source"]
    assert quote["text"] in document["story"]["text"][start:end]
    assert quote["speaker"]["id"] == "maltsev"


def test_preview_shows_a_package_and_an_estimate(sample: Built) -> None:
    built, estimated = broadcast("preview", sample.folder), broadcast("preview", SAMPLE)
    assert "estimate" not in built.stdout
    assert "estimate" in estimated.stdout
    for shown in (built, estimated):
        assert shown.returncode == 0
        assert "Л. Жылқыбаева" in shown.stdout or "Ләззат Жылқыбаева" in shown.stdout


def test_output_into_a_pipe_that_closes_is_no_error() -> None:
    command = f'"{sys.executable}" -m broadcast script "{SAMPLE}" --json | head -c 10'
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_ctrl_c_ends_quietly_and_leaves_nothing(tmp_path: Path) -> None:
    story = tmp_path / "long.txt"
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()[1:8]
    story.write_text("\n".join(f"{line} {n}" for n in range(40) for line in lines), encoding="utf-8")
    out = tmp_path / "out"
    process = subprocess.Popen(
        [sys.executable, "-m", "broadcast", "build", str(story), "--output", str(out)],
        env={**os.environ, "BROADCAST_TAKES": str(tmp_path / "takes")},
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    while not (tmp_path / "takes").exists() and process.poll() is None:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 130, stderr
    assert "Traceback" not in stderr
    assert "run the command again" in stderr
    assert stdout == ""
    assert not out.exists() or list(out.iterdir()) == []
    assert list((tmp_path / "takes").rglob("*.part")) == []


def test_a_terminal_that_lacks_letters_is_no_error(tmp_path: Path) -> None:
    done = broadcast("script", SAMPLE, cwd=tmp_path, PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "maltsev" in done.stdout.lower() or "?" in done.stdout


def test_the_command_starts_without_what_it_does_not_need() -> None:
    code = (
        "import sys; from broadcast.cli.run import run; run(['--help']);"
        "heavy = {'numpy', 'gtts', 'opentimelineio', 'pydub', 'rich', 'num2words', 'espeakng_loader', 'ffmpeg'};"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_the_readmes_commands_are_these() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = re.findall(r"^broadcast (\w+)", readme, re.MULTILINE)
    assert set(lines) <= set(COMMANDS)
    assert ".venv/bin/broadcast build scripts/zhetisu.txt" in readme
