"""A picture under way: flat shapes, drawn larger and scaled down so that edges are smooth."""

from dataclasses import dataclass
from io import BytesIO
from math import hypot, pi, sin

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1600, 900
FINER = 2
"""Drawn this many times larger."""
PAPER, INK, WOOD = "#faf8f5", "#1b1d1c", "#c99a66"


@dataclass(frozen=True, slots=True)
class Canvas:
    """A picture under way, in coordinates of the finished one."""

    image: Image.Image
    pen: ImageDraw.ImageDraw

    @classmethod
    def of(cls, colour: str) -> "Canvas":
        """One colour all over."""
        image = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), colour)
        return cls(image, ImageDraw.Draw(image))

    def box(self, x: float, y: float, width: float, height: float, colour: str, *, round_: float = 0) -> None:
        """A rectangle from its upper left corner."""
        where = [x * FINER, y * FINER, (x + width) * FINER, (y + height) * FINER]
        self.pen.rounded_rectangle(where, round_ * FINER, fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: str, *, tall: float = 1) -> None:
        """A circle, or an ellipse `tall` times as high, around its middle."""
        high = radius * tall
        where = [(x - radius) * FINER, (y - high) * FINER, (x + radius) * FINER, (y + high) * FINER]
        self.pen.ellipse(where, fill=colour)

    def shape(self, colour: str, *points: tuple[float, float]) -> None:
        """A filled polygon."""
        self.pen.polygon([(x * FINER, y * FINER) for x, y in points], fill=colour)

    def line(self, colour: str, thick: float, *points: tuple[float, float]) -> None:
        """A line through the points."""
        self.pen.line([(x * FINER, y * FINER) for x, y in points], fill=colour, width=int(thick * FINER), joint="curve")

    def arc(self, x: float, y: float, radius: float, start: float, end: float, colour: str, thick: float) -> None:
        """Part of a circle's line, in degrees clockwise from three o'clock."""
        where = [(x - radius) * FINER, (y - radius) * FINER, (x + radius) * FINER, (y + radius) * FINER]
        self.pen.arc(where, start, end, fill=colour, width=int(thick * FINER))

    def drop(self, colour: str, foot: tuple[float, float], tip: tuple[float, float], wide: float) -> None:
        """A flame: round at its foot, ending in its tip."""
        (x, y), (dx, dy) = foot, (tip[0] - foot[0], tip[1] - foot[1])
        long = hypot(dx, dy)
        sides: list[list[tuple[float, float]]] = [[], []]
        for step in range(41):
            along = step / 40
            out = wide * sin(pi * along**0.6) * (1 - along * 0.35)
            for side, points in zip((1, -1), sides, strict=True):
                points.append((x + dx * along - side * dy / long * out, y + dy * along + side * dx / long * out))
        self.shape(colour, *sides[0], *reversed(sides[1]))

    def window(self, x: float, y: float, width: float, height: float, glass: str, *, frame: str = PAPER) -> None:
        """A window with a bar down the middle."""
        edge = max(5, width * 0.05)
        self.box(x, y, width, height, frame)
        self.box(x + edge, y + edge, width - 2 * edge, height - 2 * edge, glass)
        self.box(x + width / 2 - edge / 2, y, edge, height, frame)

    def person(self, x: float, floor: float, tall: float, colour: str, skin: str) -> None:
        """Somebody standing, without a face."""
        self.box(x - tall * 0.11, floor - tall * 0.42, tall * 0.09, tall * 0.42, INK, round_=tall * 0.03)
        self.box(x + tall * 0.02, floor - tall * 0.42, tall * 0.09, tall * 0.42, INK, round_=tall * 0.03)
        self.box(x - tall * 0.15, floor - tall * 0.8, tall * 0.3, tall * 0.44, colour, round_=tall * 0.1)
        self.disc(x, floor - tall * 0.9, tall * 0.1, skin)

    def tree(self, x: float, floor: float, tall: float, colour: str) -> None:
        """A round tree."""
        self.box(x - tall * 0.03, floor - tall * 0.5, tall * 0.06, tall * 0.5, WOOD)
        self.disc(x, floor - tall * 0.66, tall * 0.34, colour)

    def png(self) -> bytes:
        """The finished picture."""
        finished = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)  # pyright: ignore[reportUnknownMemberType]
        held = BytesIO()
        finished.save(held, "PNG", optimize=False)
        return held.getvalue()
