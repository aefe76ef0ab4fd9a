"""The sound files of a package: takes, stems, mix, and the finished programme where one is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import chain

from msgspec.structs import replace

from broadcast.audio.leader import leader
from broadcast.audio.pcm import SAMPLE_RATE
from broadcast.audio.waves import file_blocks
from broadcast.exporters import EXPORTERS, IN_PACKAGE, bwf
from broadcast.model.edition import Edition, Loudness
from broadcast.model.script import Finding
from broadcast.model.settings import Leader
from broadcast.pipeline.aside import aside
from broadcast.pipeline.beds import Lying
from broadcast.pipeline.package import PackageWriter
from broadcast.pipeline.sound import Sound

_EXACT_LU = 0.15  # a tenth, as meters show it
_DAY = 86_400  # seconds; timecode goes round at midnight


def write_sound(
    package: PackageWriter, edition: Edition, sound: Sound, lying: Sequence[Lying] = (), before: Leader | None = None
) -> Edition:
    """Takes and stems, while ffmpeg measures the mix; then the mix.  The edition comes back with its loudness."""
    slug = edition.script.story.slug
    with aside(1) as measurer:
        measured = measurer.submit(sound.measured)
        for track in edition.timeline.tracks:
            for clip in track.clips:
                chunks = bwf.chunks(edition, clip.name, track.id, clip)
                package.write(clip.media, file_blocks(sound.length_of(clip), sound.recording(clip), chunks))
            chunks = bwf.chunks(edition, track.name, track.id)
            package.write(f"audio/stems/{track.id}.wav", file_blocks(sound.length, sound.stem(track), chunks))
        for each in lying:
            chunks = bwf.bed_chunks(edition, each.name)
            package.write(each.media, file_blocks(sound.length, each.stem.whole(), chunks))
        for name in IN_PACKAGE:
            EXPORTERS.get(name)  # loaded while ffmpeg still measures
        loudness = measured.result()
    edition = replace(edition, loudness=loudness, findings=(*edition.findings, *_doubts(loudness)))
    title = edition.script.story.headline or slug
    chunks = bwf.chunks(edition, title, None)
    package.write(f"audio/{slug}.mix.wav", file_blocks(sound.length, sound.finished(loudness), chunks))
    if before:
        package.write(f"audio/{slug}.programme.wav", _programme(edition, sound, before, title))
    return edition


def _programme(edition: Edition, sound: Sound, before: Leader, title: str) -> Iterator[bytes]:
    """The mix behind its leader; its timecode begins that much earlier."""
    line = edition.timeline
    rate = line.frame_rate
    frames, blocks = leader(float(rate.frame), rate.nominal, before.tone, before.slate, before.level_dbfs)
    length = round(rate.seconds(frames) * SAMPLE_RATE)
    start = line.start - rate.seconds(frames)
    if start < 0:
        start += rate.seconds(rate.frames("23:59:59:00") + rate.nominal) if rate.ntsc else Fraction(_DAY)
    chunks = bwf.chunks(replace(edition, timeline=replace(line, start=start)), title, None)
    return file_blocks(length + sound.length, chain(blocks, sound.finished(edition.loudness)), chunks)


def _doubts(loudness: Loudness | None) -> Iterator[Finding]:
    if loudness is None:
        yield Finding(severity="warning", code="silent-mix", message="the mix has no sound above the gate")
    elif loudness.target_lufs - loudness.integrated_lufs > _EXACT_LU:
        figures = f"{loudness.integrated_lufs} LUFS; {loudness.target} asks for {loudness.target_lufs}"
        message = f"the mix stays at {figures}: its peaks or its loudest moments leave no room for more"
        yield Finding(severity="warning", code="quiet-mix", message=message)
