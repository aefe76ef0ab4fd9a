"""Fountain (fountain.io): a script that a person wrote or corrected, read back whole.

The exporter of this name says what a file looks like; it is read back without a loss, and so is what a person would
type without having read that:

* a name in capitals above its words is a speaker, as in any screenplay; so is ``@Name``, with or without a line left
  empty above it.  A last name or an id stands for the person whom the title page lists.
* a note that has no label, a heading, a transition, a section and a parenthetical between words are cues; a text
  between ``/*`` and ``*/`` is cut.  None is read aloud, and all stay in the file.
* marks of emphasis go.

Ids of segments come from kind and words, as in segmenting, so that an edit leaves all others as they are; where
content would give another id (words that come twice), a note holds it.  A doubt about who speaks stands as long as its
note; all other doubts are found anew.  What is on the title page wins over every rule.

The story's text is not in the file.  `Story.text` is made of what is: headline, segments, attributions, what is not
read, credits and outlet, a line each, in this order; ranges count its characters, so that here, too, each of them
belongs to something.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from broadcast.errors import DocumentError
from broadcast.model.script import NEW_SPEAKER, Attribution, Finding, Script, Segment, Speaker
from broadcast.model.story import LeftOut, Story
from broadcast.model.text import TextSpan
from broadcast.newsroom.identifying import Numbering, segment_id
from broadcast.newsroom.language import detect_language
from broadcast.readers import text as plain_text
from broadcast.readers.fountain.blocks import Said, Unsaid, blocks
from broadcast.readers.fountain.people import Roster
from broadcast.readers.fountain.scanning import lines_of
from broadcast.readers.fountain.title_page import TitlePage, read_title_page


def read(data: bytes, where: str) -> Script:
    """The script in a Fountain file; nothing of it is read aloud yet.  `Story.slug` is empty where the file has none.

    A speaker who is not on the title page is a finding; the gender is left open.

    :raises StoryError: the file is no text.
    :raises DocumentError: the file breaks its form; line, column and what to do are named.
    """
    text, findings = plain_text.read(data, where)
    page = read_title_page(text, where)
    found = blocks(lines_of(text, where, page.end))
    said = [b for b in found if isinstance(b, Said)]
    if not said:
        raise DocumentError("the script has no words", where, "write narration, or @Name and the words below it")
    language = page.one("language") or detect_language("\n".join(s.text for s in said))
    roster = Roster(page.speakers)
    told = dict(zip(said, zip(_ids(said), roster.speakers(said), strict=True), strict=True))
    pieces = _Pieces()
    headline_source = pieces.add(page.one("title"))
    segments: list[Segment] = []
    left_out = [LeftOut(text=v.text, reason="title page", source=pieces.add(v.text)) for v in page.others]
    for block in found:
        if isinstance(block, Unsaid):
            left_out.append(LeftOut(text=block.text, reason=block.reason, source=pieces.add(block.text)))
        else:
            segments.append(_segment(block, *told[block], language, pieces))
    story = _story(page, language, pieces)
    story = replace(story, headline_source=headline_source if story.headline else None, left_out=tuple(left_out))
    doubts = _doubts(said, segments, roster.new)
    return Script(story=story, segments=tuple(segments), findings=(*findings, *doubts))


def slug_in(data: bytes, where: str) -> str:
    """The slug on the title page of a Fountain file, or nothing.

    :raises StoryError: the file is no text.
    :raises DocumentError: the title page breaks its form.
    """
    return read_title_page(plain_text.read(data, where)[0], where).one("slug")


class _Pieces:
    """The story's text as it grows, a line a piece."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.length = 0

    def add(self, piece: str) -> TextSpan:
        start = self.length
        self.found.append(piece)
        self.length += len(piece) + 1
        return TextSpan(start, start + len(piece))


def _story(page: TitlePage, language: str, pieces: _Pieces) -> Story:
    credited, outlet = tuple(v.text for v in page.values.get("author", ())), page.one("source")
    credits_source = tuple(pieces.add(line) for line in (*credited, outlet) if line)
    return Story(
        slug=page.one("slug"),
        text="\n".join(pieces.found),
        language=language,
        headline=page.one("title"),
        credits=credited,
        outlet=outlet,
        credits_source=credits_source,
        embargo=page.one("embargo"),
    )


def _segment(said: Said, key: str, speaker: Speaker | None, language: str, pieces: _Pieces) -> Segment:
    leads = pieces.add(said.attribution) if said.attribution_leads else None
    source = pieces.add(said.text)
    attribution = None
    if said.attribution:
        attribution = Attribution(text=said.attribution, source=leads or pieces.add(said.attribution))
    return Segment(
        id=key,
        kind=said.kind,
        source=source,
        text=said.text,
        language=said.language or language,
        speaker=speaker,
        attribution=attribution,
    )


def _ids(said: Sequence[Said]) -> list[str]:
    """Ids as notes give them, once each, and for all others from content."""
    given: dict[str, Said] = {}
    for block in said:
        if block.id:
            given.setdefault(block.id, block)
    numbering = Numbering(given)
    return [
        block.id if given.get(block.id) is block else numbering.next(segment_id(block.kind, block.text))
        for block in said
    ]


def _doubts(said: Sequence[Said], segments: Sequence[Segment], new: set[str]) -> Iterator[Finding]:
    """Doubts that still stand, quotes of nobody, and speakers whom the title page does not list."""
    asked: set[str] = set()
    for block, segment in zip(said, segments, strict=True):
        speaker = segment.speaker
        settled = {"speaker-unknown"} if speaker else set()
        settled |= {"gender-unknown"} if speaker and speaker.gender else set()
        doubts = [d for d in block.doubts if d.code not in settled]
        if segment.kind == "quote" and not speaker and not doubts:
            message = "nobody is named as the speaker"
            doubts.append(Finding(severity="warning", code="speaker-unknown", message=message))
        if speaker and speaker.id in new - asked:
            asked.add(speaker.id)
            message = f"{speaker.name} is not among the speakers of the title page"
            doubts.append(Finding(severity="note", code=NEW_SPEAKER, message=message))
        yield from (replace(d, segment=segment.id) for d in doubts)
