"""What a package says of itself: report and manifest."""

from __future__ import annotations

from broadcast.model.edition import Edition
from broadcast.model.report import FileEntry, Manifest, Report, SyntheticVoice
from broadcast.pipeline.order import Order


def report_of(edition: Edition, files: tuple[FileEntry, ...]) -> Report:
    """The report that is kept in the package; where it lies and how the run went is not part of it."""
    timeline = edition.timeline
    segments = edition.script.segments
    return Report(
        slug=edition.script.story.slug,
        folder="",
        language=edition.script.story.language,
        trt=round(float(timeline.duration), 3),
        trt_timecode=timeline.frame_rate.timecode(timeline.frame_rate.nearest(timeline.duration)),
        segments=len(segments),
        quotes=sum(s.kind == "quote" for s in segments),
        cues=len(edition.captions.cues),
        loudness=edition.loudness,
        castings=edition.credits.castings,
        findings=edition.findings,
        files=files,
        timing=edition.running_time,
    )


def manifest_of(edition: Edition, files: tuple[FileEntry, ...], inputs: str, order: Order) -> Manifest:
    """The manifest, with the synthetic voices and what their licences ask for."""
    from broadcast.exporters.synthetic import castings, source_type, statement

    cast = castings(edition)
    tracks: dict[tuple[str, str], list[str]] = {}
    voices = {(c.voice.engine, c.voice.id): c.voice for c in cast}
    for casting in cast:
        tracks.setdefault((casting.voice.engine, casting.voice.id), []).append(casting.track)
    return Manifest(
        tool=edition.credits.tool,
        version=edition.credits.version,
        created=edition.credits.created,
        slug=edition.script.story.slug,
        language=edition.script.story.language,
        inputs=inputs,
        order=order.recorded(),
        synthetic_voice=bool(cast),
        notice=statement(cast),
        digital_source_type=source_type(cast),
        voices=tuple(
            SyntheticVoice(tracks=tuple(tracks[key]), engine=v.engine, voice=v.id, licence=v.licence, credit=v.credit)
            for key, v in voices.items()
        ),
        files=files,
    )
