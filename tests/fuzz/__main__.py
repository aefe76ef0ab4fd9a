"""A longer run by hand: ``python -m tests.fuzz [TARGET ...] [--seconds N]``; with atheris, where it is installed.

What breaks a parser is written to ``crash-<target>-<digest>`` in the folder where this runs, and ends the run.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import random
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from broadcast.errors import BroadcastError
from tests.fuzz.mutations import mutated
from tests.fuzz.targets import Target, targets

WATCHED = frozenset({"broadcast", "docx", "markdown_it", "srt", "striprtf", "tests"})
SLOW = 10.0  # seconds that no input of this size may take


def _tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def tried(name: str, target: Target, data: bytes, refusal: type[Exception] = BroadcastError) -> bool:
    """Whether a parser did what it may do with bytes: took them, or refused them in time."""
    began = time.process_time()
    try:
        target.parse(data)
    except refusal:
        pass
    except Exception:  # noqa: BLE001  whatever it is, it is what is looked for
        traceback.print_exc(limit=-4)
        return _kept(name, data)
    took = time.process_time() - began
    if took > SLOW:
        _tell(f"{name}: {took:.1f} s for {len(data)} bytes")
        return _kept(name, data)
    return True


def _kept(name: str, data: bytes) -> bool:
    path = Path(f"crash-{name}-{hashlib.sha256(data).hexdigest()[:12]}")
    path.write_bytes(data)
    _tell(f"kept: {path}")
    return False


def blind(names: list[str], seconds: float, number: int) -> int:
    """Injuries at random, in turns over the targets; the number of inputs that broke something."""
    chance, broken, tries = random.Random(number), 0, 0  # noqa: S311  to be run again
    for name in names:
        target, ends = targets()[name], time.monotonic() + seconds
        while time.monotonic() < ends:
            tries += 1
            if not tried(name, target, mutated(chance.choice(target.seeds), chance)):
                broken += 1
                break
    _tell(f"{tries} inputs, {broken} of {len(names)} targets broken")
    return broken


def guided(name: str, seconds: float) -> None:
    """Injuries that follow the code they reach: libFuzzer, through atheris.  It ends the process."""
    try:
        atheris: Any = importlib.import_module("atheris")
    except ImportError as error:
        raise SystemExit("atheris is not installed; the run without it needs nothing: leave --atheris away") from error
    # What is to guide it must be watched from its import on: run by hand, in a process of its own.
    for module in [each for each in sys.modules if each.split(".")[0] in WATCHED]:
        del sys.modules[module]
    with atheris.instrument_imports(include=sorted(WATCHED)):
        target: Target = importlib.import_module("tests.fuzz.targets").targets()[name]
        for seed in target.seeds:
            target.parse(seed)
    refusal: type[Exception] = sys.modules["broadcast.errors"].BroadcastError  # the one that was imported anew

    def once(data: bytes) -> None:
        if not tried(name, target, data, refusal):
            raise SystemExit(1)

    corpus = Path(f"corpus-{name}")
    corpus.mkdir(exist_ok=True)
    for number, seed in enumerate(target.seeds):
        (corpus / f"seed-{number}").write_bytes(seed)
    atheris.Setup([sys.argv[0], f"-max_total_time={int(seconds)}", "-max_len=65536", str(corpus)], once)
    atheris.Fuzz()


def main() -> int:
    """Parse the arguments, and run."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", nargs="*", help="all of them where none is named")
    parser.add_argument("--seconds", type=float, default=10.0, help="for each target")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--atheris", action="store_true", help="one target, guided by the code that it reaches")
    asked = parser.parse_args()
    unknown = set(asked.target) - set(targets())
    if unknown:
        parser.error(f"no such target: {', '.join(sorted(unknown))}; known: {', '.join(targets())}")
    if asked.atheris:
        if len(asked.target) != 1:
            parser.error("--atheris takes one target")
        guided(asked.target[0], asked.seconds)
    return min(blind(asked.target or list(targets()), asked.seconds, asked.seed), 1)


if __name__ == "__main__":
    sys.exit(main())
