"""The ``broadcast`` command: its commands are loaded when they are called, so that ``--help`` starts at once."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperGroup
from typer.main import get_command

from broadcast import __version__


class Entry(NamedTuple):
    """A command's function as ``module:function``, and its line in the list of commands."""

    target: str
    help: str


COMMANDS = {
    "build": Entry("broadcast.cli.build:build", "Build a story: script, voice-over, subtitles, timelines."),
    "preview": Entry("broadcast.cli.preview:preview", "Show a package, or a story that is not built, as a timeline."),
    "script": Entry("broadcast.cli.script:script", "Show who says what in a story."),
    "export": Entry("broadcast.cli.export:export", "Write a package in one more format."),
    "relocate": Entry("broadcast.cli.relocate:relocate", "Make a package that was moved open again."),
    "subtitles": Entry("broadcast.cli.subtitles:subtitles", "Check subtitles from anywhere, repair and convert them."),
    "read": Entry("broadcast.cli.read:read", "Show how a text will be said aloud."),
}

_EPILOG = """Examples:

  broadcast build scripts/zhetisu.txt

  broadcast preview output/zhetisu
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
        return _loaded(cmd_name, entry.target) if entry else None

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])


def _loaded(name: str, target: str) -> Any:
    module, _, function = target.partition(":")
    command = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    command.command(name)(getattr(import_module(module), function))
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
    return get_command(app)
