"""Quote marks: which open, which close, and what lies between.

A mark's own shape says little: „…“, ”…” and "…" are all in use, straight marks nest in straight marks, and one mark
may close two levels or be missing.  So the neighbours of a mark tell its direction, a count of levels pairs them, and
a pair that fails is mended at the mark that an attribution follows.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from broadcast.model.text import TextSpan

OPENING, CLOSING = "«„‹", "»›"
OPENINGS = OPENING + '“"'
MARKS = OPENING + CLOSING + '“”‟"″❝❞'
_MARK = re.compile(f"[{MARKS}]")
_MISPRINT = re.compile(r'(?<=[A-Za-z0-9])"s\b')  # «2017"s»: an apostrophe
_BEFORE_OPENING = frozenset(" \t\u00a0\u202f([{/—–-―−:,;")
_AFTER_CLOSING = frozenset(" \t\u00a0\u202f)]},.!?;:…—–-―−/")
_TURNED = re.compile(r"[«„](?=\s*,\s*[-–—―−])")  # «…» said«, - сказал он»: a closing mark printed as an opening one
_DASHED = re.compile(r"\s*,?\s*[-–—―−]")
_SAID = re.compile(r"\s*(?:деді|дейді|деп|деген)\b")
_LED_OUT = re.compile(r"\s*(?:,\s*[-–—―−]|[-–—―−]|,?\s*(?:деді|дейді|деп)\b)")
_CITED = re.compile(r"\s*,\s*[-–—―−]\s*[^\W\d_]")
_WENT_ON = re.compile(r"\s[A-Za-z]")
_SENTENCE = re.compile(r"[.!?…]\s+[^\W\d_]")
_RESUMED = re.compile(r"[.,!?]\s*[-–—―−]")
_REOPENED = re.compile(r'[.!?…]\s["“](?=[^\W_])')
_OPENER = re.compile(r'(?:(?<=[\s(])|^)["“](?=[^\W_])')
_CLOSER = re.compile(r'(?<=\S)["”](?=\W|$)')
# An attribution that a dash leads, and the dash by which speech resumes after it.
_RESUMES = re.compile(r"\s*,?\s*[-–—―−]+\s*[^.!?«»“”\"]{3,160}\.\s*[-–—―−]+\s+(?=[^\W\d_a-zа-яёәғқңөұүһі])")
_FAR, _NAME = 600, 6
# English single marks: the closing one follows a sentence's punctuation, or a comma or a stop follows it, so that no
# apostrophe is taken for it.
_SINGLE = re.compile(
    r"(?:(?<=\s)|^)['‘](?=[^\W_])[^'‘’\n]{0,900}+(?:['’](?=\w)[^'‘’\n]{0,900}+){0,9}+"
    r"(?:(?<=[,.!?…])['’](?=[\s,.;:!?—–-]|$)|['’](?=[,.](?:\s|$)))"
)
_LED = re.compile(r":\s(?=['‘][A-Z])")
_OPENED = re.compile(r"['‘](?!(?:Tis|Twas|Til|Cause|Em)\b)[A-Z][^\s'‘’]*\s+[^\s'‘’]+\s+[^\s]+\s")


class Quoted(NamedTuple):
    """A stretch of a paragraph in marks: `source` with its marks, `inner` without."""

    source: TextSpan
    inner: TextSpan
    opened: bool = True
    closed: bool = True


def quoted(paragraph: str) -> tuple[Quoted, ...]:
    """The outermost quoted stretches of a paragraph, in order.

    A stretch that no mark closes goes on to the end of the paragraph (`closed` is False); a closing mark without its
    opening one makes a stretch from the beginning of the paragraph (`opened` is False).
    """
    paragraph = _TURNED.sub("»", paragraph)
    marks = [(m.start(), m[0]) for m in _MARK.finditer(paragraph) if not _MISPRINT.match(paragraph, m.start())]
    return _paired(paragraph, marks) if marks else _in_single_marks(paragraph)


def _in_single_marks(paragraph: str) -> tuple[Quoted, ...]:
    """What stands in English single marks; one that nothing closes goes on in the next paragraph."""
    closed = tuple(
        Quoted(TextSpan(m.start(), m.end()), TextSpan(m.start() + 1, m.end() - 1)) for m in _SINGLE.finditer(paragraph)
    )
    led = _LED.search(paragraph)
    at = led.end() if led else 0
    if closed or not _OPENED.match(paragraph, at) or paragraph.rstrip()[-1:] not in ".!?…":
        return closed
    end = len(paragraph.rstrip())
    return (Quoted(TextSpan(at, end), TextSpan(at + 1, end), closed=False),)


def _paired(paragraph: str, marks: list[tuple[int, str]], *, again: bool = True) -> tuple[Quoted, ...]:
    found: list[Quoted] = []
    opened: list[int] = []
    closings: list[int] = []
    last_open = -1
    for k, (at, mark) in enumerate(marks):
        if _opens(paragraph, at, mark, depth=len(opened), beside_open=last_open == at - 1):
            last_open = at
            if len(opened) != 1 or not _reopens(paragraph, marks, k, opened[0]):
                opened.append(at)
        elif not opened:
            _add_stray(paragraph, at, mark, found)
        else:
            start = opened.pop()
            if opened and _closes_all(paragraph, at, marks[k + 1][0] if k + 1 < len(marks) else len(paragraph)):
                start = opened[0]
                opened.clear()
            closings.append(at)
            if not opened:
                found.append(_between(start, at))
                closings.clear()
    if opened:
        found.extend(_unclosed(paragraph, marks, opened, closings, again=again))
    return _anchored(paragraph, marks, found)


def _reopens(paragraph: str, marks: list[tuple[int, str]], k: int, start: int) -> bool:
    """A mark that opens a further paragraph of the same speech, where paragraphs were joined: «It was hard. "We won."».

    The next mark closes a sentence with it, or opens a further one.
    """
    at, mark = marks[k]
    if mark != paragraph[start] or not _REOPENED.match(paragraph, at - 2):
        return False
    if k + 1 == len(marks):
        return True
    following = marks[k + 1][0]
    return paragraph[following - 1] in ",.!?…" or bool(_REOPENED.match(paragraph, following - 2))


def without_reopened(words: str) -> str:
    """The words of a speech without the marks that open its further paragraphs."""
    more = len(_OPENER.findall(words)) > len(_CLOSER.findall(words))
    return _REOPENED.sub(lambda m: m[0][:2], words) if more else words


def _add_stray(paragraph: str, at: int, mark: str, found: list[Quoted]) -> None:
    """A closing mark without an opening one, in place: what it closes, if anything."""
    resumed = _RESUMES.match(paragraph, found[-1].source.end) if found else None
    if found and found[-1].source.end == at:  # «…»», - сказал он»
        found[-1] = found[-1]._replace(source=TextSpan(found[-1].source.start, at + 1))
    elif resumed and resumed.end() < at:  # «"…", - сказал он. - Мы ждали."»
        found.append(Quoted(TextSpan(resumed.end(), at + 1), TextSpan(resumed.end(), at)))
    elif not found and (mark in CLOSING or not paragraph[at - 1 : at].isdigit()):
        found.append(Quoted(TextSpan(0, at + 1), TextSpan(0, at), opened=False))
    elif found and _CITED.match(paragraph, at + 1) and _CITED.match(paragraph, found[-1].source.end):
        found.append(_unopened(paragraph, found[-1].source.end, at))
    elif found and _LED_OUT.match(paragraph, at + 1) and _are_names_in_speech(paragraph, found):
        start = found[0].source.start
        found[:] = [Quoted(TextSpan(start, at + 1), TextSpan(start, at), opened=False)]


def _unclosed(
    paragraph: str, marks: list[tuple[int, str]], opened: list[int], closings: list[int], *, again: bool
) -> tuple[Quoted, ...]:
    """What is left at the end of a paragraph whose levels do not close."""
    named = _named(paragraph, opened[0], closings) if again else None
    if named is None:
        return (_mended(paragraph, opened, closings),)
    return (named, *_paired(paragraph, [m for m in marks if m[0] >= named.source.end], again=False))


def _named(paragraph: str, start: int, closings: list[int]) -> Quoted | None:
    """A name that one mark closes with the name inside it, in the midst of a sentence: «АО «НК «Жол» добавили»."""
    before = paragraph[max(0, start - 3) : start].rstrip()
    if not closings or not before or not before[-1].isalnum():
        return None
    end = closings[0]
    short = len(paragraph[start:end].split()) <= _NAME
    goes_on = re.match(r"\s+[^\W\d_A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]", paragraph[end + 1 : end + 8])
    return _between(start, end) if short and goes_on else None


def _closes_all(paragraph: str, at: int, end: int) -> bool:
    """One mark for two levels: an attribution follows it, and a sentence that no dash leads follows that."""
    if not _CITED.match(paragraph, at + 1):
        return False
    sentence = _SENTENCE.search(paragraph, at + 1, end)
    return bool(sentence) and not _RESUMED.search(paragraph, at + 3, end)


def _are_names_in_speech(paragraph: str, found: list[Quoted]) -> bool:
    """Whether a name in marks begins speech without a mark of its own, after a colon or at the very beginning.

    «"Дала" қоры үй салды. Оны "Бастау" деп атадық", - деді ол.»
    """
    before = paragraph[: found[0].source.start].rstrip()
    told = any(_LED_OUT.match(paragraph, q.source.end) for q in found)
    return (not before or before.endswith(":")) and not told


def _unopened(paragraph: str, begin: int, at: int) -> Quoted:
    """A stretch whose opening mark is missing, after another one: from the sentence after that one's attribution."""
    sentence = _SENTENCE.search(paragraph, begin, at)
    start = sentence.end() - 1 if sentence else begin
    return Quoted(TextSpan(start, at + 1), TextSpan(start, at), opened=False)


def _anchored(paragraph: str, marks: list[tuple[int, str]], found: list[Quoted]) -> tuple[Quoted, ...]:
    """Straight marks in straight marks: «"… қоры" Отбасы "банкі" …", - деді»: all of one speech, to its attribution.

    So it is where the paragraph begins with a mark whose partner is followed by a plain word, and the last mark by a
    comma and a dash.
    """
    if len(found) < 2 or found[0].source.start or len(marks) < 4:
        return tuple(found)
    first, last = found[0].source.end, marks[-1][0]
    inner = found[0].inner.of(paragraph)
    plain = paragraph[first : first + 1].isspace() and paragraph[first:].lstrip()[:1].isalnum()
    if not plain or inner.rstrip()[-1:] in ".,!?…" or len(inner.split()) < 5 or _SAID.match(paragraph, first):
        return tuple(found)
    return (_between(0, last),) if _DASHED.match(paragraph, last + 1) else tuple(found)


def _between(start: int, end: int) -> Quoted:
    return Quoted(TextSpan(start, end + 1), TextSpan(start + 1, end))


def _opens(text: str, at: int, mark: str, *, depth: int, beside_open: bool) -> bool:
    if mark in OPENING:
        return True
    if mark in CLOSING:
        return False
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    can_open = (not before or before in _BEFORE_OPENING or before in OPENING or beside_open) and bool(
        after and (after.isalnum() or after in MARKS or after in "…[(–—-'’#@$№.")
    )
    can_close = bool(before and not before.isspace()) and (
        not after or after in _AFTER_CLOSING or after.isspace() or after in MARKS
    )
    if can_open != can_close:
        return can_open
    return depth == 0


def _mended(paragraph: str, opened: list[int], closings: list[int]) -> Quoted:
    """A stretch whose levels do not close: one mark closed two of them, or the last one is missing."""
    start = opened[0]
    for at in reversed(closings):
        if _CITED.match(paragraph, at + 1) and not _RESUMED.search(paragraph, at + 3, at + _FAR):
            return _between(start, at)
    for at in reversed(closings):
        if paragraph[at - 1] == "," and _WENT_ON.match(paragraph, at + 1):
            return _between(start, at)
    for at in reversed(closings):
        if _LED_OUT.match(paragraph, at + 1) or not paragraph[at + 1 :].strip(" .,!?…"):
            return _between(start, at)
    end = len(paragraph.rstrip())
    return Quoted(TextSpan(start, end), TextSpan(start + 1, end), closed=False)
