"""What a build gives to the page and to the script: the mix, and the station's template."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import pytest
from docx import Document

from broadcast.audio.listening import listening
from broadcast.errors import DocumentError, InputError
from broadcast.exporters.edl import Edl
from broadcast.pipeline import supplies
from broadcast.pipeline.build import build
from broadcast.pipeline.export import export
from broadcast.pipeline.newsroom_folder import NewsroomFolder
from broadcast.pipeline.order import Order
from broadcast.pipeline.supplies import Supplies
from tests.conftest import Built

STORY = "Көпір ашылды\n\nҚалада 3 көпір ашылды.\n"


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A newsroom of its own with a story and a template whose page is landscape."""
    (tmp_path / "voices").mkdir()
    (tmp_path / "kopir.txt").write_text(STORY, encoding="utf-8")
    template = Document()
    template.add_paragraph("Қала телеарнасы")
    template.add_paragraph("{script}")
    template.save(str(tmp_path / "voices/script-template.docx"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def paragraphs(path: Path) -> list[str]:
    return [p.text for p in Document(str(path)).paragraphs]


def test_the_page_holds_the_mix(sample: Built) -> None:
    page = (sample.folder / "preview/zhetisu.html").read_text(encoding="utf-8")
    with (sample.folder / "audio/zhetisu.mix.wav").open("rb") as mix:
        heard = listening(mix, "", 600)
    found = re.search(r'id="sound">([^<]*)<', page)
    assert found
    assert len(found[1]) == pytest.approx(len(heard.sound) * 4 / 3, abs=4)
    assert '<path d="M0,' in page


def test_the_stations_template_is_used_and_a_new_one_builds_anew(newsroom: Path) -> None:
    order = Order(story=Path("kopir.txt"), engine="silence")
    report, _ = build(order)
    assert paragraphs(Path("output/kopir/kopir.script.docx"))[:2] == ["Қала телеарнасы", "Көпір ашылды"]
    assert build(order)[0].run.unchanged  # type: ignore[union-attr]
    (newsroom / "voices/script-template.docx").unlink()
    assert not build(order)[0].run.unchanged  # type: ignore[union-attr]
    assert paragraphs(Path("output/kopir/kopir.script.docx"))[0] == "Көпір ашылды"
    assert {"preview/kopir.html", "kopir.script.docx"} <= {f.path for f in report.files}


def test_a_broken_template_is_told_before_any_work(newsroom: Path, tmp_path: Path) -> None:
    (newsroom / "voices/script-template.docx").write_bytes(b"{\\rtf1 no docx}")
    with pytest.raises(DocumentError) as caught:
        build(Order(story=Path("kopir.txt"), engine="silence"))
    assert caught.value.where.endswith("script-template.docx")
    assert "save it in Word as .docx" in caught.value.remedy
    assert not (tmp_path / "output").exists()
    with (newsroom / "voices/script-template.docx").open("wb") as stream:
        stream.truncate(17 << 20)
    with pytest.raises(InputError):
        NewsroomFolder().script_template()


def test_export_writes_what_the_build_wrote(sample: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, path in (("page", "preview/zhetisu.html"), ("script-docx", "zhetisu.script.docx")):
        made = export(sample.folder, name, tmp_path)
        assert made.read_bytes() == (sample.folder / path).read_bytes()


def test_a_long_programme_plays_the_mix_beside_it(
    sample: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supplies, "LONGEST_SOUND", 60)
    text = export(sample.folder, "page", tmp_path / "page.html").read_text(encoding="utf-8")
    assert 'id="sound"></script>' in text
    assert "../audio/zhetisu.mix.wav" in text
    assert '<path d="M0,' in text


def test_a_package_without_its_mix_gets_a_page(sample: Built, tmp_path: Path) -> None:
    folder = tmp_path / "zhetisu"
    shutil.copytree(sample.folder, folder, ignore=shutil.ignore_patterns("*.wav"))
    text = export(folder, "page", tmp_path / "page.html").read_text(encoding="utf-8")
    assert 'id="sound"></script>' in text
    assert '<path d="M0,' not in text


def test_other_formats_are_given_nothing(sample: Built) -> None:
    exporter = Edl()
    with Supplies(sample.edition, sample.folder / "audio", NewsroomFolder()) as given:
        assert given.given(exporter) is exporter
    stream = io.BytesIO()
    exporter.write(sample.edition, stream)
    assert stream.getvalue()
