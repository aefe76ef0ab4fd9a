"""A package, or a story that is not built, with all that can be changed about it, and the way to build it again."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from broadcast.errors import UsageError
from broadcast.model.edition import Casting, Edition
from broadcast.model.progress import Listener, unheard
from broadcast.model.script import Kind, Segment, Speaker
from broadcast.model.settings import VoiceChoice
from broadcast.model.speech import Voice
from broadcast.pipeline.editing.files import Change
from broadcast.pipeline.opening import read_edition
from broadcast.pipeline.package import MANIFEST

if TYPE_CHECKING:
    from broadcast.pipeline.newsroom_folder import NewsroomFolder
    from broadcast.pipeline.order import Order


class Workbench:
    """What is on the suite.

    `target` is a package folder or an edition file, or a story with an `estimate` of it; changes are made in the
    newsroom folder in which the command runs.  None of the methods may be called from two threads at once.
    """

    def __init__(self, target: Path | str, edition: Edition, *, estimated: bool = False) -> None:
        self.target = target
        self.edition = edition
        self.estimated = estimated
        self.changes: list[Change] = []
        self._stamp = self._now()

    # What changes something is imported where it is done: most who open a package look at it first.

    @cached_property
    def newsroom(self) -> NewsroomFolder:
        """The newsroom in which the command runs."""
        from broadcast.pipeline.newsroom_folder import NewsroomFolder

        return NewsroomFolder()

    @property
    def folder(self) -> Path | None:
        """The package's folder; None for an estimate."""
        path = Path(self.target)
        if self.estimated:
            return None
        return path if path.is_dir() else path.parent.parent

    @property
    def mix(self) -> Path | None:
        """The mix of the package, where there is one."""
        path = self.folder / "audio" / f"{self.edition.script.story.slug}.mix.wav" if self.folder else None
        return path if path and path.exists() else None

    def recast(self, segment: Segment, kind: Kind, speaker: Speaker | None) -> Change:
        """Give a segment to a speaker, to nobody known, or to the narrator.

        :raises BroadcastError: as :func:`broadcast.pipeline.editing.script.recast` does.
        """
        from broadcast.pipeline.editing.script import recast

        return self._done(recast(self.edition.script, segment.id, kind, speaker))

    def new_speaker(self, name: str, role: str) -> Speaker:
        """Somebody whom the script does not have yet.

        :raises UsageError: a name without letters.
        """
        from broadcast.pipeline.editing.script import new_speaker

        return new_speaker(name, role, self.edition.script)

    def say(self, language: str, written: str, spoken: str) -> Change:
        """Have a word said in another way, here and in every story to come.

        :raises BroadcastError: as :func:`broadcast.pipeline.editing.station.say` does.
        """
        from broadcast.pipeline.editing.station import say

        return self._done(say(self.newsroom, language, written, spoken))

    def give_voice(self, segment: Segment, voice: Voice) -> Change:
        """Give whoever says a segment another voice, here and in every story to come.

        :raises BroadcastError: as :func:`broadcast.pipeline.editing.station.pin` does.
        """
        from broadcast.newsroom.casting import NARRATION, track_of
        from broadcast.pipeline.editing.station import narrate, pin

        track = track_of(segment)
        if track == NARRATION:
            choice = VoiceChoice(voice=voice.id)
            return self._done(narrate(self.newsroom, voice.engine, segment.language, choice))
        engine = "" if voice.engine == self.newsroom.cast().engine else voice.engine
        return self._done(pin(self.newsroom, track, VoiceChoice(voice=voice.id, engine=engine)))

    def casting(self, segment: Segment) -> Casting | None:
        """Who sounds in a segment."""
        from broadcast.newsroom.casting import track_of

        track = track_of(segment)
        castings = self.edition.credits.castings
        return next((c for c in castings if (c.track, c.language) == (track, segment.language)), None)

    def voices(self, segment: Segment) -> list[Voice]:
        """The voices that a segment's engine has for its language, those of the speaker's gender first.

        :raises BroadcastError: the engine cannot tell.
        """
        from broadcast.engines import ENGINES

        casting = self.casting(segment)
        engine = casting.voice.engine if casting else self.newsroom.cast().engine
        found = [v for v in ENGINES.get(engine)().voices() if v.language == segment.language]
        gender = segment.speaker.gender if segment.speaker else None
        return sorted(found, key=lambda voice: gender is not None and voice.gender != gender)

    def undo(self) -> Change | None:
        """Take the last change back; None where there is none left.

        :raises BroadcastError: the file was changed by another hand since, or cannot be written.
        """
        if not self.changes:
            return None
        self.changes[-1].undo()
        return self.changes.pop()

    def rebuild(self, listen: Listener = unheard, *, package: bool = False) -> str:
        """Bring the edition up to date: build the package again, or estimate anew; `package` builds an estimate too.

        Only what changed is spoken.  What was done comes back in words.

        :raises BroadcastError: whatever stopped it; package and edition stay as they were.
        """
        if self.estimated and not package:
            from broadcast.pipeline.draft import estimate
            from broadcast.pipeline.editing.script import script_path

            own = script_path(self.edition.script)
            self.edition = estimate(own if own.exists() else self.target)
            return "estimated anew"
        from broadcast.pipeline.build import build

        report, self.edition = build(self.order(), listen)
        self.target, self.estimated = Path(report.folder), False
        self._stamp = self._now()
        spoken = report.run.takes_spoken if report.run else 0
        return f"built; {spoken} {'sentence' if spoken == 1 else 'sentences'} spoken anew"

    def order(self) -> Order:
        """What builds the edition again, with the options that it was built with.

        :raises UsageError: the package's folder has another name than its story, or no manifest.
        """
        from broadcast.pipeline.amending import package_manifest
        from broadcast.pipeline.editing.script import kept_script
        from broadcast.pipeline.order import Order, ordered_again

        folder, slug = self.folder, self.edition.script.story.slug
        if folder is None:
            return Order(story=kept_script(self.edition.script))
        if folder.resolve().name != slug:
            raise UsageError(
                f"the folder is not named {slug}, so it cannot be built again in its place", str(folder), "rename it"
            )
        record = package_manifest(folder).order
        return ordered_again(record, kept_script(self.edition.script), folder.parent)

    def outdated(self) -> bool:
        """Whether another program has built the package since."""
        return self._now() not in (None, self._stamp)

    def reload(self) -> None:
        """Read the package again.

        :raises DocumentError: it cannot be read.
        """
        self._stamp = self._now()  # what cannot be read now is not read over and over
        self.edition = read_edition(Path(self.target))

    def _done(self, change: Change) -> Change:
        self.changes.append(change)
        return change

    def _now(self) -> tuple[int, int] | None:
        """What tells this package from the one that was here before; None while there is none."""
        try:
            stat = (self.folder / MANIFEST).stat() if self.folder else None
        except OSError:
            return None
        return (stat.st_mtime_ns, stat.st_ino) if stat else None
