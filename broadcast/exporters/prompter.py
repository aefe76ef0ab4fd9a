"""The prompter: what a presenter reads, large, with pauses marked, as it is written or as it is said."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any, BinaryIO, ClassVar

from broadcast.exporters.characters import one_line
from broadcast.exporters.sheet import Row, clock, sheet
from broadcast.exporters.synthetic import castings, statement
from broadcast.exporters.wording import policy, rendered, template_text, wording, wording_language
from broadcast.model.edition import Edition, Feature


class Prompter:
    """One HTML file: narration in white, soundbites as a line with who, how long and the words they begin and end with.

    It rolls by itself (Space, ↑ and ↓), is mirrored for the glass (M), and shows figures in words (S).
    """

    name: ClassVar[str] = "prompter"
    suffix: ClassVar[str] = ".prompter.html"
    folder: ClassVar[str] = ""
    carries: ClassVar[frozenset[Feature]] = frozenset({"text", "cyrillic", "speakers", "synthetic"})

    def write(self, edition: Edition, stream: BinaryIO) -> None:
        story, cast, told = edition.script.story, castings(edition), sheet(edition)
        words, script = wording(story.language), template_text("prompter.js")
        stream.write(
            rendered(
                "prompter.html",
                w=words,
                ui=wording_language(story.language),
                slug=story.slug,
                trt=clock(edition.timeline.duration),
                rows=list(_rows(told.rows, words)),
                statement=one_line(statement(cast)) if cast else "",
                style=template_text("prompter.css"),
                script=script,
                policy=policy(script),
            )
        )


def _rows(rows: tuple[Row, ...], words: dict[str, str]) -> Iterator[dict[str, Any]]:
    pauses = [after.start - before.end for before, after in pairwise(rows)] + [Fraction(0)]
    for row, pause in zip(rows, pauses, strict=bool(rows)):
        yield {
            "quote": row.quote,
            "who": row.who or words["unknown"],
            "lasts": clock(row.duration),
            "cues": f"{row.in_words} … {row.out_words}" if row.out_words else row.in_words,
            "language": row.language,
            "paragraphs": row.paragraphs,
            "pause": f"{float(pause):.1f}" if pause > 0 else "",
        }
