"""Draw the pictures of the documents with the tool itself: python docs/pictures/make.py"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from rich.console import Console

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


if __name__ == "__main__":
    timeline()
