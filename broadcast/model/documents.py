"""JSON and TOML documents from and to the model.

Fractions are written as ``"12/25"``; a JSON document carries ``"schema"``, the struct's tag.
"""

from __future__ import annotations

import re
import threading
import tomllib
from fractions import Fraction
from typing import Any, TypeVar

import msgspec

from broadcast.errors import DocumentError

T = TypeVar("T")

_RATIO = re.compile(r"-?\d{1,20}(/\d{1,20})?")  # nothing that would take long to read, such as 1e999999999


_LEARNING = threading.Lock()
_DECODERS: dict[Any, msgspec.json.Decoder[Any]] = {}


def _decoder(kind: type[T]) -> msgspec.json.Decoder[T]:
    """What reads documents of a kind, made by one thread at a time.

    msgspec learns the fields of a struct when it first reads one; two threads that do so at once crash the interpreter.
    """
    with _LEARNING:
        if kind not in _DECODERS:
            _DECODERS[kind] = msgspec.json.Decoder(kind, dec_hook=_decode)
        return _DECODERS[kind]


def _encode(value: Any) -> Any:
    if isinstance(value, Fraction):
        return str(value)
    raise NotImplementedError(f"{type(value).__name__} has no JSON form")


def _decode(kind: type, value: Any) -> Any:
    if kind is Fraction and (not isinstance(value, str) or _RATIO.fullmatch(value)):
        return Fraction(str(value))  # 0.35 is meant as written, not as its binary neighbour
    raise ValueError(f"{value!r} is no {kind.__name__}")


def to_json(value: Any, *, indent: int = 1) -> bytes:
    """UTF-8 JSON, indented for people, with a final line end; indent 0 for one line."""
    data = msgspec.json.encode(value, enc_hook=_encode)
    return (msgspec.json.format(data, indent=indent) if indent else data) + b"\n"


def from_json(data: bytes | str, kind: type[T], where: str = "") -> T:
    """Read and validate a document.

    :raises DocumentError: with the path inside the document.
    """
    try:
        return _decoder(kind).decode(data)
    except (msgspec.MsgspecError, ValueError, ZeroDivisionError, RecursionError) as error:
        raise DocumentError(f"not a valid document: {error}", where, "write it again with broadcast build") from error


def from_toml(data: bytes, kind: type[T], where: str = "") -> T:
    """Read and validate a TOML file.

    :raises DocumentError: with the line or the key that is wrong.
    """
    return from_tables(tables(data, where), kind, where)


def tables(data: bytes, where: str = "") -> dict[str, Any]:
    """The tables of a TOML file as they are.

    :raises DocumentError: with the line that is no TOML.
    """
    try:
        return tomllib.loads(data.decode())
    except RecursionError as error:
        raise DocumentError("not valid TOML: it is nested too deeply", where, "take the brackets away") from error
    except ValueError as error:
        raise DocumentError(f"not valid TOML: {error}", where, "correct the line that is named") from error


def from_tables(found: dict[str, Any], kind: type[T], where: str = "") -> T:
    """Validate tables.

    :raises DocumentError: with the key that is wrong.
    """
    try:
        _decoder(kind)  # the fields are learnt before they are asked for
        return msgspec.convert(found, type=kind, dec_hook=_decode)
    except (msgspec.MsgspecError, ValueError, ZeroDivisionError, RecursionError) as error:
        raise DocumentError(f"a key is not as it should be: {error}", where, "correct the key that is named") from error
