"""The page: one HTML file that shows a programme and lets it be heard, without a network and without a server."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import PurePosixPath
from typing import Any, BinaryIO, ClassVar
from urllib.parse import quote

import msgspec

from broadcast.audio.listening import MP3_LEAD
from broadcast.exporters.characters import one_line
from broadcast.exporters.clock import cue_text, milliseconds
from broadcast.exporters.layout import first_frame
from broadcast.exporters.sheet import Row, Sheet, clock, sheet, target
from broadcast.exporters.speaking import looks, raised
from broadcast.exporters.synthetic import castings, source_type, statement
from broadcast.exporters.titling import supers
from broadcast.exporters.wording import date_of, policy, rendered, template_text, wording, wording_language
from broadcast.model.edition import Edition, Feature

_COLOURS = 7  # of voices, after the narrator's; they come round
_FIRST_WORDS = 12
_MOST_PEAKS = 3600  # points of the waveform: more than a screen has columns
_MOST_TICKS = 60
_LABELLED = 8  # ticks with a label while the whole programme is seen
_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)  # seconds between ticks
# What would end a script element, or a line of JavaScript, is written as JSON's own escapes.
_UNSAFE = {ord(c): f"\\u{ord(c):04x}" for c in "<>&'\u2028\u2029"}


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A timeline with waveform, captions and lower thirds as they will look, the script sentence by sentence, doubts.

    `sound` is the mix as MP3, which the page then holds; without it the page plays the package's own mix, which lies
    beside it.  `peaks` draw the waveform (`broadcast.audio.listening`).
    """

    name: ClassVar[str] = "page"
    suffix: ClassVar[str] = ".html"
    folder: ClassVar[str] = "preview"
    carries: ClassVar[frozenset[Feature]] = frozenset(
        {
            "text",
            "cyrillic",
            "speakers",
            "roles",
            "tracks",
            "audio",
            "frames",
            "timecode",
            "markers",
            "captions",
            "loudness",
            "synthetic",
        }
    )

    sound: bytes = b""
    peaks: bytes = b""

    def write(self, edition: Edition, stream: BinaryIO) -> None:
        told, duration = sheet(edition), edition.timeline.duration
        words = wording(edition.script.story.language)
        script = template_text("page.js")
        mix = f"../audio/{quote(edition.script.story.slug)}.mix.wav"
        stream.write(
            rendered(
                "page.html",
                **_head(edition, told, words),
                rows=[_row(row, words) for row in told.rows],
                lanes=list(_lanes(edition, told, words)),
                ticks=list(_ticks(duration)),
                cues=[_stretch(c.start, c.end, duration) for c in edition.captions.cues],
                titles=list(_titles(edition)),
                doubts=(doubts := _doubts(told)),
                marks=[_mark(d, duration) for d in doubts if d["at"] is not None and d["severity"] != "note"],
                wave=_wave(self.peaks),
                wave_width=max(1, len(_outline(self.peaks)) - 1),
                duration=float(duration),
                frame=float(edition.timeline.frame_rate.frame),
                mix=mix,
                data=_json(_data(edition, told, words, mix, lead=MP3_LEAD if self.sound else 0.0)),
                sound=base64.b64encode(self.sound).decode(),
                script=script,
                style=template_text("page.css"),
                policy=policy(script),
            )
        )


def _head(edition: Edition, told: Sheet, words: dict[str, str]) -> dict[str, Any]:
    story, cast = edition.script.story, castings(edition)
    return {
        "w": words,
        "ui": wording_language(story.language),
        "language": story.language,
        "slug": story.slug,
        "headline": one_line(story.headline),
        "outlet": one_line(story.outlet),
        "authors": [one_line(a) for a in story.credits],
        "embargo": one_line(story.embargo),
        "date": date_of(edition, words),
        "trt": clock(edition.timeline.duration),
        "timecode_in": told.timecode_in,
        "timecode_out": told.timecode_out,
        "facts": list(_facts(edition, words)),
        "left_out": told.left_out,
        "voices": [_voice(edition, each.track, words) for each in cast],
        "draft": words["draft"] if cast else "",
        "statement": one_line(statement(cast)) if cast else "",
        "source_type": source_type(cast),
        "generator": one_line(f"{edition.credits.tool} {edition.credits.version}"),
    }


def _facts(edition: Edition, words: dict[str, str]) -> Iterator[tuple[str, str]]:
    loudness = edition.loudness
    if aim := target(edition):
        yield words["target"], aim
    if loudness:
        yield words["loudness"], f"{loudness.integrated_lufs} LUFS, {loudness.true_peak_dbtp} dBTP"
    yield words["frame_rate"], str(edition.timeline.frame_rate)
    yield words["timing"], words[f"timing_{edition.credits.timing}"]


def _voice(edition: Edition, track: str, words: dict[str, str]) -> str:
    names = {t.id: t.speaker.name if t.speaker else words["narration"] for t in edition.timeline.tracks}
    casting = next(c for c in edition.credits.castings if c.track == track)
    voice = casting.voice
    made = ", ".join(filter(None, (f"{voice.engine} {voice.id}", voice.licence, voice.credit)))
    return one_line(f"{names.get(track, track)} – {made}")


def _at(seconds: Fraction) -> str:
    return f"{milliseconds(seconds) / 1000:.3f}"


def _colour(track: int) -> int:
    return (track - 1) % _COLOURS + 1 if track else 0


def _who(row: Row, words: dict[str, str]) -> str:
    return (row.who or words["unknown"]) if row.quote else ""


def _row(row: Row, words: dict[str, str]) -> dict[str, Any]:
    said = row.text.split()
    return {
        "number": row.number,
        "quote": row.quote,
        "colour": _colour(row.track),
        "kind": words["sot" if row.quote else "vo"],
        "who": _who(row, words),
        "role": row.role,
        "language": row.language,
        "at": _at(row.start),
        "from": clock(row.start),
        "lasts": clock(row.duration),
        "timecode_in": row.timecode_in,
        "timecode_out": row.timecode_out,
        "sentences": [{"text": s.text, "at": _at(s.start)} for s in row.sentences],
        "findings": row.findings,
        "first": " ".join(said[:_FIRST_WORDS]) + (" …" if len(said) > _FIRST_WORDS else ""),
        "link": f"../{quote(row.media)}",
        "file": PurePosixPath(one_line(row.media)).name,
    }


def _stretch(start: Fraction, end: Fraction, duration: Fraction) -> dict[str, Any]:
    """Where a stretch of time lies on the timeline, in per cent."""
    whole = float(duration) or 1.0
    return {
        "at": _at(start),
        "left": round(float(start) / whole * 100, 4),
        "width": round(float(end - start) / whole * 100, 4),
    }


def _lanes(edition: Edition, told: Sheet, words: dict[str, str]) -> Iterator[dict[str, Any]]:
    by_track: dict[int, list[Row]] = {}
    for row in told.rows:
        by_track.setdefault(row.track, []).append(row)
    duration = edition.timeline.duration
    for number, track in enumerate(edition.timeline.tracks):
        name = one_line(track.speaker.name) if track.speaker else words["narration"]
        clips = [
            {
                **_stretch(row.start, row.end, duration),
                "number": row.number,
                "label": _who(row, words) or row.sentences[0].text,
                "title": f"{row.number}. {row.timecode_in} · {clock(row.duration)} · {row.text[:200]}",
            }
            for row in by_track.get(number, ())
        ]
        yield {"name": name, "colour": _colour(number), "clips": clips}


def _titles(edition: Edition) -> Iterator[dict[str, Any]]:
    rate, duration = edition.timeline.frame_rate, edition.timeline.duration
    for item in supers(edition):
        name, role = one_line(item.name), one_line(item.role)
        place = _stretch(rate.seconds(item.start), rate.seconds(item.end), duration)
        yield {**place, "label": name, "title": f"{name}, {role}" if role else name}


def _ticks(duration: Fraction) -> Iterator[dict[str, Any]]:
    seconds = float(duration)
    if not seconds:
        return
    step = next((s for s in _STEPS if seconds / s <= _MOST_TICKS), _STEPS[-1])
    coarse = next((s for s in _STEPS if s % step == 0 and seconds / s <= _LABELLED), _STEPS[-1])
    for at in range(0, int(seconds) + 1, step):
        fine = at % coarse != 0
        yield {"left": round(at / seconds * 100, 4), "label": clock(Fraction(at)), "fine": fine}


def _doubts(told: Sheet) -> list[dict[str, Any]]:
    whole = [{"severity": f.severity, "message": one_line(f.message), "at": None} for f in told.findings]
    return whole + [
        {
            "severity": f.severity,
            "message": one_line(f.message),
            "at": _at(row.start),
            "number": row.number,
            "clock": clock(row.start),
            "start": row.start,
        }
        for row in told.rows
        for f in row.findings
    ]


def _mark(doubt: dict[str, Any], duration: Fraction) -> dict[str, Any]:
    place = _stretch(doubt["start"], doubt["start"], duration)
    return {**place, "severity": doubt["severity"], "text": doubt["message"]}


def _outline(peaks: bytes) -> list[int]:
    """The loudest of each run of peaks, so many that a screen can show them."""
    run = -(-len(peaks) // _MOST_PEAKS) or 1
    return [max(peaks[i : i + run]) for i in range(0, len(peaks), run)]


def _wave(peaks: bytes) -> str:
    """The path of the waveform, 200 high around 100; the loudest moment fills it."""
    found = _outline(peaks)
    most = max(found, default=0)
    if not most:
        return ""
    heights = [max(1, round(98 * peak / most)) for peak in found]
    upper = " ".join(f"{x},{100 - height}" for x, height in enumerate(heights))
    lower = " ".join(f"{x},{100 + heights[x]}" for x in reversed(range(len(heights))))
    return f"M{upper} {lower}Z"


def _data(edition: Edition, told: Sheet, words: dict[str, str], mix: str, lead: float) -> dict[str, Any]:
    """What the page's script works on: times in seconds, cues, lower thirds and segments in order of time."""
    rate, captions, shown, above = edition.timeline.frame_rate, edition.captions, looks(edition), raised(edition)
    cues = []
    for number, cue in enumerate(captions.cues, 1):
        look = shown.get(cue.speaker) or shown[""]
        language = cue.language or captions.language
        lines = cue_text(cue).split("\n")
        cues.append([*map(_seconds, (cue.start, cue.end)), lines, language, number in above, look.rgb])
    return {
        "duration": _seconds(edition.timeline.duration),
        "lead": lead,
        "mix": mix,
        "rate": float(rate.rate),
        "base": rate.nominal,
        "drop": rate.drop_frame,
        "origin": first_frame(edition.timeline),
        "words": {"play": words["play"], "pause": words["pause"]},
        "cues": cues,
        "titles": [
            [_seconds(rate.seconds(t.start)), _seconds(rate.seconds(t.end)), one_line(t.name), one_line(t.role)]
            for t in supers(edition)
        ],
        "parts": [
            [_seconds(r.start), _seconds(r.end), words["sot" if r.quote else "vo"], _who(r, words), _colour(r.track)]
            for r in told.rows
        ],
    }


def _seconds(time: Fraction) -> float:
    return milliseconds(time) / 1000


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)
