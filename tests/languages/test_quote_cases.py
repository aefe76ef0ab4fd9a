"""Who says what, a case file a pattern: ``<language>/cases/quotes-*.txt``.

A file holds a story, a line ``====``, and the script as :func:`told` writes it: narration (``N``), quotes (``Q``) with
speaker id, name, role and gender under each, what was left out and why, findings.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from broadcast.languages import pack_for
from broadcast.model.script import Script, Segment
from broadcast.model.story import Story
from broadcast.newsroom.segmenting import segment, uncovered

HERE = Path(__file__).parent
CASES = sorted(HERE.glob("*/cases/quotes-*.txt"))


def _ends(text: str) -> str:
    words = text.replace("\n", " / ").split()
    return " ".join(words) if len(words) < 9 else " ".join([*words[:4], "…", *words[-3:]])


def _quote(quote: Segment, language: str) -> str:
    speaker = quote.speaker
    who = f"{speaker.id} = {speaker.name}; {speaker.role or '-'}; {speaker.gender or '?'}" if speaker else "nobody"
    return f"Q {_ends(quote.text)}\n  {who}" + ("" if quote.language == language else f"; in {quote.language}")


def told(script: Script) -> str:
    """A script in a form that is easy to review."""
    story = script.story
    lines = [f"language: {story.language}"]
    if story.headline:
        lines.append(f"headline: {story.headline}")
    if story.credits or story.outlet:
        lines.append(f"credits: {', '.join(story.credits)}; outlet: {story.outlet or '-'}")
    lines.extend(f"left out, {part.reason}: {_ends(part.text)}" for part in story.left_out)
    lines.extend(
        f"N {_ends(part.text)}" if part.kind == "narration" else _quote(part, story.language)
        for part in script.segments
    )
    lines.extend(f"finding: {f.code}" for f in script.findings)
    return "\n".join(lines)


@pytest.mark.parametrize("path", CASES, ids=lambda p: f"{p.parts[-3]}-{p.stem.removeprefix('quotes-')}")
def test_the_story_is_told_as_the_case_says(path: Path) -> None:
    text, _, expected = path.read_text(encoding="utf-8").partition("\n====\n")
    script = segment(Story(slug="case", text=text), pack_for)
    assert told(script) == expected.strip()
    assert uncovered(script) == ()


@pytest.mark.parametrize(("language", "least"), [("kk", 25), ("ru", 20), ("en", 20)])
def test_every_language_has_its_cases(language: str, least: int) -> None:
    assert sum(p.parts[-3] == language for p in CASES) >= least
