"""AAF, read back by pyaaf2 and by OpenTimelineIO's adapter."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import aaf2
import opentimelineio as otio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from broadcast.errors import MissingExtra
from broadcast.exporters.layout import first_frame
from broadcast.model.edition import Edition
from tests.exporters.editions import RATES, edges, empty, hostile, laid_out, sample, write

SIGN = "synthetic voice (narration: silence kk-1; serikova: silence kk-2)"


def opened(edition: Edition, folder: Path) -> Any:
    path = folder / "x.aaf"
    path.write_bytes(write("aaf", edition))
    return aaf2.open(str(path))


def tracks(composition: Any) -> list[list[tuple[int, int]]]:
    """Where the clips of each sound track begin and end, in its edit units."""
    found = []
    for slot in composition.slots:
        if slot.media_kind == "Sound":
            at, clips = 0, []
            for part in slot.segment.segments[0].components:
                if type(part).__name__ == "SourceClip":
                    clips.append((at, at + part.length))
                at += part.length
            found.append(clips)
    return found


@pytest.mark.parametrize("start", [0, 3600, 36000])
@pytest.mark.parametrize("rate", RATES)
def test_frames_rate_and_timecode(rate: str, start: int, tmp_path: Path) -> None:
    edition = sample(rate, start)
    grid = edition.timeline.frame_rate
    with opened(edition, tmp_path) as file:
        (composition,) = file.content.toplevel()
        assert composition.name == "Көпір жөнделді"
        assert sorted(e for track in tracks(composition) for e in track) == edges(edition)
        slots = [s for s in composition.slots if s.media_kind == "Sound"]
        assert [s.name for s in slots] == ["Narration", "Айгүл Серікова"]
        assert {s.edit_rate for s in slots} == {grid.rate}
        (timecode,) = (s.segment for s in composition.slots if s.media_kind == "Timecode")
        assert (timecode.start, timecode.fps, timecode.drop) == (
            first_frame(edition.timeline),
            grid.nominal,
            grid.drop_frame,
        )


def test_recordings_are_linked_and_described(tmp_path: Path) -> None:
    with opened(sample("25", 3600), tmp_path) as file:
        found = [m.descriptor for m in file.content.sourcemobs() if "QuantizationBits" in m.descriptor]
        assert [d["Locator"].value[0]["URLString"].value for d in found] == [
            f"file:///media/kopir/audio/takes/{name}.wav" for name in ("001-narration", "003-narration", "002-serikova")
        ]
        assert {(d["QuantizationBits"].value, d["Channels"].value, d["BlockAlign"].value) for d in found} == {
            (24, 1, 3)
        }
        assert {d["Length"].value for d in found} == {4 * 48000}
        assert list(file.content.essencedata) == []
        (quote,) = (m for m in file.content.mastermobs() if m.name == "Айгүл Серікова: Жұмыс аяқталды (0:04)")
        comments = dict(quote.comments.items())
        assert comments["Speaker"] == "Айгүл Серікова"
        assert comments["Role"] == "құрылыс компаниясының бас инженері"
        assert comments["Placeholder"].startswith("Айгүл Серікова, құрылыс")
        assert comments["Text"] == "Жұмыс аяқталды"
        assert comments["Digital source type"].endswith("/algorithmicMedia")
        (composition,) = file.content.toplevel()
        assert dict(composition.comments.items())["Synthetic voice"] == SIGN


def test_a_recording_is_known_again(tmp_path: Path) -> None:
    def identities(edition: Edition) -> list[str]:
        with opened(edition, tmp_path) as file:
            return sorted(str(m.mob_id) for m in file.content.mastermobs())

    first = identities(sample("25"))
    assert first == identities(sample("50", 3600))
    assert len(set(first)) == 3
    other = sample()
    narration, quote = other.timeline.tracks
    part = quote.clips[0].parts[0]
    clip = replace(quote.clips[0], parts=(replace(part, take=replace(part.take, digest="f" * 64)),))
    line = replace(other.timeline, tracks=(narration, replace(quote, clips=(clip,))))
    assert len(set(identities(replace(other, timeline=line))) - set(first)) == 1


def test_opentimelineio_reads_clips_and_markers(tmp_path: Path) -> None:
    path = tmp_path / "x.aaf"
    path.write_bytes(write("aaf", sample("25", 3600)))
    timeline = otio.adapters.read_from_file(str(path))
    assert [round(c.duration().value) for c in timeline.find_clips()] == [100, 100, 100]
    assert timeline.global_start_time == otio.opentime.RationalTime(90000, 25)
    found = [(m.name.split(":")[0], m.color, round(m.marked_range.start_time.value)) for m in timeline.tracks.markers]
    assert found == [
        ("DRAFT - synthetic voice", "YELLOW", 0),
        ("1. Қалада 3 көпір ашылды.", "BLUE", 0),
        ("2. Жұмыс аяқталды", "BLUE", 100),
        ("Айгүл Серікова", "GREEN", 100),
        ("CHECK", "RED", 100),
        ("Тексеру керек", "RED", 100),
        ("3. Көлік қозғалысы қалпына келді.", "BLUE", 200),
    ]


@settings(max_examples=12)
@given(
    st.sampled_from(RATES),
    st.lists(st.tuples(st.integers(0, 5000), st.integers(1, 20_000)), min_size=1, max_size=5),
)
def test_any_layout(tmp_path_factory: pytest.TempPathFactory, rate: str, lengths: list[tuple[int, int]]) -> None:
    edition = laid_out(rate, 0, lengths)
    with opened(edition, tmp_path_factory.mktemp("aaf")) as file:
        (composition,) = file.content.toplevel()
        assert sorted(e for track in tracks(composition) for e in track) == edges(edition)


@pytest.mark.parametrize("edition", [hostile(), empty()])
def test_odd_editions(edition: Edition, tmp_path: Path) -> None:
    with opened(edition, tmp_path) as file:
        assert len(list(file.content.toplevel())) == 1


def test_without_the_adapter_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "otio_aaf_adapter.adapters.aaf_adapter", None)
    with pytest.raises(MissingExtra) as caught:
        write("aaf", sample())
    assert caught.value.remedy == "pip install 'broadcast[aaf]'"
