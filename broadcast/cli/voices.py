"""``broadcast voices``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from broadcast.pipeline.hearing import Sample
    from broadcast.pipeline.installing import Installed

_ACTIONS = ("list", "hear", "install")


def voices(
    action: Annotated[str, typer.Argument(help="list, hear or install.", metavar="[list|hear|install]")] = "list",
    name: Annotated[
        str,
        typer.Argument(
            help="hear: a voice, or a Piper model's file. install: a Piper voice, or a file.", show_default=False
        ),
    ] = "",
    language: Annotated[str, typer.Option("--language", "-l", help="kk, ru, en ..., or all.", show_default=False)] = "",
    engine: Annotated[str, typer.Option("--engine", "-e", help="Voices of one engine.", show_default=False)] = "",
    text: Annotated[
        str, typer.Option("--text", help="hear: what is said; a sample of the language by default.", show_default=False)
    ] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="hear: the WAV file; ENGINE-VOICE.wav by default.")
    ] = None,
    rate: Annotated[
        int, typer.Option(min=0, max=500, help="hear: words a minute; the cast's by default.", show_default=False)
    ] = 0,
    pitch: Annotated[float, typer.Option(min=0.5, max=2, help="hear: a factor on the voice's own pitch.")] = 1.0,
    server: Annotated[
        str,
        typer.Option("--from", metavar="URL", help="install: a mirror of the server of voices.", show_default=False),
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="hear: write over a file that is there.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the list (voices/1), or what was done, as JSON.")] = False,
) -> None:
    """List the voices that there are, hear one, install one.

    Listing asks no network. An online voice is asked only where it is named.

    \b
    Examples:
      broadcast voices -l kk
      broadcast voices hear kk+f1
      broadcast voices hear kk+m7 --text "Баға 15%-ға өсті" -o sample.wav
      broadcast voices install kk_KZ-issai-high
      broadcast voices install ~/Downloads/our-anchor.onnx
    """
    from broadcast.errors import UnknownName, UsageError

    if action not in _ACTIONS:
        raise UnknownName.among("action", action, _ACTIONS)
    if action == "list":
        if name:
            raise UsageError(f"{name!r} is too much", remedy="broadcast voices -l kk, or broadcast voices hear NAME")
        _list(language, engine, json=json)
        return
    if not name:
        raise UsageError(f"which voice? {action} needs a name", remedy=f"broadcast voices {action} NAME")
    if action == "install":
        _install(name, server, json=json)
        return
    from broadcast.pipeline.hearing import Manner, find_voice, hear, sample_name

    voice = find_voice(name, engine)
    target = output or sample_name(voice)
    _tell_sample(hear(voice, text, target, Manner(language, rate, pitch), force=force), json=json)


def _list(language: str, engine: str, *, json: bool) -> None:
    from broadcast.pipeline.voice_list import voice_list

    found = voice_list(language, engine)
    if json:
        from broadcast.model.documents import to_json

        sys.stdout.buffer.write(to_json(found))
        return
    from broadcast.terminal.voices import print_voices

    print_voices(found)


def _tell_sample(sample: Sample, *, json: bool) -> None:
    from broadcast.terminal.messages import print_findings

    print_findings(sample.findings, sys.stderr)
    if json:
        from broadcast.model.documents import to_json

        told = {
            "file": str(sample.path),
            "seconds": round(sample.seconds, 3),
            "voice": sample.voice,
            "said": sample.said,
        }
        sys.stdout.buffer.write(to_json(told))
        return
    print(f"{sample.path}: {sample.seconds:.1f} s, {sample.voice.engine} {sample.voice.id}, a synthetic voice")


def _install(name: str, server: str, *, json: bool) -> None:
    from broadcast.pipeline.installing import install, install_file, offered
    from broadcast.terminal.progress import watching

    if name.endswith(".onnx"):
        _tell_installed(install_file(Path(name).expanduser()), json=json)
        return
    offer = offered(name.partition("#")[0], server)
    print(
        f"{offer.key}: {-(-offer.size >> 20)} MB from {offer.base}\n"
        f"  licence of the recordings: {offer.licence}\n"
        f"  credit: {', '.join(filter(None, (offer.credit, offer.source))) or 'not told'}",
        file=sys.stderr,
    )
    with watching() as listen:
        done = install(offer, listen)
    print(f"  checked: sizes and MD5, by {offer.checked_by}", file=sys.stderr)
    _tell_installed(done, json=json)


def _tell_installed(done: Installed, *, json: bool) -> None:
    from broadcast.pipeline.voice_list import missing_extra

    if json:
        from broadcast.model.documents import to_json

        sys.stdout.buffer.write(to_json({"file": str(done.path), "already": done.already, "voices": done.voices}))
    else:
        print(f"{'already installed' if done.already else 'installed'}: {done.path}")
        for voice in done.voices:
            print(f"  {voice.id}")
    if extra := missing_extra("piper"):
        print(f"to speak, it needs an optional package; next: {extra}", file=sys.stderr)
