"""Embargoed stories stay in the house: before the hour no online engine gets their text."""

from __future__ import annotations

from datetime import UTC, datetime

from broadcast.errors import UsageError

_FORMS = ("", "%d.%m.%Y %H:%M", "%d.%m.%Y, %H:%M", "%d.%m.%Y")
_WRITE = "write it as 2026-12-01 18:00, or with its zone as 2026-12-01T18:00+05:00"


def lifted(embargo: str, now: datetime | None = None) -> bool | None:
    """Whether the hour has come; None where nothing tells which hour is meant.  A time without a zone is local."""
    text = " ".join(embargo.split())
    hour = next((found for form in _FORMS if (found := _read(text, form))), None)
    return None if hour is None else hour <= (now or datetime.now(UTC))


def _read(text: str, form: str) -> datetime | None:
    try:
        return (datetime.strptime(text, form) if form else datetime.fromisoformat(text)).astimezone()  # noqa: DTZ007  local
    except ValueError:
        return None


def keep_in(embargo: str, engine: str) -> None:
    """Stop before an online engine gets the text of a story.

    :raises UsageError: the hour has not come, or nobody can tell.
    """
    state = lifted(embargo)
    if state:
        return
    why = f"the story is under embargo ({embargo})" + (", and the hour cannot be read" if state is None else "")
    raise UsageError(
        f"{why}: the engine {engine} would send its text out of the house",
        remedy=_WRITE if state is None else "use --engine espeak until then",
    )
