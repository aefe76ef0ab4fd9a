"""The two-column script, before it is Word or HTML: paragraphs of a kind, made of parts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import msgspec

from broadcast.exporters.characters import one_line
from broadcast.exporters.sheet import Row, Said, Sheet, clock, target
from broadcast.exporters.synthetic import castings
from broadcast.exporters.wording import date_of
from broadcast.model.edition import Edition
from broadcast.model.script import Finding


class Part(msgspec.Struct, frozen=True):
    """A stretch of a paragraph: printable, ``\\t`` before what stands at the right edge."""

    text: str
    strong: bool = False
    language: str = ""


class Block(msgspec.Struct, frozen=True):
    """A paragraph.

    `kind` is one of cue, time, super, words, quote, speaker, said, doubt, note, headline, fact.
    """

    kind: str
    parts: tuple[Part, ...]


Column = tuple[Block, ...]
Words = dict[str, str]


def _block(kind: str, *parts: Part | str) -> Block:
    return Block(kind, tuple(Part(p) if isinstance(p, str) else p for p in parts))


def header_values(edition: Edition, words: Words) -> dict[str, str]:
    """What header and footer tell: the names are those that a template asks by."""
    story = edition.script.story
    embargo = one_line(story.embargo)
    return {
        "slug": story.slug,
        "headline": one_line(story.headline),
        "date": date_of(edition, words),
        "trt": clock(edition.timeline.duration),
        "trt_label": words["trt"],
        "page_label": words["page"],
        "outlet": one_line(story.outlet),
        "authors": one_line(", ".join(story.credits)),
        "embargo": f"{words['embargo']}: {embargo}" if embargo else "",
        "draft": words["draft"] if castings(edition) else "",
    }


def facts(edition: Edition, words: Words) -> Iterator[Block]:
    """What stands above the columns."""
    values, story = header_values(edition, words), edition.script.story
    yield _block("headline", Part(values["headline"] or values["slug"], language=story.language))
    told = [p for p in (values["slug"], values["date"], values["outlet"], values["authors"]) if p]
    yield _block("fact", Part(" · ".join(told), language=story.language))
    trt: tuple[str | Part, ...] = (f"{words['trt']}: ", Part(values["trt"], strong=True))
    if aim := target(edition):
        trt += (f"   {words['target']}: ", Part(aim, strong=True))
    embargo = ("   ", Part(values["embargo"], strong=True)) if values["embargo"] else ()
    yield _block("fact", *trt, *embargo, *(("   ", values["draft"]) if values["draft"] else ()))


def columns(row: Row, edition: Edition, words: Words) -> tuple[Column, Column]:
    """A segment's cells: pictures and cues, words."""
    return tuple(_cues(row, edition, words)), tuple(_words(row, words))


def _cues(row: Row, edition: Edition, words: Words) -> Iterator[Block]:
    yield _block("cue", f"{row.number}  {words['sot' if row.quote else 'vo']}\t{clock(row.duration)}")
    yield _block("time", f"{row.timecode_in}\t{words['running']} {clock(row.end)}")
    if row.super:
        rate = edition.timeline.frame_rate
        begin, end = (clock(rate.seconds(frame)) for frame in (row.super.start, row.super.end))
        yield _block("super", Part(f"{words['super']}  {begin}–{end}", strong=True))
        yield _block("super", Part(row.who, strong=True))
        if row.role:
            yield _block("super", row.role)
    if row.quote:
        out = row.out_words or row.in_words
        yield _block(
            "super", Part(f"{words['in_words']}: ", strong=True), Part(f"{row.in_words} …", language=row.language)
        )
        yield _block("super", Part(f"{words['out_words']}: ", strong=True), Part(f"… {out}", language=row.language))


def _words(row: Row, words: Words) -> Iterator[Block]:
    kind = "words"
    if row.quote:
        kind = "quote"
        yield _block("speaker", (row.who or words["unknown"]) + (f", {row.role}" if row.role else ""))
    for sentences in row.paragraphs:
        yield _block(kind, Part(" ".join(s.text for s in sentences), language=row.language))
    if row.said:
        said = chain.from_iterable(_told(each, "; " if n else "") for n, each in enumerate(row.said))
        yield _block("said", Part(f"{words['said']}: ", strong=True), *said)
    for finding in row.findings:
        yield _doubt(finding, words)


def _told(said: Said, before: str) -> tuple[Part, Part]:
    phonemes = f" [{said.phonemes}]" if said.phonemes else ""
    return Part(f"{before}{said.text} – "), Part(f"{said.spoken}{phonemes}", strong=True)


def _doubt(finding: Finding, words: Words) -> Block:
    sign = "•" if finding.severity == "note" else "▲"
    return _block(
        "doubt",
        Part(f"{sign} {words[finding.severity]}: ", strong=True),
        Part(one_line(finding.message), language="en"),
    )


def remarks(told: Sheet, words: Words) -> Iterator[Block]:
    """What stands below the columns: doubts about the whole story, and what is not read."""
    for finding in told.findings:
        yield _doubt(finding, words)
    for text, reason in told.left_out:
        yield _block(
            "note", Part(f"{words['left_out']}: ", strong=True), f"{text} ", Part(f"({reason})", language="en")
        )
