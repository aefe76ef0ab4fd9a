"""TTML of any profile (IMSC, EBU-TT, EBU-TT-D, SMPTE-TT): paragraphs with their times, languages and agents.

Times by TTML2, clause 12: nested elements count from the one around them; frames and ticks by the document's rates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple
from xml.etree import ElementTree as ET

from broadcast.errors import DocumentError
from broadcast.model.caption import Cue
from broadcast.model.subtitles import Subtitles
from broadcast.readers.subtitles.blocks import MILLISECOND, clean_lines, in_order
from broadcast.readers.subtitles.people import People

_XML = "{http://www.w3.org/XML/1998/namespace}"
_METADATA = "{http://www.w3.org/ns/ttml#metadata}"
_CLOCK = re.compile(r"(\d{2,5}):(\d{2}):(\d{2})(?:\.(\d{1,9})|:(\d{2,3})(?:\.\d{1,3})?)?")
_OFFSET = re.compile(r"(\d{1,12})(?:\.(\d{1,9}))?(h|ms|m|s|f|t)")
_DEEPEST = 100


class _Rates(NamedTuple):
    frame: Fraction
    tick: Fraction


class _Open(NamedTuple):
    """An element, when its parent begins and ends, the language around it, how deep it lies."""

    element: ET.Element
    start: Fraction
    end: Fraction | None
    language: str
    depth: int


def read(text: str, where: str) -> Subtitles:
    """The paragraphs of a TTML document.

    :raises DocumentError: no XML, no TTML, a document type (which could hide a bomb), or no paragraph with times.
    """
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise DocumentError("the file has a document type, which TTML has not", where, "take the <!DOCTYPE ...> out")
    try:
        root = ET.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text, count=1))  # noqa: S314 no DTD, so no entities
    except (ET.ParseError, ValueError) as error:
        raise DocumentError(f"not well-formed XML: {error}", where, "correct the place that is named") from error
    rates, people = _rates(root), People()
    agents = _agents(root, people)
    language = root.get(f"{_XML}lang", "").split("-")[0].lower()
    cues: list[Cue] = []
    body = next((e for e in root if _name(e) == "body"), None)
    waiting = [_Open(body, Fraction(0), None, language, 0)] if body is not None else []
    while waiting:
        opened = _timed(waiting.pop(), rates)
        if opened.depth > _DEEPEST:
            raise DocumentError("elements lie too deep in each other", where, "is it a subtitle file?")
        element = opened.element
        if _name(element) != "p":
            inner = (opened._replace(element=e, depth=opened.depth + 1) for e in reversed(element))
            waiting += inner
            continue
        if opened.end is not None:
            who = agents.get(element.get(f"{_METADATA}agent", ""), "")
            cues.append(_cue(opened, who, language, len(cues) + 1))
    ordered, findings = in_order(cues, where)
    return Subtitles(
        format="ttml",
        cues=ordered,
        resolution=MILLISECOND,
        language=language,
        speakers=people.all,
        findings=findings,
    )


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _cue(opened: _Open, who: str, language: str, number: int) -> Cue:
    return Cue(
        start=opened.start,
        end=opened.end or opened.start,
        lines=clean_lines("".join(_text(opened.element, opened.depth))),
        segment=str(number),
        speaker=who,
        language=opened.language if opened.language != language else "",
    )


def _timed(opened: _Open, rates: _Rates) -> _Open:
    """The element with its own times and language in place of those around it."""
    element = opened.element
    begin, end, duration = (_time(element.get(key, ""), rates) for key in ("begin", "end", "dur"))
    start = opened.start + (begin or 0)
    stops = [] if opened.end is None else [opened.end]
    stops += [opened.start + end] if end is not None else []
    stops += [start + duration] if duration is not None else []
    language = element.get(f"{_XML}lang", "").split("-")[0].lower() or opened.language
    return opened._replace(start=start, end=min(stops, default=None), language=language)


def _time(text: str, rates: _Rates) -> Fraction | None:
    clock = _CLOCK.fullmatch(text.strip())
    if clock:
        hours, minutes, seconds, fraction, frames = clock.groups()
        whole = Fraction((int(hours) * 60 + int(minutes)) * 60 + int(seconds))
        part = Fraction(int(fraction), 10 ** len(fraction)) if fraction else Fraction(0)
        return whole + part + (int(frames) / rates.frame if frames else 0)
    offset = _OFFSET.fullmatch(text.strip())
    if not offset:
        return None
    count = Fraction(int(offset[1])) + (Fraction(int(offset[2]), 10 ** len(offset[2])) if offset[2] else 0)
    lengths = {"h": Fraction(3600), "m": Fraction(60), "s": Fraction(1), "ms": MILLISECOND}
    return count * (lengths.get(offset[3]) or 1 / (rates.frame if offset[3] == "f" else rates.tick))


def _rates(root: ET.Element) -> _Rates:
    """Frames and ticks a second, by TTML2, clause 7.2; 30 and the frame rate where the document says nothing."""

    def number(name: str) -> Fraction:
        parts = re.findall(r"\d{1,9}", root.get(f"{{http://www.w3.org/ns/ttml#parameter}}{name}", ""))[:2]
        values = [int(part) for part in parts]
        return Fraction(values[0], values[1] if len(values) > 1 else 1) if values and all(values) else Fraction(0)

    frame = (number("frameRate") or 30) * (number("frameRateMultiplier") or 1)
    return _Rates(Fraction(frame), number("tickRate") or Fraction(frame))


def _agents(root: ET.Element, people: People) -> dict[str, str]:
    """Speakers' ids by those of the agents that paragraphs name."""
    agents = root.iter(f"{_METADATA}agent")
    return {a.get(f"{_XML}id", ""): people.named(a.findtext(f"{_METADATA}name", "")) for a in agents}


def _text(element: ET.Element, depth: int) -> Iterator[str]:
    """Text with white space folded, lines at ``<br/>``; metadata is no text."""
    if depth > _DEEPEST or _name(element) == "metadata":
        return
    if _name(element) == "br":
        yield "\n"
    yield " ".join((element.text or "").split("\n"))
    for child in element:
        yield from _text(child, depth + 1)
        yield " ".join((child.tail or "").split("\n"))
