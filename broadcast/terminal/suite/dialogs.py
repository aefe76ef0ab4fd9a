"""Questions that the suite asks before it changes something."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Label, OptionList, Static
from textual.widgets.option_list import Option

T = TypeVar("T")


class Choice(ModalScreen["T | None"], Generic[T]):
    """One of several things; None where none is wanted."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)", "Leave")]

    def __init__(self, title: str, options: Sequence[tuple[str, T]], current: int = 0) -> None:
        super().__init__()
        self._title = title
        self._options = options
        self._first = current

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Label(Text(self._title), classes="title")
            yield OptionList(*(Option(Text(label, no_wrap=True, overflow="ellipsis")) for label, _ in self._options))
            yield Label(Text("↑ ↓ choose, Enter takes it, Esc leaves everything as it is"), classes="hint")

    def on_mount(self) -> None:
        options = self.query_one(OptionList)
        options.highlighted = self._first
        options.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._options[event.option_index][1])


class Form(ModalScreen["tuple[str, ...] | None"]):
    """A few lines of text, filled in beforehand; Enter in the last one takes them."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)", "Leave")]

    def __init__(self, title: str, fields: Sequence[tuple[str, str]], hint: str = "", start: int = 0) -> None:
        super().__init__()
        self._title = title
        self._fields = fields
        self._hint = hint
        self._start = start

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Label(Text(self._title), classes="title")
            for label, value in self._fields:
                yield Label(Text(label))
                yield Input(value, compact=True)
            if self._hint:
                yield Label(Text(self._hint), classes="hint")
            yield Label(Text("Enter goes on and takes it, Esc leaves everything as it is"), classes="hint")

    def on_mount(self) -> None:
        self.query(Input)[self._start].focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        inputs = list(self.query(Input))
        place = inputs.index(event.input)
        if place + 1 < len(inputs):
            inputs[place + 1].focus()
        else:
            self.dismiss(tuple(each.value for each in inputs))


class Help(ModalScreen[None]):
    """Every key."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape,question_mark,q,enter", "dismiss(None)", "Leave")]

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Label(Text("Keys and mouse"), classes="title")
            with VerticalScroll():
                yield Static(Text(self._text))
            yield Label(Text("Esc goes back"), classes="hint")
