"""Plain text in the encodings that newsrooms have: UTF-8, UTF-16, and the old Cyrillic pages of Windows."""

from __future__ import annotations

import codecs
import unicodedata

from broadcast.errors import StoryError
from broadcast.model.script import Finding
from broadcast.readers.paragraphs import composed

_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
# Windows-1251, and the two pages that put the Kazakh letters into its unused places; named in the finding.
_LEGACY = {"kz1048": "Windows-1251 (Kazakh letters by KZ-1048)", "ptcp154": "PT-154 (Asian Cyrillic)"}
_KAZAKH = frozenset("әғқңөұүһіӘҒҚҢӨҰҮҺІ")
_STRAY = 8  # control characters that a pasted text may hold and still be one
_PLAIN_CONTROLS = frozenset("\t\n\r\f\v\x85")


def read(data: bytes, where: str) -> tuple[str, tuple[Finding, ...]]:
    """The text of a file with plain line ends, and a note where its encoding was not UTF-8.

    :raises StoryError: empty, binary, or in no encoding that makes sense.
    """
    if not data.strip():
        raise StoryError("the story is empty", where, "put the news text into the file")
    text, encoding = decoded(data, where)
    text = composed(text).replace("\r\n", "\n").replace("\r", "\n")
    if not any(c.isalnum() for c in text):
        raise StoryError("the story has no words", where, "put the news text into the file")
    if encoding == "UTF-8":
        return text, ()
    note = Finding(severity="note", code="encoding", message=f"the story was read as {encoding}; UTF-8 is safer")
    return text, (note,)


def decoded(data: bytes, where: str) -> tuple[str, str]:
    """The text of a file with its line ends as they are, and the name of its encoding.

    :raises StoryError: binary, or in no encoding that makes sense.
    """
    for mark, codec in _BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return _strict(data.removeprefix(mark), codec, where), codec.upper().removesuffix("-LE").removesuffix("-BE")
    wide = _wide(data)
    if wide:
        return _strict(data, wide, where), "UTF-16 without a byte-order mark"
    if b"\0" in data:
        raise StoryError("the file is binary, not text", where, "save the story as plain text in UTF-8")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _legacy(data, error.start, where)
    if _binary(text):
        raise StoryError("the file is binary, not text", where, "save the story as plain text in UTF-8")
    return text, "UTF-8"


def _wide(data: bytes) -> str:
    """UTF-16 by its empty or Cyrillic high bytes, which lie on one side."""
    sample = data[:4096]
    sides = {"utf-16-le": sample[1::2], "utf-16-be": sample[0::2]}
    for codec, high in sides.items():
        if high and len(data) % 2 == 0 and sum(b in (0, 4) for b in high) > 0.8 * len(high):
            return codec
    return ""


def _strict(data: bytes, codec: str, where: str) -> str:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        raise StoryError(f"byte {error.start} is not {codec.upper()}", where, "save the story as UTF-8") from error
    if _binary(text):
        raise StoryError("the file is binary, not text", where, "save the story as plain text in UTF-8")
    return text


def _legacy(data: bytes, place: int, where: str) -> tuple[str, str]:
    """The 8-bit page that makes the most of the text letters, Kazakh ones inside words counting double."""
    best, best_score, name = "", 0.0, ""
    for codec, label in _LEGACY.items():
        text = data.decode(codec, "replace")
        score = sum(_sense(c) for c in text) / len(text)
        if score > best_score:
            best, best_score, name = text, score, label
    if best_score < 0.7 or _binary(best):
        line = data.count(b"\n", 0, place) + 1
        raise StoryError("the text is in no encoding that makes sense", f"{where}, line {line}", "save it as UTF-8")
    return best, name


def _sense(c: str) -> float:
    """How much a character speaks for an encoding: Cyrillic letters for it, letters of other scripts against."""
    if c in _KAZAKH or "а" <= c.casefold() <= "я" or c.isascii():
        return 1.0 if c.isprintable() or c in _PLAIN_CONTROLS else -1.0
    return 0.5 if unicodedata.category(c)[0] in "PZ" else -1.0


def _binary(text: str) -> bool:
    controls = sum(unicodedata.category(c) == "Cc" and c not in _PLAIN_CONTROLS for c in text[:65536])
    return controls > max(_STRAY, len(text[:65536]) / 100)
