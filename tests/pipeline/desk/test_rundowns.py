"""Rundowns: read, and written for spreadsheets and for paper."""

from __future__ import annotations

import csv
import io
from fractions import Fraction
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from broadcast.errors import BroadcastError, DocumentError, UsageError
from broadcast.pipeline.desk import DeskOrder, desk
from broadcast.pipeline.desk.paper import Papers
from broadcast.pipeline.desk.rundown_docx import as_docx
from broadcast.pipeline.desk.rundowns import as_csv, clock_time, length, read_rundown
from broadcast.pipeline.order import Order

RUNDOWN = """
title = "Кешкі жаңалықтар"
start = 23:59:00
end = "00:04"

[[item]]
slug = "=cmd|'/C calc'!A1"
form = "OPEN"
target = "0:20"

[[item]]
story = "kopir.txt"
form = "PKG"
target = 90.5

[[item]]
story = "most.txt"
form = "VO"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "rundown.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_rundown_is_timed(tmp_path: Path) -> None:
    found = read_rundown(written(tmp_path, RUNDOWN))
    assert found.stories == {2: tmp_path / "kopir.txt", 3: tmp_path / "most.txt"}
    assert found.target_of("kopir") == Fraction(181, 2)
    assert found.target_of("most") is None
    timed = found.timed({2: Fraction(100), 3: Fraction(30)})
    assert (timed.title, timed.room, timed.total, timed.over) == ("Кешкі жаңалықтар", 300.0, 150.0, -150.0)
    assert [clock_time(i.at) for i in timed.items] == ["23:59:00", "23:59:20", "00:01:00"]
    assert [clock_time(i.back) for i in timed.items] == ["00:01:30", "00:01:50", "00:03:30"]
    assert [i.over for i in timed.items] == [None, 9.5, None]


def test_the_table_for_spreadsheets(tmp_path: Path) -> None:
    timed = read_rundown(written(tmp_path, RUNDOWN)).timed({2: Fraction(100)})
    data = as_csv(timed)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row["slug"] for row in rows] == ["'=cmd|'/C calc'!A1", "kopir", "most", "TOTAL"]
    assert [row["planned"] for row in rows] == ["yes", "", "yes", ""]
    assert rows[1]["over_seconds"] == "9.500"
    assert rows[-1]["length_seconds"] == "120.000"


def test_the_document(tmp_path: Path) -> None:
    timed = read_rundown(written(tmp_path, RUNDOWN)).timed({2: Fraction(100)})
    data = as_docx(timed)
    assert data == as_docx(timed)
    document = Document(io.BytesIO(data))
    assert document.paragraphs[0].text == "Кешкі жаңалықтар"
    assert document.paragraphs[1].text == "on air 23:59:00, off air 00:04:00"
    (table,) = document.tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0][3:] == ["Slug", "Form", "Target", "Length", "Over"]
    assert cells[2][3:] == ["kopir", "PKG", "1:31", "1:40", "+0:10"]
    assert cells[3][3:] == ["most", "VO", "", "(0:00)", ""]
    assert cells[-1][3:] == ["Total", "", "5:00", "2:00", "-3:00"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the rundown has no items"),
        ("x = 1\n[[item]]\ntarget = 3", "unknown field"),
        ("[[item]]\nslug = 'a'", "neither a story nor a target"),
        ("[[item]]\ntarget = 'long'", "is not a running time"),
        ("[[item]]\ntarget = -3", "is not a running time"),
        ("[[item]]\ntarget = nan", "is not a running time"),
        ("start = '25:00'\n[[item]]\ntarget = 3", "is not an hour"),
        ("start = 1979-05-27\n[[item]]\ntarget = 3", "is not an hour"),
        ('[[item]]\nstory = "a\\u0000b"', "no name of a file"),
        ("[[item", "not valid TOML"),
    ],
)
def test_what_is_no_rundown_is_told(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=said) as caught:
        read_rundown(written(tmp_path, text))
    assert caught.value.where.startswith(str(tmp_path / "rundown.toml"))
    assert caught.value.remedy


def test_a_rundown_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_rundown(tmp_path)
    with pytest.raises(DocumentError, match="too large"):
        read_rundown(written(tmp_path, "#" * (1 << 20) + "\n"))


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_only_errors_of_ours_come_out(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("r") / "rundown.toml"
    path.write_bytes(data)
    with pytest.raises(BroadcastError):
        read_rundown(path)


@pytest.mark.parametrize(
    ("seconds", "sign", "told"),
    [(0.4, True, "0:00"), (-0.6, True, "-0:01"), (59.5, True, "+1:00"), (3600.0, False, "60:00"), (None, True, "")],
)
def test_lengths(seconds: float | None, sign: bool, told: str) -> None:
    assert length(seconds, sign=sign) == told


def test_papers_are_not_written_over_unasked(tmp_path: Path) -> None:
    rundown = written(tmp_path, RUNDOWN)
    timed = read_rundown(rundown).timed({})
    csv_file, docx = tmp_path / "new" / "r.csv", tmp_path / "r.docx"
    Papers(csv_file, docx).check([rundown])
    Papers(csv_file, docx).write(timed)
    assert csv_file.read_bytes() == as_csv(timed)
    assert docx.read_bytes() == as_docx(timed)
    with pytest.raises(UsageError, match="such a file already"):
        Papers(csv_file).check([rundown])
    Papers(csv_file, force=True).check([rundown])
    with pytest.raises(UsageError, match="no rundown"):
        Papers(tmp_path / "other.csv").check([tmp_path])


def test_a_rundown_without_stories_is_only_timed(tmp_path: Path) -> None:
    order = Order(story="", output=tmp_path / "out")
    report = desk(DeskOrder(places=(written(tmp_path, "[[item]]\ntarget = 30\n[[item]]\ntarget = 60\n"),), order=order))
    assert (report.stories, report.exit_code) == ((), 0)
    assert report.rundown
    assert (report.rundown.total, report.rundown.over) == (90.0, 0.0)
