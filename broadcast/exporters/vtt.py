"""WebVTT (W3C): cues with who speaks and when each word is heard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, ClassVar

import msgspec

from broadcast.exporters.characters import one_line
from broadcast.exporters.clock import checked, milliseconds, timestamp
from broadcast.exporters.speaking import looks, raised
from broadcast.exporters.synthetic import castings, source_type, statement
from broadcast.model.caption import Cue, TimedWord
from broadcast.model.edition import Edition, Feature

_ABOVE = "line:10%"  # of the height: below the upper edge of the safe area


class Vtt(msgspec.Struct, frozen=True, kw_only=True):
    """Voice spans (``<v Name>``) name the speakers of quotes, ``<lang>`` a cue in another language; speakers have one
    of WebVTT's own colours where the profile tells them by colour.

    `word_times` puts a timestamp before each word, for players that show words as they are heard.  It is off unless
    asked for: importers that take any line with two timestamps for the head of a cue tear such a file apart.
    `clear_titles` puts cues to the top while a lower third is on screen.  Language and the synthetic-voice mark stand
    in notes, for WebVTT has no field for them.
    """

    name: ClassVar[str] = "vtt"
    suffix: ClassVar[str] = ".vtt"
    folder: ClassVar[str] = "subtitles"
    carries: ClassVar[frozenset[Feature]] = frozenset(
        {"text", "cyrillic", "speakers", "captions", "words", "synthetic"}
    )

    word_times: bool = False
    clear_titles: bool = False

    def write(self, edition: Edition, stream: BinaryIO) -> None:
        """Write the file.

        :raises DocumentError: a cue without text or length.
        """
        shown = looks(edition)
        above = raised(edition) if self.clear_titles else frozenset[int]()
        cast = castings(edition)
        blocks = [
            "WEBVTT",
            _note(f"language: {edition.captions.language}"),
            *([_note(f"{statement(cast)} {source_type(cast)}")] if cast else []),
        ]
        for number, cue, text in checked(edition.captions):
            times = " --> ".join(timestamp(milliseconds(t), ".") for t in (cue.start, cue.end))
            payload = _payload(cue, text) if self.word_times else _escaped(text)
            if cue.language and cue.language != edition.captions.language:
                payload = f"<lang {cue.language}>{payload}</lang>"
            look = shown.get(cue.speaker) if cue.speaker else None
            if look:
                payload = f"<c.{look.colour}>{payload}</c>" if look.colour != "white" else payload
                payload = f"<v {_escaped(look.name)}>{payload}</v>"
            place = f" {_ABOVE}" if number in above else ""
            blocks.append(f"{number}\n{times}{place}\n{payload}")
        stream.write(("\n\n".join(blocks) + "\n").encode())


def _note(text: str) -> str:
    return "NOTE " + one_line(text).replace("-->", "→")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _payload(cue: Cue, text: str) -> str:
    """The text, escaped, with a timestamp before each word but the first."""
    parts, at, last = [], 0, milliseconds(cue.start)
    for begins, word in _found(text, cue.words):
        ms = milliseconds(word.start)
        if last < ms < milliseconds(cue.end):
            parts.append(f"{_escaped(text[at:begins])}<{timestamp(ms, '.')}>")
            at, last = begins, ms
    return "".join(parts) + _escaped(text[at:])


def _found(text: str, words: tuple[TimedWord, ...]) -> Iterator[tuple[int, TimedWord]]:
    """Where each word begins in the text; lines may break within a word, so white space does not count.

    Stops at a word that is not there: a time that may be wrong is worse than none.
    """
    letters = [i for i, sign in enumerate(text) if not sign.isspace()]
    seen = 0
    for word in words:
        signs = "".join(one_line(word.text).split())
        if "".join(text[i] for i in letters[seen : seen + len(signs)]) != signs:
            return
        if signs:
            yield letters[seen], word
        seen += len(signs)
