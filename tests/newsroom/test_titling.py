"""Names and roles against the lower thirds."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from broadcast.errors import DocumentError
from broadcast.model.documents import from_tables
from broadcast.model.settings import Titles
from broadcast.newsroom.titling import check_titles
from tests import samples

ROLE = len(samples.AIGUL.role)


def test_what_fits_is_no_doubt() -> None:
    assert check_titles(samples.script(), Titles(name=len(samples.AIGUL.name), role=ROLE)) == ()


def test_what_does_not_fit_is_named_with_its_figures() -> None:
    name, role = check_titles(samples.script(), Titles(name=5, role=ROLE - 1))
    assert (name.code, name.severity, name.segment) == ("long-name", "warning", "bbbb0002")
    assert role.code == "long-role"
    assert f"has {ROLE} characters; a lower third holds {ROLE - 1}" in role.message


def test_once_a_speaker() -> None:
    script = samples.script()
    twice = replace(script, segments=(*script.segments, replace(script.segments[1], id="dddd0004")))
    assert [f.segment for f in check_titles(twice, Titles(role=1))] == ["bbbb0002"]


@pytest.mark.parametrize("limit", [0, -3])
def test_a_line_that_holds_nothing_is_refused(limit: int) -> None:
    with pytest.raises(DocumentError, match="above zero"):
        from_tables({"role": limit}, Titles)
