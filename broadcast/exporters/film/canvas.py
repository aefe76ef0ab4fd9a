"""A picture to write on: text that fits its box, in a typeface with Kazakh letters; colours as video has them.

Pillow draws; the typeface is Source Sans (SIL OFL), which comes as a package of its own, so that no machine lacks it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

from broadcast.errors import MissingExtra

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from PIL.ImageFont import FreeTypeFont

    Plane = npt.NDArray[np.uint8]

Weight = Literal["regular", "bold"]
Colour = tuple[int, int, int]

_NAMES: dict[Weight, str] = {"regular": "SourceSansProSemibold", "bold": "SourceSansProBold"}
_ELLIPSIS = "…"
_Y, _B, _R = 219 / 255, 224 / 255 / 1.8556, 224 / 255 / 1.5748
_BT709 = (
    *(0.2126 * _Y, 0.7152 * _Y, 0.0722 * _Y, 16),
    *(-0.2126 * _B, -0.7152 * _B, (1 - 0.0722) * _B, 128),
    *((1 - 0.2126) * _R, -0.7152 * _R, -0.0722 * _R, 128),
)


@cache
def font(weight: Weight, size: int) -> FreeTypeFont:
    """The typeface at a size in pixels.

    :raises MissingExtra: Pillow or the typeface is not installed.
    """
    try:
        import font_source_sans_pro
        from PIL import ImageFont
    except ImportError as error:
        raise MissingExtra.of("video", "drawing pictures") from error
    path = getattr(font_source_sans_pro, _NAMES[weight])
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def wrapped(text: str, face: FreeTypeFont, width: int, lines: int) -> list[str]:
    """Text in at most `lines` lines of `width` pixels, cut between words; what is left over ends in an ellipsis."""
    words, made = text.split(), [""]
    for word in words:
        longer = f"{made[-1]} {word}".strip()
        if made[-1] and face.getlength(longer) > width:
            made.append(word)
        else:
            made[-1] = longer
        if len(made) > lines:
            made = made[:lines]
            made[-1] += _ELLIPSIS
            break
    return [_clipped(line, face, width) for line in made if line]


def _clipped(line: str, face: FreeTypeFont, width: int) -> str:
    """A line that is no wider than `width`: letters go from its end."""
    if face.getlength(line) <= width:
        return line
    low, high = 0, min(len(line), 4 * width)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if face.getlength(line[:middle] + _ELLIPSIS) <= width else (low, middle - 1)
    return line[:low].rstrip() + _ELLIPSIS


class Canvas:
    """An RGB picture of `width` by `height` pixels; sizes are given for a picture 480 lines high and grow with it."""

    def __init__(self, width: int, height: int, ground: Colour) -> None:
        from PIL import Image, ImageDraw

        self.image = Image.new("RGB", (width, height), ground)
        self.draw = ImageDraw.Draw(self.image)
        self.width, self.height = width, height

    def px(self, units: float) -> int:
        """Units of a picture 480 lines high in pixels of this one."""
        return round(units * self.height / 480)

    def box(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        self.draw.rectangle((left, top, right - 1, bottom - 1), fill=colour)

    def lines(
        self,
        lines: list[str],
        face: FreeTypeFont,
        left: int,
        top: int,
        colour: Colour,
        leading: float = 1.25,
    ) -> int:
        """Write lines below each other from a top left corner; where the next line would begin."""
        step = round(face.size * leading)
        for number, line in enumerate(lines):
            self.draw.text((left, top + number * step), line, font=face, fill=colour)
        return top + len(lines) * step

    def planes(self) -> tuple[Plane, Plane]:
        """Luma `[shape=(height, width)]` and chroma `[shape=(height, width // 2)]`, blue above red.

        4:2:0 of ITU-R BT.709 in video range.
        """
        import numpy as np

        luma, blue, red = self.image.convert("RGB", _BT709).split()
        small = [np.asarray(plane.reduce(2)) for plane in (blue, red)]
        return np.asarray(luma), np.concatenate(small)
