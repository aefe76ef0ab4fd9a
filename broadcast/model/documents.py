"""JSON and TOML documents from and to the model.

Fractions are written as ``"12/25"``; a JSON document carries ``"schema"``, the struct's tag.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, TypeVar

import msgspec

from broadcast.errors import DocumentError

T = TypeVar("T")


def _encode(value: Any) -> Any:
    if isinstance(value, Fraction):
        return str(value)
    raise NotImplementedError(f"{type(value).__name__} has no JSON form")


def _decode(kind: type, value: Any) -> Any:
    if kind is Fraction and isinstance(value, str | int):
        return Fraction(value)
    raise NotImplementedError(f"{kind.__name__} cannot be read from {value!r}")


def to_json(value: Any, *, indent: int = 1) -> bytes:
    """UTF-8 JSON, indented for people, with a final line end; indent 0 for one line."""
    data = msgspec.json.encode(value, enc_hook=_encode)
    return (msgspec.json.format(data, indent=indent) if indent else data) + b"\n"


def from_json(data: bytes | str, kind: type[T], where: str = "") -> T:
    """Read and validate a document.

    :raises DocumentError: with the path inside the document.
    """
    try:
        return msgspec.json.decode(data, type=kind, dec_hook=_decode)
    except (msgspec.MsgspecError, ValueError, ZeroDivisionError) as error:
        raise DocumentError(f"not a valid document: {error}", where, "write it again with broadcast build") from error


def from_toml(data: bytes | str, kind: type[T], where: str = "") -> T:
    """Read and validate a TOML file.

    :raises DocumentError: with the key that is wrong.
    """
    try:
        return msgspec.toml.decode(data, type=kind, dec_hook=_decode)
    except (msgspec.MsgspecError, ValueError, ZeroDivisionError) as error:
        raise DocumentError(
            f"not valid TOML for this file: {error}", where, "correct the line that is named"
        ) from error
