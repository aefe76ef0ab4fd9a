"""A sample of a voice as a WAV file: read, spoken, edited and levelled as in a build, and marked as synthetic."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from broadcast import __version__
from broadcast.engines import ENGINES
from broadcast.errors import BroadcastError, UnknownName, UsageError
from broadcast.model.documents import from_toml
from broadcast.model.edition import Casting
from broadcast.model.script import Finding, Script, Segment
from broadcast.model.speech import ANY_LANGUAGE, Voice
from broadcast.model.story import Story
from broadcast.model.text import TextSpan
from broadcast.newsroom.casting import NARRATION
from broadcast.pipeline.whole import deliver

if TYPE_CHECKING:
    from broadcast.model.speech import Samples

_LONGEST: Final = 2000  # characters
_ALIKE: Final = 3  # first letters of voices that may be meant: kk+, kk_, kk-
_PAUSE: Final = 0.35  # seconds between sentences
_USUAL_RATE: Final = 150  # words a minute in a language of which the cast says nothing


class Sample(NamedTuple):
    """What was written: the file, its length in seconds, who speaks, what was said, and doubts about the reading."""

    path: Path
    seconds: float
    voice: Voice
    said: str
    findings: tuple[Finding, ...]


class Manner(NamedTuple):
    """The language where the voice has none, words a minute (0 for the cast's), and a factor on the pitch."""

    language: str = ""
    rate: int = 0
    pitch: float = 1.0


_AS_IT_IS: Final = Manner()


def hear(voice: Voice, text: str, output: Path, manner: Manner = _AS_IT_IS, *, force: bool = False) -> Sample:
    """Have a voice say a text, or its language's sample, into a new file.

    :raises UsageError: the file is there and `force` is not given; the text is too long; the language is not known.
    :raises EngineError: the voice could not speak.
    :raises OutputError: the file cannot be written.
    """
    if output.exists() and not force:
        raise UsageError("the file is there already", str(output), "name another one with --output, or add --force")
    language = voice.language if voice.language != ANY_LANGUAGE else manner.language
    text = text.strip() or _sample(language)
    if len(text) > _LONGEST:
        raise UsageError(
            f"the text is longer than {_LONGEST} characters", remedy="build it as a story: broadcast build"
        )
    from broadcast.audio.pcm import SAMPLE_RATE, to_pcm
    from broadcast.audio.waves import file_blocks

    script, findings = _script(text, language)
    samples = _spoken(script, voice, manner)
    deliver(output, file_blocks(len(samples), [to_pcm(samples)], _mark(voice)))

    said = " ".join(s.spoken for s in script.segments[0].sentences)
    return Sample(output, len(samples) / SAMPLE_RATE, voice, said, findings)


def sample_name(voice: Voice) -> Path:
    """The file of a voice where no name is given, in this folder: ASCII letters, digits, hyphens and underlines."""
    key = Path(voice.id.partition("#")[0]).stem if voice.id.partition("#")[0].endswith(".onnx") else voice.id
    speaker = voice.id.partition("#")[2] if key != voice.id else ""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in f"{key} {speaker}".strip())
    return Path(f"{voice.engine}-{plain}.wav")


@cache
def _samples() -> dict[str, dict[str, str]]:
    path = Path(__file__).with_suffix(".toml")
    return from_toml(path.read_bytes(), dict[str, dict[str, str]], str(path))


def _sample(language: str) -> str:
    found = _samples()["sentences"].get(language)
    if not found:
        raise UsageError(
            f"there is no sample text in {language!r}" if language else "the voice speaks any language: which one?",
            remedy="give a text with --text" if language else "name one: --language kk",
        )
    return found


def _script(text: str, language: str) -> tuple[Script, tuple[Finding, ...]]:
    """The text as a script of one segment, read aloud as the station has it."""
    from broadcast.languages import LANGUAGES, pack_for
    from broadcast.model.text import Sentence, Word
    from broadcast.newsroom.pronouncing import Pronunciation
    from broadcast.newsroom.reading import read_text
    from broadcast.pipeline.newsroom_folder import NewsroomFolder

    findings: tuple[Finding, ...] = ()
    if language in LANGUAGES.names():
        pack, lexicon = pack_for(language), NewsroomFolder().lexicon(language)
        sentences, findings = read_text(text, pack, Pronunciation(lexicon, pack) if lexicon else None)
    else:  # a language that only the engine knows is said as it is written
        sentences = (Sentence(words=tuple(Word(text=w, spoken=w) for w in text.split())),)
    segment = Segment(
        id="hear",
        kind="narration",
        source=TextSpan(0, len(text)),
        text=text,
        language=language,
        sentences=sentences,
    )
    return Script(story=Story(slug="hear", text=text, language=language), segments=(segment,)), findings


def _spoken(script: Script, voice: Voice, manner: Manner) -> Samples:
    """48 kHz samples `[shape=(n,)]` of what is said, each sentence finished as a take is."""
    import numpy as np

    from broadcast.audio.edits import finished
    from broadcast.audio.ffmpeg import resampled
    from broadcast.audio.pcm import SAMPLE_RATE
    from broadcast.pipeline.engine_room import EngineRoom
    from broadcast.pipeline.lines import lines_of
    from broadcast.pipeline.newsroom_folder import NewsroomFolder
    from broadcast.pipeline.speaking import speak

    room = EngineRoom()
    language = script.story.language
    rate = manner.rate or NewsroomFolder().cast().rates.get(language) or _USUAL_RATE
    casting = Casting(track=NARRATION, voice=voice, language=language, rate=rate, pitch=manner.pitch)
    pieces: list[Samples] = []
    for line in lines_of(script, (casting,), room):
        speech = speak(line, room.engine(voice.engine))
        whole = speech.samples if speech.sample_rate == SAMPLE_RATE else resampled(speech.samples, speech.sample_rate)
        pieces += [finished(whole)[0], np.zeros(round(_PAUSE * SAMPLE_RATE), np.float32)]
    if not pieces:
        raise UsageError("there is nothing to say in the text", script.story.text[:60], "give a text with words")
    return np.concatenate(pieces[:-1])


def _mark(voice: Voice) -> bytes:
    """A `LIST INFO` chunk (RIFF, 1991) that says that no person speaks, and whose voice it is."""
    from broadcast.audio.waves import chunk
    from broadcast.exporters.synthetic import WORDS

    comment = f"{WORDS.capitalize()}: {voice.engine} {voice.id}. Licence: {voice.licence}. {voice.credit}"
    entries = {b"INAM": voice.id, b"ICMT": comment, b"ISFT": f"broadcast {__version__}"}
    body = b"".join(chunk(name, text.encode("utf-8", "replace") + b"\0") for name, text in entries.items())
    return chunk(b"LIST", b"INFO" + body)


def find_voice(name: str, engine: str = "") -> Voice:
    """The voice of a name (``kk+f1``), of one engine or of the first that has it; a Piper model's path is a name too.

    :raises UnknownName: no engine has it.
    """
    if name.partition("#")[0].endswith(".onnx") and engine in ("", "piper"):
        return _of_file(name)
    known: list[str] = []
    for each in (engine,) if engine else ENGINES.names():
        try:
            voices = ENGINES.get(each)().voices()
        except (BroadcastError, ImportError):
            if engine:
                raise
            continue
        found = next((voice for voice in voices if voice.id == name), None)
        if found:
            return found
        known += [voice.id for voice in voices if voice.id[:_ALIKE] == name[:_ALIKE]]
    return _not_found(name, known)


def _not_found(name: str, known: list[str]) -> Voice:
    from broadcast.engines.piper.catalogue import catalogue

    key = name.partition("#")[0]
    if key in catalogue().voices:
        raise UsageError(f"the voice {name!r} is not installed", remedy=f"broadcast voices install {key}")
    if not known:
        raise UsageError(f"there is no voice {name!r}", remedy="broadcast voices lists those there are")
    raise UnknownName.among("voice", name, known)


def _of_file(name: str) -> Voice:
    from broadcast.engines.piper.shelf import read_model

    key, _, speaker = name.partition("#")
    voices = tuple(read_model(Path(key).expanduser(), key).voices())
    found = next((v for v in voices if v.id == name or (not speaker and len(voices) == 1)), None)
    if found is None:
        raise UnknownName.among("voice", name, (v.id for v in voices))
    return found
