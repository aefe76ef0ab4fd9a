"""The script of a Fountain file as blocks: narration, quotes, and what is not read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from broadcast.model.script import Finding, Kind, Severity
from broadcast.model.story import CUE
from broadcast.newsroom.casting import NARRATION
from broadcast.newsroom.language import LANGUAGES
from broadcast.readers.fountain.scanning import GAP, Line, Note, Place, plain, plain_lines

CUT: Final = "cut"
"""Why a text between ``/*`` and ``*/`` is left out."""

# What Fountain takes for a heading, a transition, a section, a synopsis, lyrics, a centred line or a page break:
# instructions, and nothing to be said.
_INSTRUCTION = re.compile(
    r"\s*(?:[#~=>]|\.[^\W\d_]|(?:INT|EXT|EST|INT\.?/EXT|I/E)[./\s]|FADE (?:IN|OUT)[:.]|[A-Z\s]+TO:\s*$)"
)
_LABEL = re.compile(
    r"\s*(attribution before|attribution|language|left out|doubt|id|speaker|cue)"
    r"(?:\s\(((?:\\[\s\S]|[^\\])*?)\))?: ?",
    re.IGNORECASE,
)
_ID = re.compile(r"[\w.-]{1,80}", re.ASCII)
# Doubts about who speaks hold until a person takes the note away; all others are found anew.
_STANDING: dict[str, Severity] = {
    "speaker-unknown": "warning",
    "speaker-uncertain": "warning",
    "unclosed-quote": "warning",
    "gender-unknown": "note",
}
_PARENTHESES = "put a closing parenthesis at the end of the role, or a backslash before text that begins with one"


class Said:
    """Narration or a quote, as it is gathered line by line."""

    def __init__(self, place: Place, kind: Kind, name: str = "") -> None:
        self.place = place
        self.kind = kind
        self.name = name
        self.role = ""
        self.lines: list[str] = []
        self.id = ""
        self.language = ""
        self.speaker_id = ""
        self.attribution = ""
        self.attribution_leads = False
        self.doubts: list[Finding] = []

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()


class Unsaid:
    """What is not read, and why."""

    def __init__(self, text: str, reason: str) -> None:
        self.text = text
        self.reason = reason


def blocks(lines: Iterable[Line]) -> list[Said | Unsaid]:
    """The blocks of a script in order.

    :raises DocumentError: a name without words or a role that is not closed; a note that belongs to no segment.
    """
    table = _Table()
    padded = [*lines, None]
    for line, following in pairwise(padded):
        if line is None or line.parts_blocks:
            table.close()
        else:
            table.read(line, followed=bool(following and following.text.strip()))
    table.close()
    return table.blocks


class _Table:
    """Blocks that are done, the one that is open, and what stood inside it and comes behind it."""

    def __init__(self) -> None:
        self.blocks: list[Said | Unsaid] = []
        self.open: Said | None = None
        self.last: Said | None = None
        self.inside: list[Unsaid] = []

    def close(self) -> None:
        said = self.open
        if said and said.text:
            self.blocks.append(said)
        elif said and said.kind == "quote":
            said.place.refuse(f"@{said.name} says nothing", "write the words on the line below, without an empty line")
        self.blocks += self.inside
        self.open, self.inside = None, []

    def begin(self, place: Place, kind: Kind, name: str = "") -> Said:
        self.close()
        self.open = self.last = Said(place, kind, name)
        return self.open

    def read(self, line: Line, *, followed: bool) -> None:
        text = line.text
        if text.strip():
            if text.lstrip().startswith("@"):
                self._name(line, text.strip()[1:])
            elif self.open and self.open.kind == "quote":
                self._dialogue(line, self.open)
            elif not self.open and followed and text.isupper() and not text.startswith("!"):
                self._name(line, text.strip())
            else:
                self._action(line)
        elif self.open and text == GAP and not line.notes:
            self.open.lines.append("")
        for note in line.notes:
            self._note(note)

    def _name(self, line: Line, written: str) -> None:
        name = " ".join(plain(written).split())
        if not name:
            line.place.refuse("@ without a name", "write @Name, or @? where nobody knows who speaks")
        self.begin(line.place, "quote", name)

    def _dialogue(self, line: Line, quote: Said) -> None:
        text = line.text.strip()
        if text.startswith("("):
            role = not quote.lines and not quote.role
            if text.endswith(")"):
                inner = plain(text[1:-1]).strip()
                if role:
                    quote.role = " ".join(inner.split())
                else:
                    self.inside.append(Unsaid(f"({inner})", CUE))
                return
            if role:
                line.place.refuse("the role is not closed", _PARENTHESES)
        if text.startswith("!"):
            self.begin(line.place, "narration").lines.append(plain(text[1:]))
        else:
            quote.lines.append(plain(line.text))

    def _action(self, line: Line) -> None:
        text = line.text
        if _INSTRUCTION.match(text):
            self.close()
            self.blocks.append(Unsaid(plain(text.strip()), CUE))
            return
        said = self.open or self.begin(line.place, "narration")
        said.lines.append(plain(text.removeprefix("!")))

    def _note(self, note: Note) -> None:
        if note.cut:
            self._unsaid(note.body.strip(), CUT)
            return
        label = _LABEL.match(note.body)
        text = plain_lines(note.body[label.end() :] if label else note.body)
        detail = " ".join(plain(label[2] or "").split()) if label else ""
        match label[1].lower() if label else "cue":
            case "left out":
                self._unsaid(text.strip(), detail)
            case "cue":
                self._unsaid(text.strip(), CUE)
            case what if self.last:
                _note_on(self.last, what, text, detail, note.place)
            case "doubt":
                pass  # about the whole story: found anew
            case what:
                note.place.refuse(
                    f"this {what} belongs to no segment", "put the note behind the words that it is about"
                )

    def _unsaid(self, text: str, reason: str) -> None:
        if text:
            (self.inside if self.open else self.blocks).append(Unsaid(text, reason))


def _note_on(said: Said, what: str, text: str, detail: str, place: Place) -> None:
    bare = text.strip()
    match what:
        case "attribution" | "attribution before":
            said.attribution = text if text.strip() else ""
            said.attribution_leads = what == "attribution before"
        case "language":
            if bare not in LANGUAGES:
                place.refuse(f"there is no language {bare!r}", f"known: {', '.join(LANGUAGES)}")
            said.language = bare
        case "id" | "speaker":
            if not _ID.fullmatch(bare) or (what == "speaker" and bare.casefold() == NARRATION):
                place.refuse(f"{bare!r} is no id", "letters a to z, digits, hyphens; or take the note away")
            if what == "id":
                said.id = bare
            else:
                said.speaker_id = bare
        case "doubt" if detail in _STANDING:
            said.doubts.append(Finding(severity=_STANDING[detail], code=detail, message=bare))
