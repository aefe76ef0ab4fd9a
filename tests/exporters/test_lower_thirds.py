"""Lower thirds, read back as a table."""

from __future__ import annotations

import csv
import io
import json

import pytest
from msgspec.structs import replace

from broadcast.model.edition import Edition
from tests import samples
from tests.exporters.editions import RATES, empty, hostile, laid_out, sample, write


def rows(edition: Edition) -> list[dict[str, str]]:
    text = write("lower-thirds", edition).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_a_row_for_a_quote() -> None:
    assert rows(sample("25", 3600)) == [
        {
            "name": "Айгүл Серікова",
            "role": "құрылыс компаниясының бас инженері",
            "in": "01:00:04:00",
            "out": "01:00:08:00",
            "in_seconds": "4.000",
            "out_seconds": "8.000",
            "appearance": "1",
            "speaker": "serikova",
            "segment": "bbbb0002",
        }
    ]


def test_excel_takes_it_for_utf8() -> None:
    data = write("lower-thirds", sample())
    assert data.startswith(b"\xef\xbb\xbfname,role,")
    assert data.count(b"\r\n") == data.count(b"\n") == 2


def test_appearances_are_counted_and_titles_end() -> None:
    found = rows(laid_out("25", 0, [(0, 25), (0, 50), (0, 25), (5, 400)]))
    assert [(r["appearance"], r["in_seconds"], r["out_seconds"]) for r in found] == [
        ("1", "1.000", "3.000"),
        ("2", "4.200", "9.200"),
    ]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "\n@", "\x00="])
def test_formulas_are_defused(sign: str) -> None:
    made = sample()
    speaker = replace(samples.AIGUL, name=f"{sign}SUM(A1)", role=f"{sign}2")
    tracks = (made.timeline.tracks[0], replace(made.timeline.tracks[1], speaker=speaker))
    (row,) = rows(replace(made, timeline=replace(made.timeline, tracks=tracks)))
    assert row["name"].startswith("'")
    assert row["role"].startswith("'")


def test_hostile_names_stay_in_their_cell() -> None:
    (row,) = rows(hostile())
    assert row["name"] == row["role"]
    assert row["name"].startswith('A<b> & "c"')
    assert row["speaker"] == "serikova"


def test_nobody_to_name() -> None:
    assert rows(empty()) == []
    assert titles(empty()) == []


def titles(edition: Edition) -> list[dict[str, object]]:
    document = json.loads(write("lower-thirds-json", edition))
    assert document["schema"] == "lower-thirds/1"
    found: list[dict[str, object]] = document["titles"]
    return found


@pytest.mark.parametrize("rate", RATES)
def test_json_says_the_same_as_the_table(rate: str) -> None:
    for edition in (sample(rate, 3600), laid_out(rate, 0, [(0, 25), (0, 50), (0, 25), (5, 400)])):
        table, grid = rows(edition), edition.timeline.frame_rate
        found = titles(edition)
        assert len(found) == len(table)
        for title, row in zip(found, table, strict=True):
            assert (title["name"], title["role"], title["start"], title["end"]) == (
                row["name"],
                row["role"],
                row["in"],
                row["out"],
            )
            assert title["data"] == {"f0": row["name"], "f1": row["role"]}
            for key, column in (("start_frame", "in_seconds"), ("end_frame", "out_seconds")):
                frame = title[key]
                assert isinstance(frame, int)
                assert f"{float(grid.seconds(frame)):.3f}" == row[column]
