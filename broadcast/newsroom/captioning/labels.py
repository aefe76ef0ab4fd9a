"""Who speaks, in the words of the captions: a dash or a name before the first word of a voice.

BBC Subtitle Guidelines, "Identifying speakers"; Netflix Timed Text Style Guide, "Dual speakers".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec.structs import replace

from broadcast.model.caption import CaptionProfile, TimedSegment

_DASH = "–"


def labelled(
    segments: Iterable[TimedSegment], names: Mapping[str, str], profile_for: Callable[[str], CaptionProfile]
) -> Iterator[TimedSegment]:
    """Segments, with the label of their language's profile on the first word of each.

    A name is written where a known speaker begins (`names` by id), in full, by its last word, or as a dash: the longest
    that leaves the label and the first word on one line.  A dash is written where the voice is not that before it.
    """
    before: str | None = None
    for segment in segments:
        profile = profile_for(segment.language)
        changed = before is not None and segment.speaker != before
        label = _label(segment, names.get(segment.speaker, ""), profile, changed)
        before = segment.speaker
        if label:
            first, *rest = segment.words
            yield replace(segment, words=(replace(first, text=f"{label} {first.text}"), *rest))
        else:
            yield segment


def _label(segment: TimedSegment, name: str, profile: CaptionProfile, changed: bool) -> str:
    if not segment.words or profile.speaker_labels in ("none", "colour"):
        return ""
    dash = _DASH if changed else ""
    if profile.speaker_labels == "dash" or not name.split():
        return dash if profile.speaker_labels == "dash" else ""
    room = profile.characters - len(segment.words[0].text) - 1
    wanted = (f"{' '.join(name.split())}:", f"{name.split()[-1]}:")
    return next((label for label in wanted if len(label) <= room), dash)
