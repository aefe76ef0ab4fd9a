r"""Fountain (fountain.io): the script as plain text that a person can edit anywhere, and that can be read back.

* The title page holds headline, credits, outlet, language, slug, and each speaker's id, gender and language.
* A segment of narration is one block of action.  A quote is a character ``@Name`` (``@?`` if nobody knows), the role in
  parentheses, and dialogue.
* Notes, each a block of its own, stand where they belong: ``[[attribution: …]]`` (``attribution before`` where it led
  into the quote), ``[[language: ru]]`` where a segment leaves the story's language, ``[[left out (reason): …]]``,
  ``[[doubt (code): …]]``, and a person's own cues as they are.
* ``[[id: …]]`` stands where a segment's id is another than its words give, ``[[speaker: …]]`` where two speakers have
  one name.

To read it back: a line that begins with ``!`` in action loses that sign; a line of two spaces is an empty line inside
a block; then each backslash goes and the sign after it stays.  Backslashes stand before ``* _ \``, between doubled
brackets, and before a dialogue line that would otherwise be something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import BinaryIO, ClassVar

from broadcast.exporters.characters import one_line, printable
from broadcast.model.edition import Edition, Feature
from broadcast.model.script import Finding, Script, Segment, Speaker
from broadcast.model.story import CUE, LeftOut
from broadcast.newsroom.identifying import segment_id

_MARKUP = re.compile(r"[\\*_]|(?<=\[)\[|(?<=\])\]")
# Lines that Fountain would take for a heading, transition, section, synopsis, lyric, forced element or parenthetical.
_TRAP = re.compile(r"\s*(?:[!@#~=>.(]|(?i:int|ext|est|i/e)[./\s]|(?i:fade in:)|[A-Z\s]+TO:\s*$)")
_LABELLED = re.compile(r"\s*[A-Za-z ]+[(:]")
_CAPITALS = re.compile(r"\s*[A-Z][^a-z]*")


class Fountain:
    """The script as it is edited; times and recordings have no place in it."""

    name: ClassVar[str] = "fountain"
    suffix: ClassVar[str] = ".fountain"
    folder: ClassVar[str] = ""
    carries: ClassVar[frozenset[Feature]] = frozenset({"text", "cyrillic", "speakers", "roles"})

    def write(self, edition: Edition, stream: BinaryIO) -> None:
        stream.write(fountain(edition.script, edition.findings).encode())


def fountain(script: Script, findings: Iterable[Finding] = ()) -> str:
    """A script as Fountain text; `findings` are shown beside those of the script."""
    doubts = tuple(dict.fromkeys((*script.findings, *findings)))
    blocks = [_title_page(script), *(_doubt(f) for f in doubts if not f.segment)]
    left_out = [(o.source.start, [_left_out(o)]) for o in script.story.left_out]
    by_segment: dict[str, list[str]] = {}
    for finding in doubts:
        by_segment.setdefault(finding.segment, []).append(_doubt(finding))
    first = {one_line(s.name): s.id for s in reversed(script.speakers)}
    told = [(s.source.start, [*_segment(script, s, first), *by_segment.get(s.id, ())]) for s in script.segments]
    for _, group in sorted(told + left_out, key=lambda item: item[0]):
        blocks += group
    return "\n\n".join(blocks) + "\n"


def kept(text: str) -> str:
    """A segment's text as the file holds it: printable, trimmed, and lines of white space empty."""
    return "\n".join(line if line.strip() else "" for line in printable(text).strip().split("\n"))


def _title_page(script: Script) -> str:
    story = script.story
    entries = (
        ("Title", story.headline),
        ("Credit", "Written by" if story.credits else ""),
        ("Author", story.credits),
        ("Source", story.outlet),
        ("Language", story.language),
        ("Slug", story.slug),
        ("Embargo", story.embargo),
        ("Speakers", tuple(_about(s) for s in script.speakers)),
    )
    return "\n".join(line for key, value in entries for line in _entry(key, value))


def _entry(key: str, value: str | tuple[str, ...]) -> Iterator[str]:
    if isinstance(value, str):
        if text := _escaped(one_line(value)):
            yield f"{key}: {text}"
    elif value:
        # A colon in an indented line would make a key of what stands before it.
        yield f"{key}:"
        yield from ("    " + _escaped(one_line(v)).replace(":", "\\:") for v in value)


def _about(speaker: Speaker) -> str:
    """``serikova (f) Айгүл Серікова``; a question mark where the gender is not known."""
    known = ", ".join(x for x in (speaker.gender or "?", speaker.language) if x)
    return f"{speaker.id} ({known}) {speaker.name}"


def _segment(script: Script, segment: Segment, first: Mapping[str, str]) -> Iterator[str]:
    """A segment and the notes on it; `first` has the id of the first speaker of each name."""
    text = kept(segment.text)
    lines = text.split("\n")
    if segment.kind == "narration":
        yield "\n".join(_action(lines))
    else:
        yield "\n".join((*_character(segment.speaker), *_dialogue(lines)))
    if segment.id != segment_id(segment.kind, text):
        yield _note("id", segment.id)
    if segment.speaker and segment.speaker.id != first[one_line(segment.speaker.name)]:
        yield _note("speaker", segment.speaker.id)
    if segment.language != script.story.language:
        yield _note("language", segment.language)
    if segment.attribution:
        leads = segment.attribution.source < segment.source
        yield _note("attribution before" if leads else "attribution", segment.attribution.text, trim=False)


def _character(speaker: Speaker | None) -> Iterator[str]:
    yield "@" + (_escaped(one_line(speaker.name)) if speaker else "?")
    if speaker and speaker.role:
        yield f"({_escaped(one_line(speaker.role))})"


def _action(lines: list[str]) -> Iterator[str]:
    """Lines of narration; ``!`` forces what would look like something else, capitals above another line included."""
    before = "" if len(lines) > 1 else "."
    for last, line in pairwise((before, *lines)):
        trap = _TRAP.match(line) or (not last.strip() and _shouts(line))
        yield ("!" if trap else "") + _escaped(line) if line.strip() else "  "


def _dialogue(lines: list[str]) -> Iterator[str]:
    for last, line in pairwise((".", *lines)):
        trap = _TRAP.match(line) or (not last.strip() and _shouts(line))
        text = _escaped(line) if line.strip() else "  "
        # A line that begins with an escape cannot be mistaken; a second backslash would undo it.
        yield "\\" + text if trap and not text.startswith("\\") else text


def _shouts(line: str) -> bool:
    """Whether a line after a blank one would be a character's name."""
    return line.isupper() or bool(_CAPITALS.fullmatch(line))


def _doubt(finding: Finding) -> str:
    return _note("doubt", finding.message, finding.code)


def _note(label: str, text: str, detail: str = "", *, trim: bool = True) -> str:
    """``[[label (detail): text]]``; a space parts a bracket at the end of the text from those that close the note."""
    text = printable(text).strip() if trim else printable(text)
    lines = (_escaped(line) if line.strip() else "  " for line in text.split("\n"))
    head = label + (f" ({_escaped(one_line(detail))})".replace("):", ")\\:") if detail else "")
    body = (f"{head}: " if head else "") + "\n".join(lines)
    return f"[[{body}{' ' if body.rstrip(' ').endswith(']') else ''}]]"


def _left_out(left: LeftOut) -> str:
    """A cue as its writer put it, or with a label where it would be taken for another note."""
    if left.reason != CUE:
        return _note("left out", left.text, left.reason)
    return _note("cue" if _LABELLED.match(left.text) else "", left.text)


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)
