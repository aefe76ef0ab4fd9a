"""What the suite has to say: what it does now, what it did, what went wrong and what to do next."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Static

from broadcast.errors import BroadcastError
from broadcast.terminal.text import plain


class Message(Static):
    """One message at a time, above the keys; it takes no room where there is none."""

    busy = False

    def tell(self, text: str, *, busy: bool = False) -> None:
        """Say something; while `busy` it stands until something else is said."""
        self.busy = busy
        self._put(Text(plain(text), style="italic" if busy else ""), error=False)

    def fail(self, error: BroadcastError) -> None:
        """Say what went wrong, where, and what to do next."""
        self.busy = False
        parts = [error.what, error.where and f"where: {error.where}", error.remedy and f"next: {error.remedy}"]
        self._put(Text("\n".join(plain(part) for part in parts if part)), error=True)

    def clear(self) -> None:
        """Say nothing more, but of work that goes on."""
        if not self.busy:
            self.set_class(False, "shown")

    def _put(self, text: Text, *, error: bool) -> None:
        self.update(text)
        self.set_class(error, "error")
        self.set_class(True, "shown")
