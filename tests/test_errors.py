"""The tree of errors."""

from __future__ import annotations

import pickle

import pytest

from broadcast import errors
from broadcast.errors import BroadcastError, UnknownName


def _tree(kind: type[BroadcastError]) -> list[type[BroadcastError]]:
    return [kind, *(found for child in kind.__subclasses__() for found in _tree(child))]


@pytest.mark.parametrize("kind", _tree(BroadcastError), ids=lambda k: k.__name__)
def test_an_error_survives_a_process_border(kind: type[BroadcastError]) -> None:
    error = pickle.loads(pickle.dumps(kind("what", "where", "remedy")))  # noqa: S301  our own bytes
    assert type(error) is kind
    assert (error.what, error.where, error.remedy) == ("what", "where", "remedy")
    assert str(error) == "where: what"
    assert error.exit_code in (1, 2, 3, 4)


@pytest.mark.parametrize("kind", _tree(BroadcastError), ids=lambda k: k.__name__)
def test_the_drawn_tree_is_the_real_one(kind: type[BroadcastError]) -> None:
    line = next(line for line in (errors.__doc__ or "").splitlines() if kind.__name__ in line.split())
    assert str(kind.exit_code) in line.split()


def test_known_names_are_sorted() -> None:
    assert UnknownName.among("engine", "x", ["b", "a"]).remedy == "known: a, b"
