"""Opening a package that was built."""

from __future__ import annotations

from pathlib import Path

from broadcast.errors import DocumentError
from broadcast.model.documents import from_json
from broadcast.model.edition import Edition


def read_edition(target: Path) -> Edition:
    """Read the edition of a package folder, or an ``.edition.json`` file itself.

    :raises DocumentError: there is none, it cannot be read, or it is not a sound edition.
    """
    found = sorted((target / "timeline").glob("*.edition.json")) if target.is_dir() else [target]
    again = "build the story again: broadcast build STORY"
    if not found:
        raise DocumentError("this folder is no built package: timeline/*.edition.json is missing", str(target), again)
    if len(found) > 1:
        raise DocumentError("this folder holds more than one edition", str(target), f"name one of them: {found[0]}")
    try:
        data = found[0].read_bytes()
    except OSError as error:
        raise DocumentError(f"the file cannot be read: {error.strerror}", str(found[0]), again) from error
    edition = from_json(data, Edition, str(found[0]))
    timeline = edition.timeline
    clips = all(clip.start >= 0 and clip.duration >= 0 for clip in timeline.clips)
    cues = all(0 <= cue.start <= cue.end for cue in edition.captions.cues)
    if timeline.frame_rate.rate <= 0 or timeline.start < 0 or not (clips and cues):
        raise DocumentError("its times make no sense: a frame rate or a duration below zero", str(found[0]), again)
    return edition
