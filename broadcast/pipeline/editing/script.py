"""Who says a segment, changed in ``scripts/<slug>.fountain``; a person's own lines in it stay as they are."""

from __future__ import annotations

from difflib import SequenceMatcher
from pathlib import Path

from msgspec.structs import replace

from broadcast.errors import UsageError
from broadcast.exporters.fountain import fountain
from broadcast.model.script import Kind, Script, Segment, Speaker
from broadcast.newsroom.identifying import Numbering, segment_id, speaker_id
from broadcast.pipeline.editing.files import Change, put, read
from broadcast.pipeline.script_file import SCRIPTS, keep_script, parted, stamped
from broadcast.readers.fountain import read as read_fountain


def script_path(script: Script) -> Path:
    """Where a person edits a script."""
    return SCRIPTS / f"{script.story.slug}.fountain"


def new_speaker(name: str, role: str, script: Script) -> Speaker:
    """Somebody whom the script does not have yet; the gender is found from the name when the script is built.

    :raises UsageError: a name without letters.
    """
    name = " ".join(name.split())
    if not any(c.isalpha() for c in name):
        raise UsageError("a speaker needs a name", remedy="write first and last name")
    known = next((s for s in script.speakers if s.name.casefold() == name.casefold()), None)
    taken = {s.id for s in script.speakers}
    speaker = known or Speaker(id=speaker_id(name, taken), name=name)
    return replace(speaker, role=" ".join(role.split()) or speaker.role)


def recast(script: Script, segment: str, kind: Kind, speaker: Speaker | None) -> Change:
    """Give a segment (its id) to a speaker or to the narrator, in the script's file; it is made where there is none.

    :raises UsageError: the file no longer has this segment, or has it in a form that cannot be changed safely.
    :raises BroadcastError: the file cannot be read or written, or breaks its form.
    """
    path = kept_script(script)
    data = (read(path) or b"").decode("utf-8-sig", "replace")
    stamp, own = parted(data.replace("\r\n", "\n"))
    there = read_fountain(own.encode(), str(path))
    old, new = fountain(there), fountain(_given(there, segment, kind, speaker, path))
    text = stamped(_patched(own, old, new, path), stamp)
    if "\r\n" in data:
        text = text.replace("\n", "\r\n")
    who = "narration" if kind == "narration" else speaker.name if speaker else "nobody known"
    words = next((s.text for s in script.segments if s.id == segment), "").split()
    return put(f"{who}: «{' '.join(words[:4])}»", path, text.encode())


def kept_script(script: Script) -> Path:
    """The file of a script, made, or brought up to date where no person edited it and it lacks what the script has.

    :raises BroadcastError: the file cannot be read or written, or breaks its form.
    """
    path = script_path(script)
    data = read(path)
    if data is None or {s.id for s in script.segments} - {s.id for s in read_fountain(data, str(path)).segments}:
        keep_script(script, path)
    return path


def _given(script: Script, key: str, kind: Kind, speaker: Speaker | None, path: Path) -> Script:
    """The script with one segment changed; what was doubtful about its speaker is settled."""
    segment = next((s for s in script.segments if s.id == key), None)
    if segment is None:
        raise UsageError("the script no longer has this segment", str(path), "build it again, then change it (key b)")
    taken = {s.id for s in script.segments if s is not segment}
    fresh = Numbering(taken).next(segment_id(kind, segment.text)) if kind != segment.kind else key
    changed = replace(segment, id=fresh, kind=kind, speaker=speaker if kind == "quote" else None)
    segments = tuple(changed if s is segment else _in_role(s, speaker) for s in script.segments)
    return replace(script, segments=segments, findings=tuple(f for f in script.findings if f.segment != key))


def _in_role(segment: Segment, speaker: Speaker | None) -> Segment:
    """Somebody's role is one in the whole script."""
    own = segment.speaker
    if own is None or speaker is None or own.id != speaker.id:
        return segment
    return replace(segment, speaker=replace(own, role=speaker.role))


def _patched(own: str, old: str, new: str, path: Path) -> str:
    """What changed from `old` to `new`, done to `own`, which says what `old` says in a person's own way.

    :raises UsageError: a person wrote those very lines so differently that the change has no safe place.
    """
    if own == old:
        return new
    lines, before, after = own.split("\n"), old.split("\n"), new.split("\n")
    same = SequenceMatcher(None, before, lines, autojunk=False).get_matching_blocks()
    where = {m.a + i: m.b + i for m in same for i in range(m.size)}
    refused = UsageError(
        "these lines were written by hand in a form that only a person should change",
        str(path),
        "open the file in an editor; write @Name above a quote",
    )
    for sign, a, b, c, d in reversed(SequenceMatcher(None, before, after, autojunk=False).get_opcodes()):
        if sign != "equal":
            touched = [where.get(i) for i in range(max(a - 1, 0), max(b, 1))]
            first = touched[0]
            if first is None or touched != list(range(first, first + len(touched))):
                raise refused
            start = first + (a > 0)
            lines[start : start + b - a] = after[c:d]
    text = "\n".join(lines)
    if fountain(read_fountain(text.encode(), str(path))) != fountain(read_fountain(new.encode(), str(path))):
        raise refused
    return text
