"""The Tab key: what shells are told, by their own protocol, and by a bash that really asks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from broadcast.cli import completing
from broadcast.cli.app import COMMANDS
from broadcast.exporters import EXPORTERS
from broadcast.timing import FrameRate
from tests.cli.test_commands import broadcast


def offered(line: str, cwd: Path, shell: str = "bash") -> list[str]:
    """What is offered at the end of a line."""
    words = line.split(" ")
    told = {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1), "_TYPER_COMPLETE_ARGS": line}
    if shell == "fish":
        told["_TYPER_COMPLETE_FISH_ACTION"] = "get-args"
    done = broadcast(cwd=cwd, _BROADCAST_COMPLETE=f"complete_{shell}", **told)
    assert (done.returncode, done.stderr) == (0, "")
    return [value for value in done.stdout.split("\n") if value]


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Stories, an edited script, packages, a station's caption profile, and names that shells would take apart."""
    folder = tmp_path_factory.mktemp("newsroom")
    for name in ("a.txt", "scripts/kopir.txt", "scripts/kopir.fountain", "scripts/two words.txt", "scripts/x.wav"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"")
    for name in ("output/kopir", "output/half"):
        (folder / name).mkdir(parents=True)
    (folder / "output/kopir/manifest.json").write_bytes(b"{}")
    (folder / "voices").mkdir()
    (folder / "voices/captions.toml").write_text('[evening]\nbase = "teletext"\n', encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("broadcast ", list(COMMANDS)),
        ("broadcast bu", ["build"]),
        ("broadcast --v", ["--version"]),
        ("broadcast nothing", []),
        ("broadcast build --eng", ["--engine"]),
        ("broadcast build x --engine es", ["espeak"]),
        ("broadcast build x --language ", ["kk", "ru", "en"]),
        ("broadcast build x --captions ev", ["evening"]),
        ("broadcast build x --loudness r", ["r128", "r128-s1"]),
        ("broadcast build x --fps 5", ["50", "59.94", "59.94df"]),
        ("broadcast build x --also a", ["aaf", "ass", "avid-ds"]),
        ("broadcast build ", ["scripts/kopir.fountain", "scripts/kopir.txt"]),
        ("broadcast build a", ["a.txt"]),
        ("broadcast build scripts/kopir.t", ["scripts/kopir.txt"]),
        ("broadcast build --output ", []),
        ("broadcast preview output/", ["output/kopir"]),
        ("broadcast check ", ["output/kopir"]),
        ("broadcast export output/kopir --to ed", ["edl", "edition"]),
        ("broadcast subtitles f.srt --to a", ["ass", "avid-ds"]),
        ("broadcast voices i", ["install"]),
        ("broadcast voices hear kk+sh", ["kk+shelby"]),
        ("broadcast voices install kk_KZ-is", ["kk_KZ-issai-high", "kk_KZ-iseke-x_low"]),
        ("broadcast completion f", ["fish"]),
    ],
)
def test_what_bash_is_offered(line: str, values: list[str], newsroom: Path) -> None:
    assert offered(line, newsroom) == values


def test_other_shells_are_told_what_it_means(newsroom: Path) -> None:
    assert offered("broadcast bu", newsroom, "zsh")[0].startswith("""_arguments '*: :(("build":"Build a story""")
    assert offered("broadcast bu", newsroom, "fish") == [f"build\t{COMMANDS['build'].help}"]


def test_a_broken_file_offers_nothing_and_says_nothing(newsroom: Path, tmp_path: Path) -> None:
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices/captions.toml").write_bytes(b"[[[")
    assert offered("broadcast build x --captions ", tmp_path) == []


@pytest.fixture
def on_the_path(tmp_path: Path) -> dict[str, str]:
    """An environment in which the command is found by its name."""
    (tmp_path / "broadcast").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m broadcast "$@"\n', encoding="utf-8")
    (tmp_path / "broadcast").chmod(0o755)
    return {**os.environ, "HOME": str(tmp_path), "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}


@pytest.mark.skipif(not shutil.which("bash") or sys.platform == "win32", reason="there is no bash")
def test_a_real_bash_completes(newsroom: Path, on_the_path: dict[str, str]) -> None:
    script = (
        'source <(broadcast completion bash)\ncomplete -p broadcast | grep -o "[^ ]*$"\n'
        "COMP_WORDS=(broadcast build scripts/kopir.f) COMP_CWORD=2\n"
        "_broadcast_completion broadcast\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n"
    )
    done = subprocess.run(
        ["bash", "--norc", "-c", script],
        capture_output=True,
        text=True,
        cwd=newsroom,
        env=on_the_path,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("broadcast\nscripts/kopir.fountain\n", "")


@pytest.mark.skipif(not shutil.which("fish"), reason="there is no fish")
def test_a_real_fish_completes(newsroom: Path, on_the_path: dict[str, str]) -> None:
    script = "broadcast completion fish | source; complete -C 'broadcast build x --engine es'"
    done = subprocess.run(
        ["fish", "--no-config", "-c", script],
        capture_output=True,
        text=True,
        cwd=newsroom,
        env=on_the_path,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("espeak\n", "")


@pytest.mark.skipif(not shutil.which("zsh"), reason="there is no zsh")
def test_a_real_zsh_takes_the_script(tmp_path: Path) -> None:
    script = tmp_path / "_broadcast"
    script.write_text(broadcast("completion", "zsh").stdout, encoding="utf-8")
    done = subprocess.run(
        ["zsh", "-fc", f"autoload -U compinit; compinit -D; source {script}; whence -w _broadcast_completion"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.returncode) == ("_broadcast_completion: function\n", 0)


@pytest.mark.parametrize("shell", completing.SHELLS)
def test_each_shell_has_a_script(shell: str) -> None:
    script = broadcast("completion", shell).stdout
    assert "_BROADCAST_COMPLETE" in script
    assert f"complete_{shell}" in script


def test_an_unknown_shell_is_told_the_known_ones() -> None:
    done = broadcast("completion", "tcsh")
    assert (done.returncode, done.stdout) == (2, "")
    assert "known: bash, fish, powershell, zsh" in done.stderr


def test_the_values_are_those_that_commands_take() -> None:
    captions = {name for name in EXPORTERS.names() if EXPORTERS.get(name).folder == "subtitles"}
    assert set(completing.SUBTITLES) == captions
    assert all(FrameRate.parse(rate) for rate in completing.RATES)
    assert set(completing.FORMATS) <= set(COMMANDS)


def test_asking_loads_little(newsroom: Path) -> None:
    code = (
        "import sys; from broadcast.cli.run import run\n"
        "try:\n    run([])\nexcept SystemExit:\n    pass\n"
        "heavy = {'numpy', 'opentimelineio', 'pydub', 'rich', 'num2words', 'textual', 'jinja2', 'ffmpeg'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    for line in ("broadcast build --engine ", "broadcast export x --to ", "broadcast preview "):
        told = {"COMP_WORDS": line, "COMP_CWORD": str(line.count(" ")), "_BROADCAST_COMPLETE": "complete_bash"}
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, cwd=newsroom, env={**os.environ, **told}
        )
        assert done.stdout.strip()
        assert done.stderr.strip() == "[]", line
