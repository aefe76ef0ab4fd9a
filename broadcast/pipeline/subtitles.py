"""Subtitles of any origin: read, checked against a profile, repaired, and written in another format."""

from __future__ import annotations

import io
import re
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from broadcast import __version__
from broadcast.errors import InputError, UnknownName, UsageError
from broadcast.exporters import EXPORTERS, exporter_for
from broadcast.languages import pack_for
from broadcast.languages.captions import LANGUAGES
from broadcast.model.caption import Captions, Cue
from broadcast.model.edition import Credits, Edition, Exporter
from broadcast.model.script import Script, Segment, Speaker
from broadcast.model.story import Story
from broadcast.model.subtitles import SubtitleReport, Subtitles, Violation
from broadcast.model.text import TextSpan
from broadcast.model.timeline import Timeline
from broadcast.newsroom.checking import violations
from broadcast.newsroom.language import detect_language
from broadcast.newsroom.repairing import Desk, repaired
from broadcast.pipeline.newsroom_folder import NewsroomFolder
from broadcast.pipeline.opening import read_edition
from broadcast.pipeline.whole import deliver
from broadcast.timing import PAL, FrameRate

LARGEST = 16 << 20
STDIN = "-"
_MULTILINGUAL = ("vtt", "ttml", "captions-csv")
_CODE = re.compile(r"\.([a-z]{2})\.[^.]+$")


class SubtitleOrder(msgspec.Struct, frozen=True, kw_only=True):
    """What to do with subtitles: the file, or a package; the profile; what to make of it.

    `profile`, `language` and `to` may be empty: each language's own, what the file says, the format that came in.
    `start` is the timecode of the first frame; None leaves it as it is.  `options` are fields of the exporter.
    """

    source: Path
    profile: str = ""
    language: str = ""
    frame_rate: FrameRate | None = None
    fix: bool = False
    to: str = ""
    output: Path | None = None
    start: str | None = None
    force: bool = False
    options: dict[str, Any] = {}


def subtitles(order: SubtitleOrder) -> SubtitleReport:
    """Check, repair and convert; what is written, and how, is in the order.

    :raises BroadcastError: the file cannot be read, or the new one not be written; nothing is overwritten unasked.
    """
    profile_for = NewsroomFolder().captions(order.profile)
    edition, form, notes = opened(order)
    profile = profile_for(edition.captions.language)
    edition = replace(edition, captions=replace(edition.captions, profile=profile.name))
    if not order.source.is_dir():
        labels = replace(edition.captions, speaker_labels=profile.speaker_labels)
        edition = replace(edition, captions=labels)
    rate = edition.timeline.frame_rate
    target = _target(order, form)
    found = tuple(violations(edition.captions, rate, profile_for))
    left = found
    if order.fix:
        desk = Desk(rate, profile_for, lambda code: pack_for(code).glue, lambda code: pack_for(code).sentences)
        edition = replace(edition, captions=repaired(edition.captions, desk))
        left = tuple(violations(edition.captions, rate, profile_for))
    if target:
        exporter, path = target
        notes += _lost(edition, exporter)
        deliver(path, [_bytes(edition, exporter, order.start)])
    return SubtitleReport(
        file=str(order.source),
        format=form,
        language=edition.captions.language,
        profile=profile.name,
        frame_rate=str(rate),
        cues=len(edition.captions.cues),
        violations=found,
        repaired=order.fix,
        remaining=left,
        written=str(target[1]) if target else "",
        notes=notes,
    )


def opened(order: SubtitleOrder) -> tuple[Edition, str, tuple[str, ...]]:
    """The edition of a package, or one that holds nothing but the subtitles of a file; format and notes.

    :raises BroadcastError: the file cannot be read.
    """
    if order.source.is_dir() or order.source.name.endswith(".edition.json"):
        edition = read_edition(order.source)
        if order.frame_rate not in (None, edition.timeline.frame_rate):
            raise UsageError(
                f"the package counts {edition.timeline.frame_rate} frames a second",
                str(order.source),
                "leave --fps out, or build the story again with it",
            )
        return edition, "edition", ()
    return _edition_of(order)


def _edition_of(order: SubtitleOrder) -> tuple[Edition, str, tuple[str, ...]]:
    from broadcast.newsroom.romanising import romanise
    from broadcast.readers.subtitles import SUBTITLE_READERS, format_of

    text, encoding = _text(order.source)
    form = format_of(text)
    found = SUBTITLE_READERS.get(form)(text, str(order.source))
    notes = tuple(f.message for f in found.findings)
    notes += (f"the file was read as {encoding}; UTF-8 is safer",) if encoding != "UTF-8" else ()
    language = _language(order, found)
    rate = order.frame_rate or PAL
    cues = tuple(_on_grid(cue, rate, found.resolution) for cue in found.cues)
    name = _CODE.sub("", order.source.name) if _CODE.search(order.source.name) else order.source.stem
    slug = re.sub(r"[^A-Za-z0-9_-]+", "-", romanise(name)).strip("-") or "subtitles"
    story = Story(slug=slug, text="", language=language)
    edition = Edition(
        script=Script(story=story, segments=tuple(_segment(s, language) for s in found.speakers)),
        timeline=Timeline(frame_rate=rate, sample_rate=48000, start=Fraction(0), tracks=()),
        captions=Captions(language=language, profile="", cues=cues),
        credits=Credits(tool="broadcast", version=__version__, created="", castings=(), timing="estimated"),
    )
    return edition, form, notes


def _segment(speaker: Speaker, language: str) -> Segment:
    """The place of a speaker in a script that has no words of its own."""
    return Segment(
        id=speaker.id, kind="quote", source=TextSpan(0, 0), text="", language=language, speaker=speaker, confidence=0.0
    )


def _text(path: Path) -> tuple[str, str]:
    """The text of a file with plain line ends, and the name of its encoding.

    :raises InputError: missing, unreadable, too large, empty, or no text.
    """
    from broadcast.readers.text import decoded

    try:
        data = sys.stdin.buffer.read(LARGEST + 1) if str(path) == STDIN else _read(path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(
            f"the file cannot be read: {reason}", str(path), "check the name and its permissions"
        ) from error
    if len(data) > LARGEST:
        raise InputError(f"the file is larger than {LARGEST >> 20} MB", str(path), "is it a subtitle file?")
    if not data.strip():
        raise InputError("the file is empty", str(path), "name a file with subtitles")
    text, encoding = decoded(data, str(path))
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), encoding


def _read(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(LARGEST + 1)


def _language(order: SubtitleOrder, found: Subtitles) -> str:
    """The language asked for, or of the profile, or told by the file or its name, or that of its words."""
    if order.language:
        pack_for(order.language)
        return order.language
    named = _CODE.search(order.source.name.lower())
    told = (order.profile, found.language, named[1] if named else "")
    known = next((code for code in told if code in LANGUAGES), "")
    return known or detect_language("\n".join(cue.text for cue in found.cues))


def _on_grid(cue: Cue, rate: FrameRate, resolution: Fraction) -> Cue:
    """Times that the format could not tell apart from a frame's edge are that edge."""

    def snapped(time: Fraction) -> Fraction:
        edge = rate.seconds(rate.nearest(time))
        return edge if abs(edge - time) <= resolution else time

    return replace(cue, start=snapped(cue.start), end=snapped(cue.end))


def _target(order: SubtitleOrder, form: str) -> tuple[Exporter, Path] | None:
    """The format to write, and where; None where nothing is asked for.

    :raises UsageError: no subtitle format, an option that it has not, or a file that is there already.
    """
    if not (order.fix or order.to or order.output):
        return None
    name = (
        order.to or (_by_suffix(order.output) if order.output else "") or (form if form in EXPORTERS.built_in else "")
    )
    kind = exporter_for("srt" if name in ("", "edition") else name)
    if kind.folder != "subtitles":
        known = (n for n in EXPORTERS.names() if EXPORTERS.get(n).folder == "subtitles")
        raise UnknownName.among("subtitle format", name, known)
    unknown = [option for option in order.options if option not in getattr(kind, "__struct_fields__", ())]
    if unknown:
        raise UsageError(f"{kind.name} has no {unknown[0].replace('_', '-')}", remedy="leave the option out")
    path = order.output or _beside(order.source, kind.suffix)
    if path.exists() and not order.force:
        raise UsageError("this file is there already", str(path), "name another --output, or use --force")
    return kind(**order.options), path


def _by_suffix(path: Path) -> str:
    """The format whose files end like this one; the longest such end counts."""
    kinds = [EXPORTERS.get(name) for name in EXPORTERS.names()]
    fitting = [k for k in kinds if k.folder == "subtitles" and path.name.lower().endswith(k.suffix)]
    if fitting:
        return max(fitting, key=lambda k: len(k.suffix)).name
    return path.suffix.lower().removeprefix(".") or ""


def _beside(source: Path, suffix: str) -> Path:
    """Where a new file goes that was given no name: into this folder, never onto the one that came in."""
    stem = "stdin" if str(source) == STDIN else re.sub(r"\.edition$", "", source.stem)
    name = Path(f"{stem}{suffix}")
    return Path(f"{stem}.fixed{suffix}") if name.absolute() == source.absolute() else name


def _bytes(edition: Edition, exporter: Exporter, start: str | None) -> bytes:
    """The file; `start` is its first frame's timecode, or added to the cues' times where a format has no timecode."""
    if start is not None:
        edition = _starting(edition, start, shift="timecode" not in exporter.carries)
    stream = io.BytesIO()
    exporter.write(edition, stream)
    return stream.getvalue()


def _starting(edition: Edition, start: str, *, shift: bool) -> Edition:
    rate = edition.timeline.frame_rate
    by = rate.seconds(rate.frames(start))
    if not shift:
        return replace(edition, timeline=replace(edition.timeline, start=by))
    cues = tuple(_shifted(cue, by) for cue in edition.captions.cues)
    return replace(edition, captions=replace(edition.captions, cues=cues))


def _shifted(cue: Cue, by: Fraction) -> Cue:
    words = tuple(replace(w, start=w.start + by, end=w.end + by) for w in cue.words)
    return replace(cue, start=cue.start + by, end=cue.end + by, words=words)


def _lost(edition: Edition, exporter: Exporter) -> tuple[str, ...]:
    """What the subtitles hold and the format does not."""
    captions, carries = edition.captions, exporter.carries
    cues = captions.cues
    foreign = any(c.language not in ("", captions.language) for c in cues)
    stamped = any(c.words for c in cues) and not edition.timeline.tracks  # a package's own words are no one's loss
    kept: list[tuple[bool, str]] = [
        (any(c.speaker for c in cues) and "speakers" not in carries, "who speaks"),
        (foreign and exporter.name not in _MULTILINGUAL, "the languages of cues"),
        (stamped and not getattr(exporter, "word_times", False), "when words are heard"),
    ]
    return tuple(f"{exporter.name} files do not tell {what}: left out" for missing, what in kept if missing)


def strict_failure(remaining: tuple[Violation, ...]) -> bool:
    """Whether a rule is still broken; what is only noted breaks none."""
    return any(v.severity != "note" for v in remaining)
