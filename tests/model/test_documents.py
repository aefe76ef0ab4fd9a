"""Documents from and to the model."""

from __future__ import annotations

import json
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.errors import DocumentError
from broadcast.model.documents import from_json, from_tables, from_toml, tables, to_json
from broadcast.model.edition import Edition
from broadcast.model.script import Script
from broadcast.timing import FrameRate, Span
from tests.samples import edition, script

FRACTIONS = st.fractions(max_denominator=10**9).filter(lambda f: abs(f.numerator) < 10**20)


@pytest.mark.parametrize("rate", ["25", "29.97df", "23.976"])
def test_an_edition_comes_back_exactly(rate: str) -> None:
    made = edition(FrameRate.parse(rate))
    assert from_json(to_json(made), Edition) == made


def test_a_document_names_its_schema_and_keeps_cyrillic() -> None:
    data = to_json(script())
    assert json.loads(data)["schema"] == "script/1"
    assert "Айгүл" in data.decode()
    assert data.endswith(b"}\n")
    assert from_json(data, Script) == script()


@given(FRACTIONS, FRACTIONS)
def test_time_is_exact(start: Fraction, end: Fraction) -> None:
    span = Span(start, end)
    assert from_json(to_json(span), Span) == span


@pytest.mark.parametrize(
    "data",
    [
        "",
        "{",
        "null",
        '{"start": "1/0", "end": "1"}',
        '{"start": "1e999999999", "end": "1"}',
        '{"start": "' + "9" * 100_000 + '", "end": "1"}',
        '{"start": "one", "end": "1"}',
        '{"start": "1"}',
        '{"start": "1", "end": "2", "more": 3}',
        b"\xff",
    ],
)
def test_what_is_no_document_is_refused_at_once(data: str | bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        from_json(data, Span, "file.json")
    assert caught.value.where == "file.json"


def test_another_schema_is_refused() -> None:
    data = to_json(script()).replace(b"script/1", b"script/2")
    with pytest.raises(DocumentError):
        from_json(data, Script)


class Table(msgspec.Struct, forbid_unknown_fields=True):
    pause: Fraction


def test_decimals_are_meant_as_written() -> None:
    assert from_toml(b"pause = 0.35", Table).pause == Fraction(35, 100)
    assert from_tables({"pause": 2}, Table).pause == 2


@pytest.mark.parametrize("data", [b"pause = ", b"\xff", b"pause = true", b"paws = 1", b"pause = nan", b"pause = inf"])
def test_a_mistake_in_toml_is_named(data: bytes) -> None:
    with pytest.raises(DocumentError):
        from_toml(data, Table, "file.toml")


def test_tables_are_as_they_are() -> None:
    assert tables(b"[a]\nb = 1") == {"a": {"b": 1}}
