"""Names and roles against the width of the station's lower thirds."""

from __future__ import annotations

from collections.abc import Iterator

from broadcast.model.script import Finding, Script
from broadcast.model.settings import Titles


def check_titles(script: Script, titles: Titles) -> tuple[Finding, ...]:
    """Names and roles that are too long for their line, once a speaker, at the first quote: ``long-name``,
    ``long-role``.  A person shortens them: which words may go is no matter of length.
    """
    found, seen = [], set()
    for segment in script.segments:
        speaker = segment.speaker
        if speaker and speaker.id not in seen:
            seen.add(speaker.id)
            faults = (*_fault("name", speaker.name, titles.name), *_fault("role", speaker.role, titles.role))
            found += [Finding(severity="warning", code=c, message=m, segment=segment.id) for c, m in faults]
    return tuple(found)


def _fault(line: str, text: str, limit: int) -> Iterator[tuple[str, str]]:
    length = len(" ".join(text.split()))
    if length > limit:
        yield f"long-{line}", f"the {line} «{text}» has {length} characters; a lower third holds {limit}"
