"""What a viewer sees at a time: the caption as it will look, and the lower third; and the words that are heard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from broadcast.model.caption import Cue
from broadcast.model.timeline import Clip
from broadcast.terminal.lanes import LOWER_THIRD
from broadcast.terminal.screen import Screen
from broadcast.terminal.suite.programme import Programme
from broadcast.terminal.text import Line, Run, clip, clock, measure

_PICTURE = "#ffffff on #2b3a45"
_CAPTION = "bold #ffffff on #000000"
_NAME = "bold #ffffff on #1f4e79"
_ROLE = "#ffffff on #1f4e79"
_MARGIN = 2


def picture(programme: Programme, at: Fraction, width: int, height: int) -> list[Line]:
    """A small picture, `width` by `height` cells: lower third above, caption below, both where a viewer has them."""
    cue = programme.cue_at(at)
    caption = list(_caption(programme, cue, width)) if cue else []
    third = list(_lower_third(programme, at, width))[: max(height - len(caption), 0)]
    empty: Line = [(" " * width, _PICTURE)]
    caption = caption[:height]
    # The lowest row stays free where there is room, as the safe area has it.
    floor = 1 if height > len(caption) + len(third) else 0
    rows = [empty] * (height - len(caption) - len(third) - floor) + third + caption + [empty] * floor
    return rows[:height]


def _caption(programme: Programme, cue: Cue, width: int) -> Iterator[Line]:
    coloured = programme.edition.captions.speaker_labels == "colour"
    look = programme.looks.get(cue.speaker) if coloured else None
    style = f"bold {look.colour} on #000000" if look else _CAPTION
    for line in cue.lines:
        text = programme.screen.clip(f" {programme.screen.plain(line)} ", width)
        left = (width - measure(text)) // 2
        yield [(" " * left, _PICTURE), (text, style), (" " * (width - left - measure(text)), _PICTURE)]


def _lower_third(programme: Programme, at: Fraction, width: int) -> Iterator[Line]:
    """Name and role through the first seconds of a quote, as the lane of lower thirds has them."""
    found = programme.clip_at(at)
    track = programme.tracks.get(found.segment) if found else None
    if not found or not track or not track.speaker or not found.start <= at < min(found.end, found.start + LOWER_THIRD):
        return
    for text, style in ((track.speaker.name, _NAME), (track.speaker.role, _ROLE)):
        if text:
            shown = programme.screen.clip(f" {programme.screen.plain(text)} ", width - 2 * _MARGIN)
            rest = width - _MARGIN - measure(shown)
            yield [(" " * _MARGIN, _PICTURE), (shown, style), (" " * rest, _PICTURE)]


def words(programme: Programme, at: Fraction, width: int, height: int, screen: Screen) -> list[Line]:
    """Who speaks, the words around the one that sounds, and how it is said where that is not as it is written."""
    found = programme.clip_at(at)
    if found is None:
        return [[("no segments", "dim")]]
    place = programme.word_at(found.segment, at)
    said = _said(programme, found, place, width, screen)
    room = max(height - 1 - bool(said), 1)
    told = _told(programme, found, place, screen)
    lines = list(_wrapped(told, width))
    current = next((i for i, (_, holds) in enumerate(lines) if holds), 0)
    first = max(min(current - room // 2, len(lines) - room), 0)
    text = [line for line, _ in lines[first : first + room]]
    text += [[]] * (room - len(text))
    return [_head(programme, found, width, screen), *text, *([said] if said else [])][:height]


def _head(programme: Programme, found: Clip, width: int, screen: Screen) -> Line:
    look = programme.looks[programme.tracks[found.segment].id]
    segment = programme.segments.get(found.segment)
    kind = segment.kind if segment else "clip"
    facts = f"  {kind}  {clock(found.start, 1)} to {clock(found.end, 1)}"
    name = clip(f"{found.number} {look.name}", max(width - len(facts), 8), screen.glyphs.ellipsis)
    return [(name, f"bold {look.colour}"), (clip(facts, width - measure(name), ""), "dim")]


def _told(programme: Programme, found: Clip, place: int | None, screen: Screen) -> list[tuple[Run, bool]]:
    """Each word with its style, and whether a space goes before it; a piece of a long word has none."""
    timed = programme.words(found.segment)
    if not timed:
        segment = programme.segments.get(found.segment)
        text = screen.plain(segment.text if segment else found.name)
        return [((word, ""), True) for word in text.split(" ")]
    glued = [False, *(word.broken for word in timed)]
    styles = ["bold reverse" if i == place else "" for i in range(len(timed))]
    pairs = zip(timed, styles, glued, strict=False)
    return [((screen.plain(word.text), style), not before) for word, style, before in pairs]


def _wrapped(told: Sequence[tuple[Run, bool]], width: int) -> Iterator[tuple[Line, bool]]:
    """Lines of words, and whether the word that sounds is in each."""
    line: Line = []
    used, holds = 0, False
    for (text, style), spaced in told:
        text = clip(text, width)
        gap = bool(spaced and line)
        if line and used + gap + measure(text) > width:
            yield line, holds
            line, used, holds, gap = [], 0, False, False
        line += [(" ", "")] * gap + [(text, style)]
        used += gap + measure(text)
        holds = holds or bool(style)
    if line:
        yield line, holds


def _said(programme: Programme, found: Clip, place: int | None, width: int, screen: Screen) -> Line:
    """``15%-ға: он бес пайызға`` where a word is said otherwise than it is written."""
    reading = programme.reading_of(found.segment, place) if place is not None else None
    if reading is None:
        return []
    word = programme.readings(found.segment)[reading]
    if word.text == word.spoken:
        return []
    return [(screen.clip(f"said: {screen.plain(word.spoken) or 'nothing'}", width), "italic")]
