"""``broadcast voices`` as it is typed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_commands import broadcast
from tests.pipeline.voice_server import voice_server


def run(tmp_path: Path, *arguments: str | Path, **environment: str) -> tuple[int, str, str]:
    done = broadcast("voices", *arguments, cwd=tmp_path, BROADCAST_VOICES=str(tmp_path / "shelf"), **environment)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


def test_the_list(tmp_path: Path) -> None:
    code, shown, _ = run(tmp_path, "-l", "kk")
    assert code == 0
    assert "  kk+f1 " in shown
    assert "kk_KZ-issai-high#ISSAI_KazakhTTS_F1_Raya" in shown
    assert "ru+m3" not in shown
    code, document, _ = run(tmp_path, "--engine", "espeak", "--json")
    assert code == 0
    assert json.loads(document)["schema"] == "voices/1"
    assert {v["language"] for v in json.loads(document)["voices"]} == {"kk", "ru", "en"}


def test_hear(tmp_path: Path) -> None:
    code, shown, _ = run(tmp_path, "hear", "kk+f1")
    assert code == 0
    assert shown.startswith("espeak-kk-f1.wav: ")
    assert (tmp_path / "espeak-kk-f1.wav").stat().st_size > 100_000
    code, _, told = run(tmp_path, "hear", "kk+f1")
    assert code == 2
    assert "--force" in told


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["sing"], 2, "known: hear, install, list"),
        (["list", "kk+f1"], 2, "is too much"),
        (["hear"], 2, "which voice? hear needs a name"),
        (["install"], 2, "which voice? install needs a name"),
        (["hear", "kk_KZ-raya-x_low"], 2, "broadcast voices install kk_KZ-raya-x_low"),
        (["--engine", "nobody"], 2, "there is no engine 'nobody'"),
        (["install", "nobody"], 2, "there is no Piper voice 'nobody'"),
        (["install", "kk_KZ-raya-x_low", "--from", "file:///tmp"], 2, "http and https only"),
        (["install", "kk_KZ-raya-x_low", "--from", "http://127.0.0.1:1"], 3, "cannot be reached"),
        (["install", "nowhere.onnx"], 3, "model is missing"),
    ],
)
def test_what_goes_wrong_is_told_with_the_next_step(tmp_path: Path, arguments: list[str], code: int, said: str) -> None:
    found, shown, told = run(tmp_path, *arguments)
    assert (found, shown) == (code, "")
    assert said in told
    assert "next:" in told


def test_install_and_hear(joe: Path, tmp_path: Path) -> None:
    """The real voice, from a server on this machine that breaks off once; then it speaks."""
    with voice_server() as server:
        place = "/en/en_US/joe/medium"
        for suffix in (".onnx", ".onnx.json"):
            server.put(f"{place}/{joe.stem}{suffix}", Path(f"{joe.with_suffix('')}{suffix}").read_bytes())
        server.faults.append("broken")
        code, shown, told = run(tmp_path, "install", joe.stem, "--from", server.address)
    assert code == 0, told
    assert shown.startswith(f"installed: {tmp_path / 'shelf' / joe.name}")
    assert "licence of the recordings: CC0-1.0" in told
    assert told.index("CC0-1.0") < told.index("checked: sizes and MD5")
    code, shown, _ = run(tmp_path, "hear", joe.stem, "--text", "It works.", "-o", "a.wav", "--json")
    assert code == 0
    assert json.loads(shown)["voice"]["licence"] == "CC0-1.0"
    assert (tmp_path / "a.wav").exists()


def test_what_is_not_used_is_not_imported(tmp_path: Path) -> None:
    """Help, and a whole build with the embedded voice, do without the packages of the other engines."""
    (tmp_path / "story.txt").write_text("Көпір ашылды\n\nБүгін қалада жаңа көпір ашылды.\n", encoding="utf-8")
    code = (
        "import sys; from broadcast.cli.run import run; run(sys.argv[1:]);"
        "vendors = {'piper', 'onnx', 'onnxruntime', 'edge_tts', 'aiohttp', 'gtts'} & set(sys.modules);"
        "print(sorted(vendors), file=sys.stderr)"
    )
    for arguments in (["--help"], ["voices", "--help"], ["build", "story.txt"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True, cwd=tmp_path
        )
        assert done.stderr.splitlines()[-1] == "[]", arguments
