"""The ``broadcast`` command: its commands are loaded when they are called, so that ``--help`` starts at once."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from broadcast import __version__
from broadcast.cli.grouping import TASKS, GroupedCommand

COMPLETE = "_BROADCAST_COMPLETE"
"""The variable in which a shell asks what could come next."""


class Entry(NamedTuple):
    """A command's function as ``module:function``, and its line in the list of commands."""

    target: str
    help: str


COMMANDS = {
    "new": Entry("broadcast.cli.new:new", "Make a newsroom folder, with a sample story."),
    "build": Entry("broadcast.cli.build:build", "Build a story: script, voice-over, subtitles, timelines."),
    "preview": Entry("broadcast.cli.preview:preview", "Show a package, or a story that is not built, as a timeline."),
    "watch": Entry("broadcast.cli.watch:watch", "Build stories again as soon as they are saved."),
    "desk": Entry("broadcast.cli.desk:desk", "Build many stories side by side, and time a rundown."),
    "script": Entry("broadcast.cli.script:script", "Show who says what in a story."),
    "export": Entry("broadcast.cli.export:export", "Write a package in one more format."),
    "check": Entry("broadcast.cli.check:check", "Check packages: files, links, sound, loudness, captions."),
    "pack": Entry("broadcast.cli.pack:pack", "Make one ZIP of a package, with a README for the editor."),
    "relocate": Entry("broadcast.cli.relocate:relocate", "Make a package that was moved open again."),
    "subtitles": Entry("broadcast.cli.subtitles:subtitles", "Check subtitles from anywhere, repair and convert them."),
    "voices": Entry("broadcast.cli.voices:voices", "List voices, hear one, install one."),
    "cast": Entry("broadcast.cli.cast:cast", "Show who will sound like whom in a story."),
    "takes": Entry("broadcast.cli.takes:takes", "Show the store of spoken sentences, and clean it."),
    "read": Entry("broadcast.cli.read:read", "Show how a text will be said aloud."),
    "doctor": Entry("broadcast.cli.doctor:doctor", "Look at this machine: what works, what is missing."),
    "completion": Entry("broadcast.cli.completion:completion", "Complete commands and names with the Tab key."),
}

_EPILOG = """\b
Examples:
  broadcast new newsroom
  broadcast build scripts/zhetisu.txt
  broadcast preview output/zhetisu
  broadcast build --help
"""


class LazyGroup(TyperGroup):
    """Commands by name; each module is imported when its command is used."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands: dict[str, Any] = dict.fromkeys(COMMANDS)  # names, for suggestions

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        command = _loaded(cmd_name, entry.target)
        if os.environ.get(COMPLETE):
            from broadcast.cli.completing import attach

            return attach(command)
        return command

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """The commands that begin so, without loading any of them."""
        from broadcast.cli.completing import Item

        found = [Item(name, entry.help) for name, entry in COMMANDS.items() if name.startswith(incomplete)]
        return [*found, *(TyperCommand.shell_complete(self, ctx, incomplete) if incomplete[:1] == "-" else [])]

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        named = [name for names in TASKS.values() for name in names]
        others = tuple(name for name in COMMANDS if name not in named)
        width = max(map(len, COMMANDS))
        for task, names in (*TASKS.items(), ("More", others)):
            if rows := [(f"{name:<{width}}", COMMANDS[name].help) for name in names if name in COMMANDS]:
                with formatter.section(task):
                    formatter.write_dl(rows)


def _loaded(name: str, target: str) -> Any:
    module, _, function = target.partition(":")
    command = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    command.command(name, cls=GroupedCommand)(getattr(import_module(module), function))
    return get_command(command)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"broadcast {__version__}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Turn a news text in Kazakh, Russian or English into a broadcast script, a draft voice-over, subtitles and a
    package that opens in the editing program.
    """


def make() -> Any:
    """The click command of the whole program."""
    app = typer.Typer(
        cls=LazyGroup,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        epilog=_EPILOG,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    if os.environ.get(COMPLETE):
        from typer.completion import completion_init  # type: ignore[attr-defined]  # it has no other public name

        completion_init()
    return get_command(app)
