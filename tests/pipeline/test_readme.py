"""The README in each language: the same facts, whatever a story is called."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from broadcast.model.report import Manifest, SyntheticVoice
from broadcast.pipeline import readme as module
from broadcast.pipeline.readme import Wrapping, readme
from tests import samples

FILES = Path(module.__file__).parent / "readmes"
PATHS = frozenset({"timeline/kopir.xml", "timeline/kopir.aaf", "subtitles/kopir.kk.srt"})


def made(language: str, headline: str = "Көпір жөнделді", *, placed: bool = False) -> str:
    edition = samples.edition()
    story = replace(edition.script.story, language=language, headline=headline)
    edition = replace(edition, script=replace(edition.script, story=story))
    voice = SyntheticVoice(tracks=("narration",), engine="silence", voice="kk-1", licence="CC0-1.0", credit="Nobody")
    manifest = Manifest(
        tool="broadcast",
        version="0.1.0",
        created="2026-01-15T12:00:00Z",
        slug="kopir",
        language=language,
        inputs="",
        synthetic_voice=True,
        notice="",
        digital_source_type="",
        voices=(voice,),
        files=(),
    )
    wrapping = Wrapping(folder="kopir", paths=PATHS, replaced=(), address="file:///media/kopir", placed=placed)
    return readme(edition, manifest, wrapping).decode("utf-8-sig")


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("placed", [True, False])
def test_every_language_has_the_same_facts(language: str, placed: bool) -> None:
    text = made(language, placed=placed)
    for fact in (
        "Көпір жөнделді",
        "0:12 (00:00:12:00)",
        "timeline/kopir.xml",
        "timeline/kopir.aaf",
        "subtitles/kopir.kk.srt",
        "silence kk-1",
        "CC0-1.0",
        "(Nobody)",
        "an example",
        "file:///media/kopir",
        "broadcast relocate kopir",
        "2026-01-15 12:00:00 UTC",
    ):
        assert fact in text, fact
    assert ".mlt" not in text  # the package has none
    assert not re.search(r"[{}]", text)
    assert max(map(len, text.splitlines())) <= 100


def test_the_words_are_those_of_the_language() -> None:
    assert "ДАУЫСТАР СИНТЕТИКАЛЫҚ" in made("kk")
    assert "ГОЛОСА СИНТЕТИЧЕСКИЕ" in made("ru")
    assert "THE VOICES ARE SYNTHETIC" in made("en") == made("de") != made("ru")


def test_what_a_story_says_stays_text() -> None:
    text = made("en", headline="A {slug} {0} %s\n\x1b[31mred\u2028line")
    assert text.splitlines()[0] == "A {slug} {0} %s [31mred line"


@pytest.mark.parametrize("path", sorted(FILES.glob("*.toml")), ids=lambda p: p.stem)
def test_programs_are_the_same_in_every_language(path: Path) -> None:
    def files(of: Path) -> list[str]:
        return re.findall(r'^file = "(.*)"$', of.read_text(encoding="utf-8"), re.MULTILINE)

    assert files(path) == files(FILES / "en.toml")
