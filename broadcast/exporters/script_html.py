"""The two-column script as a page: to be read anywhere, and printed."""

from __future__ import annotations

from typing import BinaryIO, ClassVar

from broadcast.exporters.characters import one_line
from broadcast.exporters.columns import columns, facts, header_values, remarks
from broadcast.exporters.sheet import sheet
from broadcast.exporters.synthetic import castings, source_type, statement
from broadcast.exporters.wording import rendered, template_text, wording, wording_language
from broadcast.model.edition import Edition, Feature


class ScriptHtml:
    """What the Word document holds, in one HTML file that asks for nothing else and runs no script."""

    name: ClassVar[str] = "script-html"
    suffix: ClassVar[str] = ".script.html"
    folder: ClassVar[str] = ""
    carries: ClassVar[frozenset[Feature]] = frozenset(
        {"text", "cyrillic", "speakers", "roles", "frames", "timecode", "synthetic"}
    )

    def write(self, edition: Edition, stream: BinaryIO) -> None:
        story, cast, told = edition.script.story, castings(edition), sheet(edition)
        words = wording(story.language)
        stream.write(
            rendered(
                "script.html",
                w=words,
                v=header_values(edition, words),
                ui=wording_language(story.language),
                language=story.language,
                facts=list(facts(edition, words)),
                rows=[(row.quote, *columns(row, edition, words)) for row in told.rows],
                remarks=list(remarks(told, words)),
                statement=one_line(statement(cast)) if cast else "",
                source_type=source_type(cast),
                generator=one_line(f"{edition.credits.tool} {edition.credits.version}"),
                style=template_text("script.css"),
            )
        )
