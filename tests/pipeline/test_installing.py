"""Installing a voice from a server on this machine that misbehaves."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from broadcast.engines.piper import catalogue as known_voices
from broadcast.engines.piper.catalogue import Catalogue, KnownVoice, StoredFile
from broadcast.engines.piper.shelf import installed
from broadcast.errors import EngineError, InputError, NetworkError, OutputError, UnknownName, UsageError
from broadcast.model.progress import Progress
from broadcast.pipeline import downloading, installing
from broadcast.pipeline.installing import install, install_file, offered
from tests.pipeline.voice_server import VoiceServer, voice_server

KEY = "en_US-anna-medium"
PLACE = "/en/en_US/anna/medium"
MODEL = bytes(range(256)) * 12_000  # three megabytes, of which no byte is asked
CONFIG = json.dumps({"audio": {"sample_rate": 22050, "quality": "medium"}, "espeak": {"voice": "en-us"}}).encode()


class House(NamedTuple):
    """The server, and the folder of voices."""

    server: VoiceServer
    folder: Path

    def left(self) -> set[str]:
        return {path.name for path in self.folder.glob("*")}


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """A server with one voice, which is in the catalogue."""
    folder = tmp_path / "voices"
    monkeypatch.setenv("BROADCAST_VOICES", str(folder))
    with voice_server() as server:
        model, config = server.put(f"{PLACE}/{KEY}.onnx", MODEL), server.put(f"{PLACE}/{KEY}.onnx.json", CONFIG)
        voice = KnownVoice(
            licence="CC0-1.0",
            credit="Anna",
            source="https://example.org",
            sample_rate=22050,
            model=StoredFile(model["size_bytes"], model["md5_digest"]),
            config=StoredFile(config["size_bytes"], config["md5_digest"]),
            gender="f",
        )
        made = Catalogue(base=server.address, voices={KEY: voice})
        for module in (installing, known_voices):
            monkeypatch.setattr(module, "catalogue", lambda: made)
        yield House(server, folder)


def run(house: House, **options: Any) -> installing.Installed:
    return install(offered(KEY), **({"silence": 5.0, "pause": 0.0} | options))


def test_a_voice_is_fetched_and_in_place(house: House) -> None:
    heard: list[Progress] = []
    done = run(house, listen=heard.append)
    assert done.path.read_bytes() == MODEL
    assert house.left() == {f"{KEY}.onnx", f"{KEY}.onnx.json"}
    assert [m.id for m in installed()] == [KEY]
    assert [v.id for v in done.voices] == [KEY]
    assert {e.step for e in heard} == {"download"}
    assert [e.done for e in heard] == sorted(e.done for e in heard)
    assert heard[-1].done == heard[-1].total == 3


def test_what_is_offered_is_told_before(house: House) -> None:
    offer = offered(KEY)
    assert (offer.licence, offer.credit, offer.size) == ("CC0-1.0", "Anna", len(MODEL) + len(CONFIG))
    assert "catalogue" in offer.checked_by
    assert house.server.asked == []


def test_what_is_there_is_not_fetched_again(house: House) -> None:
    run(house)
    asked = len(house.server.asked)
    assert run(house).already
    assert len(house.server.asked) == asked


def test_a_voice_that_was_damaged_on_the_disk_is_fetched_again(house: House) -> None:
    done = run(house)
    done.path.write_bytes(b"x" * len(MODEL))
    assert not run(house).already
    assert done.path.read_bytes() == MODEL


def test_a_broken_transfer_goes_on_where_it_was(house: House) -> None:
    house.server.faults.extend(["broken", "broken"])
    run(house)
    half, quarter = len(MODEL) // 2, len(MODEL) // 4
    ranges = [asked for path, asked in house.server.asked if path.endswith(".onnx")]
    assert ranges == ["", f"bytes={half}-", f"bytes={half + quarter}-"]
    assert (house.folder / f"{KEY}.onnx").read_bytes() == MODEL


def test_a_server_without_ranges_sends_the_whole_again(house: House) -> None:
    house.server.ranges = False
    house.server.faults.append("broken")
    run(house)
    assert (house.folder / f"{KEY}.onnx").read_bytes() == MODEL


def test_a_command_that_was_stopped_goes_on(house: House) -> None:
    def stop(event: Progress) -> None:
        if event.done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(house, listen=stop)
    assert installed() == ()
    kept = (house.folder / f".{KEY}.onnx.part").stat().st_size
    assert 0 < kept < len(MODEL)
    house.server.asked.clear()
    run(house)
    assert (f"{PLACE}/{KEY}.onnx", f"bytes={kept}-") in house.server.asked
    assert (house.folder / f"{KEY}.onnx").read_bytes() == MODEL


def test_the_wrong_file_is_not_installed(house: House) -> None:
    house.server.faults.append("wrong")
    with pytest.raises(NetworkError, match="is not the one expected") as caught:
        run(house)
    expected = offered(KEY).model.md5
    assert expected in caught.value.what
    assert caught.value.what.count(expected[:8]) == 1
    assert installed() == ()
    run(house)


def test_rests_of_another_version_are_thrown_away(house: House) -> None:
    house.folder.mkdir()
    (house.folder / f".{KEY}.onnx.part").write_bytes(b"old" * 1000)
    run(house)
    assert (house.folder / f"{KEY}.onnx").read_bytes() == MODEL


def test_rests_that_are_too_long_are_thrown_away(house: House) -> None:
    house.folder.mkdir()
    (house.folder / f".{KEY}.onnx.part").write_bytes(MODEL + b"more")
    run(house)
    assert (house.folder / f"{KEY}.onnx").read_bytes() == MODEL


def test_more_than_the_file_is_refused(house: House) -> None:
    house.server.faults.append("more")
    with pytest.raises(NetworkError, match="more came than"):
        run(house)
    assert installed() == ()


@pytest.mark.parametrize(("fault", "said"), [("404", "404"), ("403", "403"), ("to ftp://127.0.0.1/x", "302|ftp")])
def test_a_refusal_is_told_at_once(house: House, fault: str, said: str) -> None:
    house.server.faults.append(fault)
    with pytest.raises(NetworkError, match=said) as caught:
        run(house)
    assert caught.value.where.startswith("http://127.0.0.1")
    assert installed() == ()


@pytest.mark.parametrize("fault", ["500", "503", "429", "redirect"])
def test_what_may_pass_is_tried_again(house: House, fault: str) -> None:
    house.server.faults.append(fault)
    run(house)


def test_a_server_that_hangs(house: House) -> None:
    house.server.faults.extend(["hang"] * 9)
    with pytest.raises(NetworkError) as caught:
        run(house, silence=0.1)
    assert "run the command again" in caught.value.remedy
    house.server.faults.clear()
    run(house)


def test_a_server_that_is_never_well(house: House) -> None:
    house.server.faults.extend(["503"] * 9)
    with pytest.raises(NetworkError, match="503"):
        run(house)
    assert len(house.server.faults) == 5


def test_nobody_listens_there(house: House) -> None:
    with pytest.raises(NetworkError, match="cannot be reached"):
        install(offered(KEY, "http://127.0.0.1:1"), silence=1, pause=0)


@pytest.mark.parametrize("base", ["file:///etc", "ftp://example.org", "example.org", "http://", "http://[", "-"])
def test_only_http(house: House, base: str) -> None:
    with pytest.raises(UsageError, match="http and https only"):
        offered(KEY, base)


def test_a_config_that_is_none(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    other = house.server.put(f"{PLACE}/{KEY}.onnx.json", b'{"no": "config"}')
    offer = offered(KEY)._replace(config=StoredFile(other["size_bytes"], other["md5_digest"]))
    with pytest.raises(EngineError, match="no config of a Piper voice"):
        install(offer, pause=0)
    assert house.left() == set()


def test_a_disk_without_room(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage("/")._replace(free=1 << 20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(OutputError, match="takes 3 MB, and 1 MB are free"):
        run(house)


def test_a_disk_that_fills(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(downloading, "_goes_on", full)
    house.folder.mkdir()
    (house.folder / f".{KEY}.onnx.part").write_bytes(MODEL[:1000])
    with pytest.raises(OutputError, match="the disk is full") as caught:
        run(house)
    assert "kept" in caught.value.remedy


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written(house: House) -> None:
    house.folder.mkdir(mode=0o500)
    with pytest.raises(OutputError, match="cannot be written"):
        run(house)


def test_a_folder_that_is_a_file(house: House) -> None:
    house.folder.write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written"):
        run(house)


def test_two_at_once(house: House) -> None:
    part = house.folder / f".{KEY}.onnx.json.part"
    part.parent.mkdir()
    with part.open("a+b") as stream:
        downloading._lock(stream, part)
        with pytest.raises(OutputError, match="another install"):
            run(house)


# A voice that the catalogue does not have


def listed(house: House, key: str, *, card: bytes | None = None) -> None:
    """Serve a voice that only the server's own list has."""
    name = key.split("-")[1]
    place = f"/en/en_GB/{name}/low"
    files = {f"{place}/{key}.onnx": MODEL[:5000], f"{place}/{key}.onnx.json": CONFIG}
    entries = {path[1:]: house.server.put(path, data) for path, data in files.items()}
    house.server.put("/voices.json", json.dumps({key: {"key": key, "files": entries}}).encode())
    if card is not None:
        house.server.put(f"{place}/MODEL_CARD", card)


def test_any_voice_of_the_server(house: House) -> None:
    listed(house, "en_GB-bob-low", card=b"* URL: https://example.org/bob\n* License: CC BY 4.0\n")
    offer = offered("en_GB-bob-low")
    assert (offer.licence, offer.source) == ("CC BY 4.0", "https://example.org/bob")
    assert "voices.json" in offer.checked_by
    (voice,) = install(offer, pause=0).voices
    assert (voice.id, voice.licence, voice.credit) == ("en_GB-bob-low", "CC BY 4.0", "https://example.org/bob")


def test_a_voice_without_a_card(house: House) -> None:
    listed(house, "en_GB-bob-low")
    offer = offered("en_GB-bob-low")
    assert offer.licence == "unknown"
    assert [v.licence for v in install(offer, pause=0).voices] == ["unknown"]


def test_a_voice_of_nobody(house: House) -> None:
    with pytest.raises(UnknownName, match="no Piper voice 'nobody'"):
        offered("nobody")
    listed(house, "en_GB-bob-low")
    with pytest.raises(UnknownName) as caught:
        offered("en_GB-carl-low")
    assert "en_GB-bob-low" in caught.value.remedy


@pytest.mark.parametrize("data", [b"", b"[]", b"<html>", b'{"en_GB-bob-low": 5}', b'{"en_GB-bob-low": {"files": {}}}'])
def test_a_list_that_is_none(house: House, data: bytes) -> None:
    house.server.put("/voices.json", data)
    with pytest.raises(NetworkError, match="list"):
        offered("en_GB-bob-low")


# A file


def test_a_file_is_installed(house: House, tmp_path: Path) -> None:
    source = tmp_path / "anchor.onnx"
    source.write_bytes(MODEL[:999])
    Path(f"{source}.json").write_bytes(CONFIG)
    (tmp_path / "MODEL_CARD").write_bytes(b"* License: ours\n")
    (voice,) = install_file(source).voices
    assert (voice.id, voice.licence) == ("anchor", "ours")
    assert source.exists()
    assert install_file(source).already
    source.write_bytes(b"another")
    with pytest.raises(InputError, match="another voice is installed"):
        install_file(source)
    assert (house.folder / "anchor.onnx").read_bytes() == MODEL[:999]
    assert house.left() == {"anchor.onnx", "anchor.onnx.json", "anchor.card.txt"}


def test_a_file_without_its_config(house: House, tmp_path: Path) -> None:
    source = tmp_path / "anchor.onnx"
    source.write_bytes(MODEL[:999])
    with pytest.raises(EngineError, match="config is missing"):
        install_file(source)
    assert house.left() == set()
