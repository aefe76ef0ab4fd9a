"""Draw the pictures of the documents with the tool itself: python docs/pictures/make.py"""

from __future__ import annotations

import asyncio
import io
import subprocess
import tempfile
from pathlib import Path

from rich.console import Console
from rich.segment import Segment, Segments

from broadcast.model.edition import Edition
from broadcast.pipeline.build import build
from broadcast.pipeline.order import Order
from broadcast.terminal.timeline import TimelineView

HERE = Path(__file__).parent
STORY = HERE.parents[1] / "scripts" / "zhetisu.txt"
COLUMNS = 110
# rich's own frame asks a font server for its letters; a picture in a repository should ask nobody
FRAME = """<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-size: {char_height}px; line-height: {line_height}px;
  font-family: Menlo, Consolas, "DejaVu Sans Mono", monospace; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect width="{terminal_width}" height="{terminal_height}" /></clipPath>
{lines}
</defs>
<rect fill="#292929" width="{width}" height="{height}" rx="8" />
<g transform="translate(16, 16)">{backgrounds}<g class="{unique_id}-matrix">{matrix}</g></g>
</svg>
"""


def timeline() -> None:
    with tempfile.TemporaryDirectory() as folder:
        _, edition = build(Order(story=STORY, output=Path(folder)))
    console = Console(
        record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, color_system="truecolor", highlight=False
    )
    console.print(TimelineView(edition))
    console.save_svg(str(HERE / "timeline.svg"), code_format=FRAME, unique_id="timeline")


def suite() -> None:
    """The suite in the middle of a quote; Textual's own frame asks a font server too, and gives way to ours."""
    from broadcast.pipeline.editing.workbench import Workbench
    from broadcast.terminal.suite.app import Suite

    async def drawn(folder: Path, edition: Edition) -> None:
        shown = Suite(Workbench(folder, edition))
        async with shown.run_test(size=(COLUMNS, 34)) as pilot:
            await pilot.pause(1)
            await pilot.press(*["down"] * 4, *["right"] * 4)
            await pilot.pause(1)
            console = Console(
                record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, color_system="truecolor"
            )
            for strip in shown.screen._compositor.render_strips():  # noqa: SLF001 the cells as they are shown
                console.print(Segments([*strip, Segment.line()]), end="")
        console.save_svg(str(HERE / "suite.svg"), code_format=FRAME, unique_id="suite")

    with tempfile.TemporaryDirectory() as folder:
        _, edition = build(Order(story=STORY, output=Path(folder)))
        asyncio.run(drawn(Path(folder) / "zhetisu", edition))


def page() -> None:
    """The page of a package in Chromium, in the middle of a soundbite."""
    with tempfile.TemporaryDirectory() as folder:
        build(Order(story=STORY, output=Path(folder)))
        address = (Path(folder) / "zhetisu/preview/zhetisu.html").as_uri() + "#t=75.5"
        flags = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--virtual-time-budget=3000")
        shot = f"--screenshot={HERE / 'page.png'}"
        command = ["chromium", *flags, "--window-size=1120,940", shot, address]
        subprocess.run(command, check=True)  # noqa: S603


if __name__ == "__main__":
    timeline()
    suite()
    page()
