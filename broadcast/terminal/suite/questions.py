"""What the suite asks a person, and the change that an answer asks for."""

from __future__ import annotations

import asyncio
import string
from collections.abc import Callable
from typing import TypeVar

from textual.app import App

from broadcast.errors import UsageError
from broadcast.model.script import Segment, Speaker
from broadcast.model.speech import Voice
from broadcast.pipeline.editing.files import Change
from broadcast.pipeline.editing.workbench import Workbench
from broadcast.terminal.suite.dialogs import Choice, Form
from broadcast.terminal.suite.programme import Programme
from broadcast.terminal.text import plain

T = TypeVar("T")
Job = Callable[[], Change]
"""What is done when the answer is in; it may take a while, and raise a BroadcastError."""

_MARKS = string.punctuation + "«»“”„…–—−"
_GENDERS = {"m": "man", "f": "woman", None: ""}


async def ask_speaker(app: App[None], bench: Workbench, segment: Segment) -> Job | None:
    """Who says a segment."""
    known = bench.edition.script.speakers
    options: list[tuple[str, Speaker | str]] = [(_about(speaker), speaker) for speaker in known]
    options += [
        ("Somebody else ...", "new"),
        ("Nobody known", "nobody"),
        ("The narrator: this is no quote", "narrator"),
    ]
    current = next((i for i, s in enumerate(known) if segment.speaker and s.id == segment.speaker.id), len(known))
    answer = await app.push_screen_wait(Choice(f"Who says «{_begin(segment)}»?", options, current))
    if isinstance(answer, Speaker):
        return lambda: bench.recast(segment, "quote", answer)
    if answer == "nobody":
        return lambda: bench.recast(segment, "quote", None)
    if answer == "narrator":
        return lambda: bench.recast(segment, "narration", None)
    if answer is None:
        return None
    fields = [("First and last name", ""), ("Role, as the lower third shows it", "")]
    person = await app.push_screen_wait(Form("Somebody else", fields))
    return (lambda: bench.recast(segment, "quote", bench.new_speaker(*person))) if person else None


async def ask_kind(app: App[None], bench: Workbench, segment: Segment) -> Job | None:
    """A quote becomes narration at once; for the other way the speaker is asked."""
    if segment.kind == "quote":
        return lambda: bench.recast(segment, "narration", None)
    return await ask_speaker(app, bench, segment)


async def ask_word(
    app: App[None], bench: Workbench, programme: Programme, segment: Segment, place: int | None
) -> Job | None:
    """How a word of a segment is said; `place` is that of the word that sounds."""
    words = programme.readings(segment.id)
    if not words:
        return None
    current = programme.reading_of(segment.id, place) if place is not None else 0
    labels = [
        (plain(w.text if w.text == w.spoken else f"{w.text}: {w.spoken or 'not said'}"), i) for i, w in enumerate(words)
    ]
    chosen = await app.push_screen_wait(Choice("Which word is said otherwise?", labels, current or 0))
    if chosen is None:
        return None
    word = words[chosen]
    fields = [("Written", word.text.strip(_MARKS)), ("Said", word.spoken.strip(_MARKS))]
    hint = (
        f"It goes into voices/lexicon.{segment.language}.toml and holds for every story, also with endings. "
        "Nothing under «Said» takes the entry out."
    )
    answer = await app.push_screen_wait(Form("How is it said?", fields, hint, start=1))
    return (lambda: bench.say(segment.language, answer[0], answer[1])) if answer else None


async def ask_voice(app: App[None], bench: Workbench, segment: Segment) -> Job | None:
    """Who sounds like whom.

    :raises BroadcastError: the engine cannot tell its voices, or has none for the language.
    """
    voices = await asyncio.to_thread(bench.voices, segment)  # some engines ask a service
    if not voices:
        raise UsageError(f"the engine has no voice for {segment.language!r}", remedy="name another in voices/cast.toml")
    casting = bench.casting(segment)
    now = casting.voice.id if casting else ""
    options = [(_voice(voice, now), voice) for voice in voices]
    current = next((i for i, voice in enumerate(voices) if voice.id == now), 0)
    who = segment.speaker.name if segment.kind == "quote" and segment.speaker else "the narrator"
    chosen = await app.push_screen_wait(Choice(f"How does {plain(who)} sound, from now on?", options, current))
    return (lambda: bench.give_voice(segment, chosen)) if chosen else None


def _about(speaker: Speaker) -> str:
    return plain(f"{speaker.name}, {speaker.role}" if speaker.role else speaker.name)


def _begin(segment: Segment) -> str:
    return plain(" ".join(segment.text.split()[:5]))


def _voice(voice: Voice, now: str) -> str:
    facts = [voice.id, _GENDERS[voice.gender], voice.quality, "online" if voice.online else ""]
    return "  ".join(plain(fact) for fact in facts if fact) + ("  (now)" if voice.id == now else "")
