"""WebVTT (W3C): cues with voices and word times; notes, styles and regions are passed over."""

from __future__ import annotations

import html
import re
from fractions import Fraction
from itertools import pairwise

from broadcast.model.caption import Cue, TimedWord
from broadcast.model.subtitles import Subtitles
from broadcast.newsroom.pacing import paced
from broadcast.readers.subtitles.blocks import (
    MILLISECOND,
    blocks,
    clean_lines,
    dropped,
    in_order,
    seconds,
    without_markup,
)
from broadcast.readers.subtitles.people import People

_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^<>]+)>")
_STAMP = re.compile(r"<(?:(\d{1,5}):)?(\d{2}):(\d{2})\.(\d{3})>")
_LANGUAGE = re.compile(r"(?:Language|language):\s*([A-Za-z]{2,3})\b")


def read(text: str, where: str) -> Subtitles:
    """The cues of a WebVTT file.

    :raises DocumentError: there is none.
    """
    cues, marked = [], 0
    people = People()
    for number, block in enumerate(blocks(text), 1):
        end = next((i for i, line in enumerate(block.lines) if not line.strip()), len(block.lines))
        payload = "\n".join(block.lines[:end])
        voice = _VOICE.search(payload)
        bare = _STAMP.sub("", payload)
        unvoiced = _VOICE.sub("", bare).replace("</v>", "")
        marked += without_markup(unvoiced) != unvoiced
        cues.append(
            Cue(
                start=block.start,
                end=block.end,
                lines=clean_lines(_plain(bare)),
                segment=str(number),
                speaker=people.named(html.unescape(voice[1])) if voice else "",
                words=_words(payload, block.start, block.end),
            )
        )
    ordered, findings = in_order(cues, where)
    told = _LANGUAGE.search(text[:1000].split("-->")[0])
    return Subtitles(
        format="vtt",
        cues=ordered,
        resolution=MILLISECOND,
        language=told[1].lower() if told else "",
        speakers=people.all,
        findings=(*findings, *dropped(marked, "markup")),
    )


def _plain(text: str) -> str:
    return html.unescape(without_markup(text))


def _words(payload: str, start: Fraction, end: Fraction) -> tuple[TimedWord, ...]:
    """Words with the times that stamps give them; none where there are no stamps.

    Words that share a stamp are spread up to the next one.
    """
    stamps = [(m.start(), m.end(), seconds(*m.groups())) for m in _STAMP.finditer(payload)]
    if not stamps:
        return ()
    edges = [(0, 0, start), *stamps, (len(payload), len(payload), end)]
    words: list[TimedWord] = []
    for (_, begin, at), (stop, _, until) in pairwise(edges):
        text = _plain(payload[begin:stop])
        until = max(at, until)
        words += (
            TimedWord(text=mark.source.of(text), start=at + mark.start, end=at + mark.end)
            for mark in paced(text, until - at)
        )
    return tuple(words)
