"""AAF (Advanced Authoring Format) for Avid Media Composer and Pro Tools, by OpenTimelineIO's adapter and pyaaf2.

The timeline is that of the ``.otio`` with absolute links; recordings are linked and not embedded.  The adapter knows
only 24, 25, 30 and 60 frames of timecode, never drop-frame, and writes rates as floating numbers: those are set right
once it is done.  The composition has a new identity in every file, as the format asks, so that no two are the same.
"""

from __future__ import annotations

import io
import uuid
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar, cast

from broadcast.errors import MissingExtra
from broadcast.exporters.characters import one_line
from broadcast.exporters.layout import marked
from broadcast.exporters.links import absolute
from broadcast.exporters.marking import markers
from broadcast.exporters.otio import timeline_of
from broadcast.exporters.synthetic import castings, source_type, statement
from broadcast.model.edition import Edition, Feature

if TYPE_CHECKING:
    import opentimelineio as otio

_BITS = 24
_EVENT_SLOT = 1000
_NEAR = 0.001
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "broadcast:recording")


class Aaf:
    """A composition with a sound track for each voice; who speaks and what is said are comments of the clips."""

    name: ClassVar[str] = "aaf"
    suffix: ClassVar[str] = ".aaf"
    folder: ClassVar[str] = "timeline"
    carries: ClassVar[frozenset[Feature]] = frozenset(
        {"text", "cyrillic", "speakers", "roles", "tracks", "audio", "frames", "timecode", "markers", "synthetic"}
    )

    def write(self, edition: Edition, stream: BinaryIO) -> None:
        """Write the file.

        :raises MissingExtra: otio-aaf-adapter is not installed.
        """
        try:
            import aaf2
            from otio_aaf_adapter.adapters.aaf_adapter import aaf_writer
        except ImportError as error:
            raise MissingExtra.of("aaf", "AAF") from error
        timeline = timeline_of(edition)
        _prepare(edition, timeline)
        file = aaf2.open()
        made = aaf_writer.AAFFileTranscriber(timeline, file, False, False, use_empty_mob_ids=True)
        for track in timeline.tracks:
            if len(track):
                writer = made.track_transcriber(track)
                writer.sequence.components.extend([writer.transcribe(item) for item in track])
        made.add_timecode(timeline, float(edition.timeline.frame_rate.rate))
        _mark(edition, file, made.compositionmob)
        _set_right(edition, file)
        stream.write(_closed(file))


def _closed(file: Any) -> bytes:
    """The bytes of a file in memory, which pyaaf2 would throw away when it closes it."""
    kept, file.f = file.f, io.BytesIO()
    file.close()
    return cast("bytes", kept.getvalue())


def _prepare(edition: Edition, timeline: otio.schema.Timeline) -> None:
    """Identities, comments, links and the form of the sound, where the adapter looks for them.

    A recording's identity follows from its takes, so that Avid knows the same sound again, and new sound as new.
    """
    from aaf2.mobid import MobID

    voices = castings(edition)
    timeline.metadata["AAF"] = {"UserComments": _comments(synthetic=statement(voices), source=source_type(voices))}
    clips = {clip.number: clip for clip in edition.timeline.clips}
    rate = edition.timeline.sample_rate
    for item in timeline.find_clips():
        about = item.metadata["broadcast"]
        clip = clips[about["number"]]
        item.media_reference.target_url = absolute(clip.media, edition)
        item.media_reference.metadata["AAF"] = {
            "EssenceDescription": {
                "SampleRate": rate,
                "AudioSamplingRate": rate,
                "QuantizationBits": _BITS,
                "BlockAlign": _BITS // 8,
                "AverageBPS": rate * _BITS // 8,
                "Length": round(clip.duration * rate),
            }
        }
        identity = MobID.new()
        identity.material = uuid.uuid5(_SPACE, "\n".join((clip.media, *(part.take.digest for part in clip.parts))))
        item.metadata["AAF"] = {
            "MobID": str(identity),
            "UserComments": _comments(
                speaker=about["speaker"],
                role=about["role"],
                placeholder=about["placeholder"],
                text=about["text"],
                synthetic=about["synthetic_voice"],
                source=about["digital_source_type"],
            ),
        }


def _comments(*, synthetic: str, source: str, **others: str) -> dict[str, str]:
    named = {key.capitalize(): value for key, value in others.items()}
    found = named | {"Synthetic voice": synthetic, "Digital source type": source}
    return {key: one_line(value) for key, value in found.items() if value}


def _mark(edition: Edition, file: Any, composition: Any) -> None:
    """Markers, as Avid keeps them: an event slot of descriptive markers that describe the first track."""
    from aaf2.misc import TaggedValueHelper

    first = next((slot for slot in composition.slots if slot.media_kind == "Sound"), None)
    if first is None:
        return
    sequence = file.create.Sequence("DescriptiveMetadata")
    for marker in markers(edition):
        start, end = marked(marker, edition.timeline)
        element = file.create.DescriptiveMarker()
        element["Position"].value = start
        element["Length"].value = end - start
        element["Comment"].value = one_line(f"{marker.name}: {marker.note}").removesuffix(":")
        element["DescribedSlots"].value = {first.slot_id}
        TaggedValueHelper(element["CommentMarkerAttributeList"])["_ATN_CRM_COLOR"] = marker.colour.capitalize()
        sequence.components.append(element)
    slot = file.create.EventMobSlot()
    slot["SlotID"].value = _EVENT_SLOT
    slot["PhysicalTrackNumber"].value = 1
    slot["EditRate"].value = str(edition.timeline.frame_rate.rate)
    slot.segment = sequence
    composition.slots.append(slot)


def _set_right(edition: Edition, file: Any) -> None:
    """Exact rates instead of floating ones, and timecode as the frame rate counts it."""
    rate = edition.timeline.frame_rate
    exact = f"{rate.rate.numerator}/{rate.rate.denominator}"
    for mob in file.content.mobs:
        for slot in mob.slots:
            if abs(float(slot["EditRate"].value) - float(rate.rate)) < _NEAR:
                slot["EditRate"].value = exact
            if type(slot.segment).__name__ == "Timecode":
                slot.segment.fps, slot.segment.drop = rate.nominal, rate.drop_frame
