"""What is seen in a package: captions by their profile, captions and lower thirds inside the programme."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import PurePosixPath

from broadcast.errors import BroadcastError, DocumentError, UnknownName
from broadcast.languages.captions import LANGUAGES
from broadcast.model.edition import Edition
from broadcast.model.inspection import Check
from broadcast.newsroom.checking import violations
from broadcast.pipeline.inspecting.inventory import Inventory
from broadcast.pipeline.newsroom_folder import NewsroomFolder
from broadcast.pipeline.subtitles import LARGEST, SubtitleOrder, opened

_SUBTITLES = "subtitles/"
_READ = frozenset({".srt", ".vtt", ".ttml", ".ass"})
_TITLES = ".lower-thirds.csv"
_AGAIN = "build the story again, or copy the package again"
_MILLISECOND = Fraction(1, 1000)
_SHOWN = 3


def captioned(found: Inventory, edition: Edition) -> Iterator[Check]:
    """A check for each subtitle file that can be read back."""
    for path in sorted(found.files):
        if path.startswith(_SUBTITLES) and PurePosixPath(path).suffix in _READ:
            yield _subtitles(found, path, edition)
    late = sum(cue.end > edition.timeline.duration or cue.start < 0 for cue in edition.captions.cues)
    if late:
        message = f"{late} captions of the timeline lie outside the programme"
        yield Check(subject="captions", verdict="wrong", message=message, remedy=_AGAIN)


def _subtitles(found: Inventory, path: str, edition: Edition) -> Check:
    profile, rate = edition.captions.profile, edition.timeline.frame_rate
    source = found.folder / path
    try:
        if found.files[path] > LARGEST:
            raise DocumentError(f"the file is larger than {LARGEST >> 20} MB")
        profile_for = NewsroomFolder().captions("" if profile in LANGUAGES else profile)
        order = SubtitleOrder(source=source, language=edition.captions.language, frame_rate=rate)
        captions = opened(order)[0].captions
    except UnknownName:
        remedy = "run it in the newsroom's folder, whose voices/captions.toml has the profile"
        message = f"not checked: there is no caption profile {profile!r} here"
        return Check(subject=path, verdict="doubt", message=message, remedy=remedy)
    except BroadcastError as error:
        return Check(subject=path, verdict="wrong", message=error.what, remedy=_AGAIN, paths=(path,))
    facts = f"{len(captions.cues)} captions"
    outside = sum(cue.start < 0 or cue.end > edition.timeline.duration + _MILLISECOND for cue in captions.cues)
    if outside:
        message = f"{facts}, {outside} of them outside the programme"
        return Check(subject=path, verdict="wrong", message=message, remedy=_AGAIN, paths=(path,))
    broken = [v for v in violations(captions, rate, profile_for) if v.severity != "note"]
    if not broken:
        return Check(subject=path, verdict="ok", message=f"{facts}, none breaks a rule of profile {profile}")
    counts = Counter(v.code.removeprefix("caption-") for v in broken)
    rules = ", ".join(f"{code} {times}" for code, times in counts.most_common())
    return Check(
        subject=path,
        verdict="wrong" if any(v.severity == "error" for v in broken) else "doubt",
        message=f"{facts}; rules of profile {profile} that are broken: {rules}",
        remedy=f"broadcast subtitles {source}",
        paths=(path,),
    )


def titled(found: Inventory, edition: Edition) -> Iterator[Check]:
    """A check for each table of lower thirds: whether each has a name and lies inside the programme."""
    for path in sorted(p for p in found.files if p.endswith(_TITLES)):
        try:
            yield _titles(found, path, edition.timeline.duration)
        except (BroadcastError, ValueError, TypeError, KeyError, AttributeError, csv.Error) as error:
            what = error.what if isinstance(error, BroadcastError) else f"no table of lower thirds: {error}"
            yield Check(subject=path, verdict="wrong", message=what, remedy=_AGAIN, paths=(path,))


def _titles(found: Inventory, path: str, duration: Fraction) -> Check:
    rows = list(csv.DictReader(io.StringIO(found.read(path).decode("utf-8-sig"), newline="")))
    end = float(duration) + float(_MILLISECOND)
    outside = [row["name"] for row in rows if not 0 <= float(row["in_seconds"]) < float(row["out_seconds"]) <= end]
    nameless = sum(not row["name"].strip() for row in rows)
    if outside:
        message = f"{len(rows)} lower thirds, outside the programme: {', '.join(outside[:_SHOWN])}"
        return Check(subject=path, verdict="wrong", message=message, remedy=_AGAIN, paths=(path,))
    if nameless:
        message, remedy = f"{len(rows)} lower thirds, {nameless} without a name", "correct the speakers in the script"
        return Check(subject=path, verdict="doubt", message=message, remedy=remedy, paths=(path,))
    return Check(subject=path, verdict="ok", message=f"{len(rows)} lower thirds, all inside the programme")
