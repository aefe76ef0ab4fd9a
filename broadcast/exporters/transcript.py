"""A transcript with timecode, to be read, searched and quoted from."""

from __future__ import annotations

from itertools import groupby
from typing import BinaryIO, ClassVar

from broadcast.exporters.characters import one_line
from broadcast.exporters.clock import checked
from broadcast.exporters.layout import first_frame
from broadcast.exporters.speaking import NARRATOR
from broadcast.exporters.synthetic import castings, source_type, statement
from broadcast.model.edition import Edition, Feature
from broadcast.model.script import Speaker


class Transcript:
    """A paragraph for each segment: the timecode of its first cue, who speaks, and the words on one line."""

    name: ClassVar[str] = "transcript"
    suffix: ClassVar[str] = ".transcript.txt"
    folder: ClassVar[str] = "subtitles"
    carries: ClassVar[frozenset[Feature]] = frozenset(
        {"text", "cyrillic", "speakers", "roles", "captions", "frames", "timecode", "synthetic"}
    )

    def write(self, edition: Edition, stream: BinaryIO) -> None:
        """Write the file.

        :raises DocumentError: a cue without text or length.
        """
        rate, origin, cast = edition.timeline.frame_rate, first_frame(edition.timeline), castings(edition)
        people = {s.id: _title(s) for s in edition.script.speakers}
        head = [one_line(edition.script.story.headline) or edition.script.story.slug]
        head += [f"{statement(cast)} {source_type(cast)}"] if cast else []
        paragraphs = ["\n".join(head)]
        for _, group in groupby(checked(edition.captions), key=lambda item: (item[1].segment, item[1].speaker)):
            items = list(group)
            cue = items[0][1]
            timecode = rate.timecode(origin + rate.nearest(cue.start))
            who = people.get(cue.speaker, NARRATOR if edition.script.speakers else "")
            paragraphs.append(f"{timecode}  {who}".rstrip() + "\n" + " ".join(one_line(text) for *_, text in items))
        stream.write(("\n\n".join(paragraphs) + "\n").encode())


def _title(speaker: Speaker) -> str:
    return ", ".join(part for part in (one_line(speaker.name), one_line(speaker.role)) if part)
