"""What checking a package found: a verdict for each check, and what to do where one fell short."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

Verdict = Literal["ok", "doubt", "wrong"]

VERDICTS: tuple[Verdict, ...] = ("wrong", "doubt", "ok")
"""The worst first."""


class Check(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One check: its subject (a file's path in the package, or an area such as ``files`` or ``loudness``).

    `remedy` is the next step, empty where nothing is to be done; `paths` are the files that a doubt or a mistake is in.
    """

    subject: str
    verdict: Verdict
    message: str
    remedy: str = ""
    paths: tuple[str, ...] = ()


class Inspection(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The checks of one package, in order; `verdict` is the worst of them.

    `is_package` is False for a folder that broadcast build never made, of which nothing else was checked.
    """

    folder: str
    verdict: Verdict
    checks: tuple[Check, ...]
    is_package: bool = True

    @classmethod
    def of(cls, folder: str, checks: Iterable[Check], *, is_package: bool = True) -> Inspection:
        found = tuple(checks)
        return cls(folder=folder, verdict=worst(c.verdict for c in found), checks=found, is_package=is_package)


class Inspections(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="schema", tag="check/1"
):
    """The document of ``broadcast check --json``."""

    verdict: Verdict
    packages: tuple[Inspection, ...]


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The worst of some verdicts; ``ok`` where there is none."""
    return min(verdicts, key=VERDICTS.index, default="ok")
