"""Lower thirds as JSON: for CasparCG templates and for After Effects, which reads it as a data source."""

from __future__ import annotations

from typing import BinaryIO, ClassVar

import msgspec

from broadcast.exporters.characters import one_line
from broadcast.exporters.layout import first_frame
from broadcast.exporters.titling import supers
from broadcast.model.documents import to_json
from broadcast.model.edition import Edition, Feature


class Title(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One lower third.

    `start` and `end` are timecode, `start_frame` and `end_frame` frames from the first one of the programme; `data` is
    what CasparCG's ``CG ADD`` takes: the fields ``f0`` (name) and ``f1`` (role).
    """

    name: str
    role: str
    start: str
    end: str
    start_frame: int
    end_frame: int
    appearance: int
    speaker: str
    segment: str
    data: dict[str, str]


class Titles(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="schema", tag="lower-thirds/1"
):
    """Every lower third of a programme, in order."""

    slug: str
    frame_rate: str
    titles: tuple[Title, ...]


class LowerThirdsJson:
    """One object a title; in After Effects, ``footage("<slug>.lower-thirds.json").sourceData.titles[0].name``."""

    name: ClassVar[str] = "lower-thirds-json"
    suffix: ClassVar[str] = ".lower-thirds.json"
    folder: ClassVar[str] = "titles"
    carries: ClassVar[frozenset[Feature]] = frozenset({"cyrillic", "speakers", "roles", "frames", "timecode"})

    def write(self, edition: Edition, stream: BinaryIO) -> None:
        rate, origin = edition.timeline.frame_rate, first_frame(edition.timeline)
        titles = tuple(
            Title(
                name=one_line(item.name),
                role=one_line(item.role),
                start=rate.timecode(origin + item.start),
                end=rate.timecode(origin + item.end),
                start_frame=item.start,
                end_frame=item.end,
                appearance=item.appearance,
                speaker=item.speaker,
                segment=item.segment,
                data={"f0": one_line(item.name), "f1": one_line(item.role)},
            )
            for item in supers(edition)
        )
        stream.write(to_json(Titles(slug=edition.script.story.slug, frame_rate=str(rate), titles=titles)))
