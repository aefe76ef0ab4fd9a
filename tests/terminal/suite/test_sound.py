from __future__ import annotations

import sys
import time
import wave
from pathlib import Path

import pytest

from broadcast.errors import MissingProgram, SetupError
from broadcast.terminal.suite.sound import Player, Sound, find_player, players

RATE = 8000


@pytest.fixture
def mix(tmp_path: Path) -> Path:
    """Ten seconds, each of which holds its own number."""
    path = tmp_path / "mix.wav"
    with wave.open(str(path), "wb") as sound:
        sound.setparams((1, 3, RATE, 0, "NONE", ""))
        sound.writeframes(b"".join(bytes([0, 0, second]) * RATE for second in range(10)))
    return path


def program(tmp_path: Path, feed: str, body: str, *arguments: str) -> Player:
    """A player that is a Python program of ours."""
    script = tmp_path / "player.py"
    script.write_text(f"import sys, time, pathlib\nout = pathlib.Path({str(tmp_path / 'heard')!r})\n{body}\n")
    return Player(program=sys.executable, arguments=(str(script), *arguments), feed=feed)  # type: ignore[arg-type]


def heard(tmp_path: Path, length: int = 1) -> bytes:
    """What the player wrote, once it has."""
    path, until = tmp_path / "heard", time.monotonic() + 10
    while time.monotonic() < until:
        if path.exists() and path.stat().st_size >= length:
            return path.read_bytes()
        time.sleep(0.01)
    raise AssertionError("the player wrote nothing")


def test_a_player_that_seeks_is_told_the_place(mix: Path, tmp_path: Path) -> None:
    player = program(
        tmp_path, "seek", "out.write_text(' '.join(sys.argv[1:])); time.sleep(60)", "{at}", "{file}", "{rate}"
    )
    sound = Sound(mix, player)
    sound.play(4.25)
    assert sound.playing
    assert heard(tmp_path).decode() == f"4.250 {mix} {RATE}"
    assert 4.25 <= sound.position < 14
    assert not sound.ended()
    sound.stop()
    assert not sound.playing


def test_a_player_that_listens_is_fed_from_the_place_on(mix: Path, tmp_path: Path) -> None:
    sound = Sound(mix, program(tmp_path, "pipe", "out.write_bytes(sys.stdin.buffer.read())"))
    sound.play(8.5)
    assert heard(tmp_path, RATE * 3 * 3 // 2) == bytes([0, 0, 8]) * (RATE // 2) + bytes([0, 0, 9]) * RATE
    sound.stop()


def test_a_player_of_files_gets_one_that_begins_there_and_it_is_gone_afterwards(mix: Path, tmp_path: Path) -> None:
    body = "out.write_bytes(pathlib.Path(sys.argv[1]).read_bytes()); time.sleep(60)"
    sound = Sound(mix, program(tmp_path, "file", body, "{file}"))
    sound.play(9)
    heard(tmp_path, 3 * RATE)
    with wave.open(str(tmp_path / "heard")) as cut:
        assert (cut.getframerate(), cut.getsampwidth(), cut.getnframes()) == (RATE, 3, RATE)
        assert cut.readframes(1) == bytes([0, 0, 9])
    scrap = sound._scrap
    assert scrap is not None
    sound.stop()
    assert not scrap.exists()


def test_a_player_that_fails_is_quoted(mix: Path, tmp_path: Path) -> None:
    sound = Sound(mix, program(tmp_path, "seek", "sys.exit('no sound card')"))
    sound.play(0)
    process = sound._process
    assert process is not None
    process.wait(10)
    with pytest.raises(SetupError, match="no sound card") as caught:
        sound.ended()
    assert "--no-audio" in caught.value.remedy
    assert not sound.playing


def test_a_player_that_comes_to_its_end_says_so_once(mix: Path, tmp_path: Path) -> None:
    sound = Sound(mix, program(tmp_path, "seek", "pass"))
    sound.play(0)
    assert sound._process is not None
    sound._process.wait(10)
    assert sound.ended()
    assert not sound.ended()


def test_without_a_player_only_the_clock_runs(mix: Path) -> None:
    sound = Sound(mix, None)
    sound.play(3)
    assert sound.playing
    assert not sound.ended()
    assert sound.position >= 3
    sound.hold(7)
    assert sound.playing
    assert sound.position == 7
    sound.stop()


@pytest.mark.parametrize("data", [None, b"", b"no sound at all"])
def test_a_mix_that_cannot_be_read(tmp_path: Path, data: bytes | None) -> None:
    path = tmp_path / "mix.wav"
    if data is not None:
        path.write_bytes(data)
    sound = Sound(path, program(tmp_path, "seek", "pass"))
    with pytest.raises(SetupError, match="cannot be played"):
        sound.play(0)
    assert not sound.playing


def test_a_player_that_is_not_there(mix: Path) -> None:
    sound = Sound(mix, Player(program="no-such-player", arguments=(), feed="seek"))
    with pytest.raises(SetupError, match="cannot be played"):
        sound.play(0)


def test_the_first_player_that_the_machine_has() -> None:
    assert find_player(lambda name: name if name in ("aplay", "paplay") else None).program == "paplay"
    with pytest.raises(MissingProgram) as caught:
        find_player(lambda name: None)
    assert all(player.program in caught.value.remedy for player in players())


def test_every_player_can_be_filled_in() -> None:
    facts = {"file": "x.wav", "at": "1.000", "rate": 48000, "channels": 1, "bits": 24}
    for player in players():
        assert "{" not in " ".join(argument.format(**facts) for argument in player.arguments)
