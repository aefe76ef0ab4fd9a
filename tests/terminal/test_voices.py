"""The table of voices, as wide as the terminal and as whole as a pipe."""

from __future__ import annotations

import io

from broadcast.model.voice_list import ListedVoice, Trouble, VoiceList
from broadcast.terminal.screen import Screen
from broadcast.terminal.text import measure
from broadcast.terminal.voices import print_voices, voice_lines

READY = ListedVoice(
    engine="espeak",
    voice="kk+f1",
    language="kk",
    gender="f",
    quality="",
    licence="GPL-3.0-or-later",
    credit="espeak-ng",
    online=False,
    ready=True,
)
NOT_HERE = ListedVoice(
    engine="piper",
    voice="kk_KZ-issai-high#ISSAI_KazakhTTS2_M2",
    language="kk",
    gender="m",
    quality="high",
    licence="CC-BY-4.0",
    credit="ISSAI",
    online=False,
    ready=False,
    command="broadcast voices install kk_KZ-issai-high",
)
ANY = ListedVoice(
    engine="http",
    voice="al\x1b[31mloy",
    language="",
    gender=None,
    quality="",
    licence="its own",
    credit="",
    online=True,
    ready=True,
)
TROUBLE = Trouble(engine="gtts", what="needs an optional package", remedy="pip install 'broadcast[gtts]'")
VOICES = VoiceList(voices=(READY, NOT_HERE, ANY), troubles=(TROUBLE,), elsewhere=7)


def shown(voices: VoiceList, width: int = 200) -> list[str]:
    return ["".join(text for text, _ in line) for line in voice_lines(voices, Screen.of(width, "utf-8"))]


def test_the_table() -> None:
    lines = [line.rstrip() for line in shown(VOICES)]
    assert lines == [
        "espeak                                  LANG         WHERE    READY    QUALITY  LICENCE",
        "  kk+f1                                 kk    woman  offline  ready             GPL-3.0-or-later",
        "piper                                   LANG         WHERE    READY    QUALITY  LICENCE",
        "  kk_KZ-issai-high#ISSAI_KazakhTTS2_M2  kk    man    offline  install  high     CC-BY-4.0",
        "http                                    LANG         WHERE    READY    QUALITY  LICENCE",
        "  al\ufffd[31mloy                            any          online   ready             its own",
        "",
        "install: broadcast voices install NAME, without the part after #",
        "gtts: needs an optional package; next: pip install 'broadcast[gtts]'",
        "7 voices of other languages: --language all",
    ]


def test_a_narrow_terminal_keeps_names_and_readiness() -> None:
    lines = shown(VOICES, 74)
    assert max(map(measure, lines)) <= 74
    assert any("ISSAI_KazakhTTS2_M2" in line and "install" in line for line in lines)


def test_no_voice() -> None:
    assert shown(VoiceList(voices=(), troubles=())) == ["no voice of that engine and language"]


def test_a_pipe_gets_whole_lines_without_colour() -> None:
    stream = io.StringIO()
    print_voices(VOICES, stream)
    assert "\x1b" not in stream.getvalue()
    assert "GPL-3.0-or-later\n" in stream.getvalue()
