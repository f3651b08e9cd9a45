"""The demo's pictures, drawn here in Fortaler's colours, so that no photograph of anybody is needed."""

from collections.abc import Callable
from math import cos, pi, sin

from console.demo.canvas import INK, PAPER, WIDTH, WOOD, Canvas

GREEN, DEEP, SUN = "#0b5c4a", "#07402f", "#f0c478"
SOFT, SAND, CLAY, NIGHT, SNOW = "#dcede6", "#e4ddd0", "#b4551a", "#1f2f4a", "#e9eef2"
SKY, STEEL, ROSE = "#cfe1ea", "#8e9aa0", "#e7b8a0"
SKIN = ("#f1c9a5", "#8d5a3b", "#d9a37c")


def _pane() -> Canvas:
    """A house at dusk, its windows warm on the snow."""
    c = Canvas.of(NIGHT)
    for step in range(6):
        c.box(0, 430 + step * 34, WIDTH, 40, f"#{31 + step * 12:02x}{47 + step * 11:02x}{74 + step * 8:02x}")
    for number in range(70):
        c.disc((number * 227) % WIDTH, (number * 131) % 560, 2 + number % 3, SNOW)
    c.disc(250, 660, 460, "#dfe6ec", tall=0.24)
    c.disc(1320, 680, 560, "#d3dce4", tall=0.26)
    c.box(0, 660, WIDTH, 240, SNOW)
    c.shape("#30262a", (460, 390), (830, 190), (1200, 390))
    c.shape(SNOW, (440, 394), (830, 182), (1220, 394), (1180, 394), (830, 204), (480, 394))
    c.box(510, 388, 640, 282, "#5b3a33")
    c.box(1030, 214, 56, 110, "#30262a")
    for x in (570, 860):
        c.shape("#f7e3b6", (x - 10, 690), (x + 240, 690), (x + 330, 860), (x - 100, 860))
        c.window(x, 450, 230, 170, SUN)
    for x, tall in ((300, 250), (1290, 300), (1420, 220)):
        for tier in range(3):
            wide, top = tall * (0.22 + tier * 0.09), 690 - tall + tier * tall * 0.26
            c.shape("#16332d", (x, top), (x - wide, top + tall * 0.42), (x + wide, top + tall * 0.42))
    return c


def _night() -> Canvas:
    """A long table before dawn: cups, a bowl of buns, the sun about to rise."""
    c = Canvas.of("#3b3148")
    c.box(250, 90, 1100, 430, PAPER)
    for step, colour in enumerate(("#4a4a78", "#6d5a86", "#a06d86", "#d68d7c", SUN)):
        c.box(272, 112 + step * 78, 1056, 82, colour)
    c.disc(1010, 470, 74, "#fff1c9")
    c.shape("#2b2536", (272, 520), (272, 480), (500, 420), (760, 476), (990, 440), (1328, 486), (1328, 520))
    c.box(786, 90, 26, 430, PAPER)
    c.box(250, 496, 1100, 30, PAPER)
    c.box(0, 620, WIDTH, 280, WOOD)
    c.box(0, 620, WIDTH, 16, "#b58652")
    for x in (150, 420, 1180, 1440):
        c.arc(x + 62, 690, 34, 270, 90, SNOW, 14)
        c.box(x - 60, 640, 120, 130, SNOW, round_=18)
        c.disc(x, 644, 58, "#5b3a33", tall=0.22)
        c.line("#cfc6da", 5, (x - 20, 600), (x - 8, 575), (x - 22, 550))
        c.line("#cfc6da", 5, (x + 16, 604), (x + 28, 579), (x + 14, 554))
    for row, count in ((0, 5), (1, 4), (2, 3)):
        for number in range(count):
            x = 800 + (number - (count - 1) / 2) * 96
            c.disc(x, 690 - row * 48, 58, "#c9833f" if number % 2 else "#d6954f", tall=0.72)
    c.shape(GREEN, (530, 700), (1070, 700), (980, 850), (620, 850))
    return c


def _candle() -> Canvas:
    """A candle on a sill; its flame bends from a gap in the frame."""
    c = Canvas.of(SOFT)
    c.box(120, 0, 980, 690, PAPER)
    c.box(180, 0, 400, 630, NIGHT)
    c.box(640, 0, 400, 630, NIGHT)
    for number in range(26):
        c.line(
            "#3d5274",
            4,
            (200 + number * 34 % 800, 40 + number * 83 % 560),
            (240 + number * 34 % 800, 60 + number * 83 % 560),
        )
    c.box(580, 0, 60, 640, PAPER)
    c.box(60, 690, 1480, 50, SAND)
    c.box(0, 740, WIDTH, 160, "#c7d9d0")
    for offset in (0, 44, 88):
        c.line(STEEL, 7, (1060, 250 + offset), (1150, 240 + offset), (1230, 262 + offset), (1300, 244 + offset))
    c.box(1098, 200, 6, 240, INK)
    c.box(1290, 420, 110, 270, "#fff7e6", round_=10)
    c.line(INK, 8, (1345, 424), (1352, 396))
    c.disc(1405, 330, 150, "#eee6c4")
    c.drop(SUN, (1348, 400), (1480, 262), 50)
    c.drop("#fff1c9", (1352, 396), (1436, 308), 26)
    return c


def _school() -> Canvas:
    """A school with two rows of new windows, a tree, and children on their way in."""
    c = Canvas.of(SKY)
    c.disc(1370, 160, 84, SUN)
    for x, y in ((230, 130), (320, 150), (1010, 110), (1090, 130)):
        c.disc(x, y, 70, "#eef4f7", tall=0.5)
    c.box(0, 720, WIDTH, 180, "#8db59f")
    c.box(160, 270, 1120, 470, CLAY)
    c.box(140, 240, 1160, 46, "#7d3a12")
    for row, numbers in ((330, range(8)), (530, (0, 1, 2, 5, 6, 7))):
        for number in numbers:
            x = 206 + number * 132
            c.window(x, row, 104, 140, "#a9d0dd")
            c.shape(
                "#c6e2ea",
                (x + 10, row + 90),
                (x + 44, row + 8),
                (x + 50, row + 8),
                (x + 50, row + 40),
                (x + 22, row + 130),
                (x + 10, row + 130),
            )
    c.box(620, 540, 200, 200, GREEN)
    c.box(716, 540, 8, 200, DEEP)
    c.shape("#c9cfc4", (600, 740), (840, 740), (980, 900), (460, 900))
    c.tree(1420, 780, 460, GREEN)
    for x, tall, colour, skin in ((640, 150, SUN, SKIN[1]), (740, 170, NIGHT, SKIN[0]), (830, 140, ROSE, SKIN[2])):
        c.person(x, 860, tall, colour, skin)
    return c


def _apprentice() -> Canvas:
    """Somebody at a bench; tools in a row on the wall."""
    c = Canvas.of(SAND)
    c.box(0, 720, WIDTH, 180, "#cfc4b1")
    c.box(160, 110, 760, 300, SOFT, round_=16)
    for number in range(6):
        x = 230 + number * 120
        c.box(x, 150, 22, 110, WOOD, round_=8)
        if number % 3 == 0:
            c.box(x - 34, 250, 90, 44, STEEL, round_=8)
        elif number % 3 == 1:
            c.shape(STEEL, (x - 6, 258), (x + 28, 258), (x + 18, 360), (x + 4, 360))
        else:
            c.arc(x + 11, 300, 42, 120, 420, STEEL, 16)
    c.window(1080, 90, 360, 330, SKY)
    c.disc(1370, 170, 44, SUN)
    c.person(760, 760, 520, GREEN, SKIN[2])
    c.box(690, 372, 140, 230, DEEP, round_=24)
    c.line(GREEN, 58, (850, 400), (960, 480), (1060, 560))
    c.disc(1072, 566, 34, SKIN[2])
    c.box(240, 600, 1180, 54, WOOD, round_=8)
    c.box(300, 654, 70, 200, "#b58652")
    c.box(1290, 654, 70, 200, "#b58652")
    c.box(980, 540, 300, 60, "#e8c79b", round_=6)
    c.box(1040, 500, 130, 44, INK, round_=14)
    for number in range(5):
        c.arc(1310 + number * 34, 586, 16, 180, 400, "#e8c79b", 8)
    return c


def _frame() -> Canvas:
    """Old frames on one side, new ones on the other, and a ring of arrows between."""
    c = Canvas.of(SOFT)
    c.box(0, 730, WIDTH, 170, "#b9d3c7")
    for number, behind in enumerate(("#c9c1b5", "#c9c1b5", "#c9c1b5", "#c9c1b5", SOFT)):
        x, y = 130 + number * 26, 330 + number * 22
        c.box(x - 4, y - 4, 268, 388, SOFT)
        c.box(x, y, 260, 380, "#9a8f82")
        c.box(x + 26, y + 26, 208, 328, behind)
        c.box(x + 120, y, 20, 380, "#9a8f82")
    for number in range(3):
        x = 1110 + number * 70
        c.window(x, 300 + number * 46, 290, 400, SKY, frame=GREEN)
    c.arc(800, 470, 190, 200, 340, GREEN, 34)
    c.arc(800, 470, 190, 20, 160, SUN, 34)
    for angle, colour in ((345, GREEN), (165, SUN)):
        turn = angle * pi / 180
        x, y = 800 + 173 * cos(turn), 470 + 173 * sin(turn)
        ahead = turn + pi / 2
        tip = (x + 70 * cos(ahead), y + 70 * sin(ahead))
        side = (58 * cos(turn), 58 * sin(turn))
        c.shape(colour, tip, (x + side[0], y + side[1]), (x - side[0], y - side[1]))
    return c


def _open_house() -> Canvas:
    """A gate standing open under flags; people on their way in."""
    c = Canvas.of(SKY)
    c.box(0, 700, WIDTH, 200, "#c9cfc4")
    c.box(200, 250, 1200, 470, GREEN)
    c.shape(DEEP, (170, 262), (800, 130), (1430, 262))
    c.box(560, 380, 480, 340, "#fff1c9")
    c.box(500, 380, 60, 340, STEEL)
    c.box(1040, 380, 60, 340, STEEL)
    for number in range(12):
        x = 150 + number * 116
        y = 330 - 40 * sin(number / 11 * pi)
        colour = (CLAY, SUN, PAPER)[number % 3]
        c.shape(colour, (x, y), (x + 70, y), (x + 35, y + 70))
    for x, tall, colour, skin in (
        (480, 230, CLAY, SKIN[0]),
        (580, 140, SUN, SKIN[0]),
        (800, 220, NIGHT, SKIN[1]),
        (1010, 240, ROSE, SKIN[2]),
        (1110, 150, GREEN, SKIN[2]),
    ):
        c.person(x, 850, tall, colour, skin)
    return c


DRAWN: dict[str, Callable[[], Canvas]] = {
    "pane": _pane,
    "night": _night,
    "candle": _candle,
    "school": _school,
    "apprentice": _apprentice,
    "frame": _frame,
    "open-house": _open_house,
}
"""By the story's key."""


def draw(key: str) -> bytes:
    """The picture of this story, PNG."""
    return DRAWN[key]().png()
