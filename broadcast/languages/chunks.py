"""A sentence cut at its spaces, the marks around each word set apart: what the readers of all languages work on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Sequence
from dataclasses import dataclass

from broadcast.model.text import Word

# Signs that are said, so that they belong to the word and not to the marks around it.
_SIGNS = "~≈±%‰°$€£¥₸₽₴№§&@#+=×÷²³½⅓⅔¼¾⅛′″"
_SAID = re.compile(rf"[\w{_SIGNS}]")
_PLAIN = re.compile(r"([«»\"“”„(\['‘’]*)([^\W\d_]+(?:[-‑'’ʼ][^\W\d_]+)*)([»\"“”)\]'’]*[.,!?:;…]*[»\"“”)\]'’]*[.,]?)")
_KEPT_DIGITS = frozenset("0123456789²³½⅓⅔¼¾⅛")
_KEPT = frozenset(".,!?:;…")
_DASHES = frozenset("-–—―−‒‐")
NUMERIC = re.compile("[0-9½⅓⅔¼¾⅛]")
TIMES = re.compile(r"(?<=\d)[хxХX*×](?=\d)")
_GROUP = re.compile(r"\d{3}(?!\d)")


@dataclass(slots=True)
class Chunk:
    """Text between two spaces: marks, the word itself, marks; `spoken` is None until somebody has read it."""

    text: str
    lead: str
    core: str
    tail: str
    plain: bool
    spoken: str | None = None

    @property
    def dash(self) -> bool:
        """Whether nothing stands here but a dash."""
        return bool(self.text) and not self.core and not set(self.text) - _DASHES

    @property
    def lower(self) -> str:
        return self.core.lower()


def split(text: str) -> list[Chunk]:
    """Cut a text at its white space; groups of three digits become one chunk: ``10 000``."""
    chunks: list[Chunk] = []
    for piece in text.split():
        plain = _PLAIN.fullmatch(piece)
        if plain:
            lead, core, tail = plain.groups()
            chunks.append(Chunk(piece, lead, core, tail, True))
            continue
        chunk = cut(piece)
        if chunks and _continues(chunks[-1], chunk):
            chunk = cut(f"{chunks.pop().text} {piece}")
        chunks.append(chunk)
    return chunks


def cut(piece: str) -> Chunk:
    """One chunk; a minus sign or a hyphen directly before a digit stays with it."""
    text = piece if piece.isascii() else _plain_signs(piece)
    found = _SAID.search(text)
    start = found.start() if found else len(text)
    end = len(text)
    while end > start and not _SAID.match(text, end - 1):
        end -= 1
    lead, core, tail = text[:start], text[start:end], text[end:]
    if lead[-1:] in {"-", "−", "–"} and core[:1].isdigit():
        lead, core = lead[:-1], lead[-1] + core
    return Chunk(piece, lead, core, tail, False)


def _plain_signs(piece: str) -> str:
    """Without soft hyphens, stress marks and the like; digits of any kind as plain ones: ``Ⅻ`` is ``XII``."""
    kept = (c for c in piece if unicodedata.category(c) not in {"Cf", "Mn"})
    return "".join(_digit(c) if c.isnumeric() and c not in _KEPT_DIGITS else c for c in kept)


def _digit(sign: str) -> str:
    return unicodedata.normalize("NFKC", sign).replace("\u2044", "/")


def join(chunks: list[Chunk], start: int, count: int) -> Chunk:
    """Make one chunk of several, in place."""
    chunk = cut(" ".join(c.text for c in chunks[start : start + count]))
    chunks[start : start + count] = [chunk]
    return chunk


def close_up(chunks: list[Chunk], known: Container[str]) -> None:
    """Join what is written with spaces inside, in place: ``т. б.``, ``и т. д.``, ``a. m.``"""
    at = 0
    while at + 1 < len(chunks):
        chunk, after = chunks[at], chunks[at + 1]
        single = len(chunk.core) - chunk.core.count(".") - chunk.core.count(" ") < 4 and len(after.core) == 1
        key = f"{chunk.core.replace(' ', '')}.{after.core}"
        if single and chunk.tail == "." and not after.lead and (key in known or f"{key}." in known):
            join(chunks, at, 2).core = key.removesuffix(".")
        else:
            at += 1


_LONGEST_NUMBER = 24
_THOUSANDS = re.compile(r"[-−+~$€£₸₽№]*\d{1,3}(?: \d{3})*")


def _continues(before: Chunk, chunk: Chunk) -> bool:
    return (
        not chunk.lead
        and not before.tail
        and len(before.text) < _LONGEST_NUMBER
        and bool(_GROUP.match(chunk.core))
        and not chunk.core[3:4].isdigit()
        and bool(_THOUSANDS.fullmatch(before.core))
        and before.core.lstrip("-−+~$€£₸₽№")[0] != "0"
    )


def marks(tail: str) -> str:
    """What of the marks after a word an engine should see: sentence punctuation, without quotes and brackets."""
    kept = "".join(c for c in tail if c in _KEPT)
    return kept if len(kept) < 2 or set(kept) <= {"."} else kept.replace(".,", ",").replace(",.", ".")


def words(chunks: Sequence[Chunk]) -> tuple[Word, ...]:
    """The words of a sentence; a dash or a bracket becomes a comma's pause after the word before."""
    spoken: list[str] = []
    last = -1
    for i, chunk in enumerate(chunks):
        if (chunk.dash or "(" in chunk.lead or "—" in chunk.lead) and last >= 0:
            _pause(spoken, last)
        said = chunk.core if chunk.spoken is None else chunk.spoken
        closed = "," if ")" in chunk.tail and i + 1 < len(chunks) else ""
        spoken.append(said + (marks(chunk.tail) or closed) if said else "")
        if said:
            last = i
        elif last >= 0 and marks(chunk.tail) and not marks(spoken[last][-1:]):
            spoken[last] += marks(chunk.tail)
    return tuple(Word(text=c.text, spoken=s) for c, s in zip(chunks, spoken, strict=True))


def _pause(spoken: list[str], last: int) -> None:
    if spoken[last][-1:] not in _KEPT:
        spoken[last] += ","
