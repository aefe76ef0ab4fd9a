"""The order of ``--help``: commands by what a person wants to do, many options by what they touch."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand

TASKS = {
    "Make": ("new", "build", "watch", "desk"),
    "Look": ("preview", "check"),
    "Correct": ("script", "read", "cast"),
    "Hand over": ("pack", "export", "relocate", "subtitles"),
    "Voices": ("voices", "takes"),
    "This machine": ("doctor", "completion"),
}
"""Commands by task, in the order in which they are shown; one that is named nowhere comes last."""

_OPTIONS = {
    "Voices": ("engine", "language", "read_attributions", "retakes", "takes", "takes_from", "keep_times"),
    "Sound": ("loudness", "bed", "room_tone", "leader", "mute_quotes"),
    "Time": ("fps", "start", "trt", "fit"),
    "Files": ("output", "captions", "also", "slates", "quotes_on", "to_csv", "to_docx"),
    "The run": ("jobs", "scheduler", "strict", "force", "resume", "json", "quiet", "verbose", "help"),
}
_MANY = 16
_METAVARS = {
    "places": "PLACE",
    "engine": "ENGINE",
    "language": "LANGUAGE",
    "captions": "PROFILE",
    "profile": "PROFILE",
    "loudness": "TARGET",
    "fps": "RATE",
    "output": "PATH",
    "bed": "FILE",
    "room_tone": "FILE",
    "to": "FORMAT",
    "width": "COLUMNS",
    "jobs": "COUNT",
    "text": "TEXT",
    "rate": "WORDS",
    "pitch": "FACTOR",
}


class GroupedCommand(TyperCommand):
    """A command whose values are named by what they are, and whose options, where they are many, stand in groups."""

    def __init__(self, *arguments: Any, **attributes: Any) -> None:
        super().__init__(*arguments, **attributes)
        for param in self.params:
            if param.metavar is None and param.name:
                param.metavar = _METAVARS.get(param.name)
                if param.param_type_name == "argument":
                    param.metavar = (param.metavar or param.name.upper()) + ("..." if param.nargs != 1 else "")

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Without the braces around what is required: brackets say already what is not."""
        return [piece.replace("{", "").replace("}", "") for piece in super().collect_usage_pieces(ctx)]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        shown = {p: p.get_help_record(ctx) for p in self.get_params(ctx)}
        options = {p.name: record for p, record in shown.items() if record and p.param_type_name == "option"}
        if len(options) <= _MANY:
            super().format_options(ctx, formatter)
            return
        if arguments := [record for p, record in shown.items() if record and p.param_type_name == "argument"]:
            with formatter.section("Arguments"):
                formatter.write_dl(arguments)
        named = {name for names in _OPTIONS.values() for name in names}
        others = tuple(name for name in options if name not in named)
        for title, names in (*_OPTIONS.items(), ("More", others)):
            if records := [record for name, record in options.items() if name in names]:
                with formatter.section(title):
                    formatter.write_dl(records, col_max=26)
