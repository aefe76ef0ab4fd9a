"""Suites without a terminal: what is on the screen as text, and a newsroom in which a change can be made."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from broadcast.model.edition import Edition
from broadcast.pipeline.build import build
from broadcast.pipeline.editing.workbench import Workbench
from broadcast.pipeline.opening import read_edition
from broadcast.pipeline.order import Order
from broadcast.terminal.suite.app import Suite
from broadcast.terminal.suite.sound import Player

STORY = """Көпір жөнделді
Қалада 3 көпір ашылды. Жөндеу 15%-ға арзандады.
«Жұмыс аяқталды», - деді құрылыс компаниясының бас инженері Айгүл Серікова.
Көлік қозғалысы қалпына келді.
«Жол енді кең», - деді жүргізуші Данияр Омаров.
"""

Use = Callable[[Suite, Pilot[None]], Awaitable[None]]


def estimate(edition: Edition) -> Workbench:
    """A suite's contents that no files stand behind."""
    return Workbench("story.txt", edition, estimated=True)


def package(room: Path) -> Workbench:
    """A story that is built in silence in a newsroom folder, the one in which the test runs."""
    (room / "scripts").mkdir()
    (room / "scripts" / "kopir.txt").write_text(STORY, encoding="utf-8")
    build(Order(story="scripts/kopir.txt", engine="silence"))
    folder = Path("output/kopir")
    return Workbench(folder, read_edition(folder))


def used(
    bench: Workbench, use: Use, size: tuple[int, int] = (80, 24), player: Player | None = None, **options: Any
) -> Suite:
    """Open a suite, let somebody use it, and close it."""
    suite = Suite(bench, player, **options)

    async def run() -> None:
        async with suite.run_test(size=size) as pilot:
            await settled(suite, pilot)
            await use(suite, pilot)

    asyncio.run(run())
    return suite


async def settled(suite: Suite, pilot: Pilot[None]) -> None:
    """Wait until nothing is being built or read."""
    await pilot.pause()
    while any(w.group in ("build", "waveform") and not w.is_finished for w in suite.workers):
        await asyncio.sleep(0.01)
    await pilot.pause()


def screen(suite: Suite) -> str:
    """The screen as text, without the spaces at the ends of lines."""
    strips = suite.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips) + "\n"
