"""Names that people and machines give: whatever they are, a package lies in its folder and holds what it should."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from broadcast.errors import BroadcastError
from broadcast.newsroom.identifying import speaker_id
from broadcast.pipeline.build import build
from broadcast.pipeline.order import Order
from broadcast.pipeline.package import look

pytestmark = pytest.mark.slow
STORY = """The bridge is open
The new bridge opened on Monday. It is 40 metres long.
"The work took two months," said {name}, the chief engineer.
People cross the river again.
"""
FILES = (
    *("..txt", "...txt", "CON.txt", "aux", "con.tar.txt", "-rf.txt", "~.txt", "$(id).txt", "`id`.txt", "a b\tc.txt"),
    *(
        "line\nbreak.txt",
        "\u202etxt.exe.txt",
        "%2e%2e%2fx.txt",
        "..\\..\\x.txt",
        "ж" * 120 + ".txt",
        "manifest.json.txt",
    ),
)
SLUGS = ("../../x", "/etc/cron.d/x", "..", "C:\\x", "nul", "a/b/../../../x", "\x00", "x" * 5000)
IDS = ("narration", "con", "-", "_", "a" * 300, "lpt1")
PEOPLE = (
    *("=HYPERLINK(1)", "@SUM(A1)", "+1", "{\\p1}m 0 0", "<b>x</b>", "<script>alert(1)</script>", "]]>", "--> x"),
    *("&lt;c.red&gt;", "../../x", "a;b,c", "%(x)s {0} ${x}", "\u202eevil", "'; DROP TABLE x; --"),
)


def _built(story: Path, top: Path) -> Path:
    report, _ = build(Order(story=story, output=top / "in" / "output", engine="silence", newsroom=top / "in"))
    package = Path(report.folder)
    assert package.parent == top / "in" / "output"
    assert re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,69}", package.name)
    assert {p.name for p in (top / "in" / "output").iterdir()} == {package.name}
    manifest, changed = look(package)
    assert manifest
    assert changed == []
    for entry in manifest.files:
        assert re.fullmatch(r"[a-z0-9._/-]+", entry.path), entry.path
        assert max(map(len, entry.path.split("/"))) < 140
    return package


def _outside(top: Path) -> set[str]:
    return {p.relative_to(top).as_posix() for p in top.rglob("*") if not p.is_relative_to(top / "in" / "output")}


@pytest.mark.parametrize("name", FILES, ids=range(len(FILES)))
def test_a_storys_file_may_be_called_anything(name: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    story = tmp_path / "in" / name
    try:
        story.write_text(STORY.format(name="Anna Smith"), encoding="utf-8")
    except OSError:
        pytest.skip("no file can be called so here")
    before = _outside(tmp_path)
    try:
        _built(story, tmp_path)
    except BroadcastError as error:
        assert error.remedy  # noqa: PT017  a suffix that stands for no reader
    assert _outside(tmp_path) == before


@pytest.mark.parametrize("slug", SLUGS, ids=range(len(SLUGS)))
def test_a_slug_leads_nowhere_else(slug: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    story = tmp_path / "in" / "x.fountain"
    story.write_text(f"Title: Bridge\nLanguage: en\nSlug: {slug}\n\nThe new bridge opened.\n", encoding="utf-8")
    before = _outside(tmp_path)
    try:
        _built(story, tmp_path)
    except BroadcastError as error:
        assert error.remedy  # noqa: PT017
    assert _outside(tmp_path) == before


@pytest.mark.parametrize("who", IDS, ids=range(len(IDS)))
def test_an_id_of_a_speaker_names_a_stem_of_its_own(who: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    story = tmp_path / "in" / "x.fountain"
    speakers = f"Speakers:\n    {who} (f) Anna Smith\n"
    text = f"Title: Bridge\nLanguage: en\n{speakers}\nThe new bridge opened.\n\n@Anna Smith\nIt took two months.\n"
    story.write_text(text, encoding="utf-8")
    before = _outside(tmp_path)
    try:
        package = _built(story, tmp_path)
    except BroadcastError as error:  # the narrator's own, and what no disk takes for a name
        assert who in ("narration", "a" * 300)
        assert error.remedy  # noqa: PT017
    else:
        assert len(list((package / "audio" / "stems").iterdir())) == 2
    assert _outside(tmp_path) == before


@pytest.mark.parametrize("name", PEOPLE, ids=range(len(PEOPLE)))
def test_a_person_may_be_called_anything(name: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    story = tmp_path / "in" / "x.fountain"
    written = re.sub(r"([\\*_\[\]@<>!.#~=(])", r"\\\1", name)
    text = f"Title: {written}\nLanguage: en\n\nThe new bridge opened.\n\n@{written}\nIt took two months.\n"
    story.write_text(text, encoding="utf-8")
    package = _built(story, tmp_path)
    for table in package.glob("titles/*.csv"):
        rows = list(csv.reader(table.read_text(encoding="utf-8-sig").splitlines()))
        assert all(cell[:1] not in set("=+-@\t\r") for row in rows for cell in row)
    for page in package.glob("**/*.html"):
        assert "<script>alert" not in page.read_text(encoding="utf-8")


def test_long_names_that_begin_alike_are_two_people() -> None:
    first = speaker_id("Anna " + "S" * 4000 + "a", ())
    assert len(first) <= 40
    assert speaker_id("Olga " + "S" * 4000 + "b", {first}) != first
