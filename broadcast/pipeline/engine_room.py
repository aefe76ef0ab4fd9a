"""The engines of one build: each made when it is first needed, and kept."""

from __future__ import annotations

from broadcast.engines import ENGINES
from broadcast.model.speech import Engine, Voice
from broadcast.pipeline.embargo import keep_in


class EngineRoom:
    """Engines by name; an `embargo` keeps the online ones out until its hour."""

    def __init__(self, embargo: str = "") -> None:
        self._embargo = embargo
        self._engines: dict[str, Engine] = {}
        self._voices: dict[str, tuple[Voice, ...]] = {}
        self._fingerprints: dict[tuple[str, str], str] = {}

    def engine(self, name: str) -> Engine:
        """The engine of a name.

        :raises UnknownName: there is none.
        :raises SetupError: it needs what is not installed.
        """
        if name not in self._engines:
            self._engines[name] = ENGINES.get(name)()
        return self._engines[name]

    def voices(self, name: str) -> tuple[Voice, ...]:
        """What an engine has.

        :raises UsageError: it is online, and the story must not leave the house yet.
        """
        if name not in self._voices:
            voices = self.engine(name).voices()
            if self._embargo and any(voice.online for voice in voices):
                keep_in(self._embargo, name)
            self._voices[name] = voices
        return self._voices[name]

    def fingerprint(self, voice: Voice) -> str:
        """What the sound of a voice depends on beside the request."""
        key = voice.engine, voice.id
        if key not in self._fingerprints:
            self._fingerprints[key] = self.engine(voice.engine).fingerprint(voice.id)
        return self._fingerprints[key]
