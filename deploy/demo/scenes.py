"""Drawn scenes of an activity week in place of photos: an open day, a workshop, a ceremony, a craft table.

They need no rights and show nobody. Equal chances draw equal scenes, and no two are taken for the same picture.
"""

import math
from collections.abc import Sequence
from random import Random

from PIL import Image, ImageDraw, ImageFilter

Colour = tuple[int, int, int]
Pencil = ImageDraw.ImageDraw

SKIES: tuple[tuple[Colour, Colour], ...] = (
    ((118, 176, 226), (226, 238, 246)),
    ((92, 148, 205), (250, 226, 190)),
    ((150, 190, 210), (240, 240, 232)),
    ((70, 120, 180), (200, 224, 240)),
)
WALLS: tuple[Colour, ...] = ((214, 196, 172), (186, 120, 96), (228, 224, 214), (168, 178, 186), (206, 172, 120))
CLOTHES: tuple[Colour, ...] = (
    (38, 74, 130),
    (196, 52, 44),
    (240, 240, 240),
    (52, 120, 84),
    (236, 170, 52),
    (92, 70, 128),
)
SKIN: tuple[Colour, ...] = ((240, 204, 170), (222, 180, 142), (246, 216, 190))
HAIR: Colour = (38, 30, 28)
RED: Colour = (198, 34, 30)
GOLD: Colour = (250, 214, 96)
STEEL: Colour = (150, 158, 166)
LIGHT_SHARE = 0.3
"""How much of a picture is the light that falls on it, which is different on each."""


def scene(draw: Random, width: int, height: int) -> Image.Image:
    """A scene of this size in pixels."""
    picture = Image.new("RGB", (width, height))
    paint = draw.choice((_open_day, _workshop, _ceremony, _craft_table))
    paint(ImageDraw.Draw(picture), draw, width, height)
    light = Image.frombytes("RGB", (8, 6), bytes(draw.randrange(40, 256) for _ in range(8 * 6 * 3)))
    light = light.convert("L").convert("RGB").resize((width, height), Image.Resampling.BICUBIC)
    return Image.blend(picture, light, LIGHT_SHARE).filter(ImageFilter.GaussianBlur(width / 1_600))


def _open_day(pencil: Pencil, draw: Random, width: int, height: int) -> None:
    """A school yard: buildings, a banner, booths, and who came."""
    ground = int(height * draw.uniform(0.5, 0.68))
    _gradient(pencil, (0, 0, width, ground), *draw.choice(SKIES))
    _gradient(pencil, (0, ground, width, height), (184, 186, 180), draw.choice(((120, 150, 100), (150, 146, 140))))
    left = -int(width * draw.uniform(0.0, 0.2))
    while left < width:
        across = int(width * draw.uniform(0.16, 0.42))
        _building(pencil, draw, (left, ground - int(height * draw.uniform(0.16, 0.46)), left + across, ground))
        left += across + int(width * draw.uniform(0.0, 0.14))
    for _tree in range(draw.randrange(5)):
        _tree_at(pencil, draw, draw.randrange(width), ground, int(height * draw.uniform(0.12, 0.3)))
    start, top = int(width * draw.uniform(0.02, 0.4)), int(height * draw.uniform(0.1, 0.4))
    _banner(pencil, (start, top, start + int(width * draw.uniform(0.3, 0.56)), top + int(height * 0.08)))
    for _booth in range(draw.randrange(1, 4)):
        _booth_at(
            pencil, draw, draw.randrange(width), ground + int(height * 0.1), int(width * draw.uniform(0.12, 0.22))
        )
    _crowd(pencil, draw, (0, ground, width, height), draw.randrange(6, 18))


def _workshop(pencil: Pencil, draw: Random, width: int, height: int) -> None:
    """A training hall: windows, machines, students at work."""
    floor = int(height * draw.uniform(0.55, 0.72))
    _gradient(pencil, (0, 0, width, floor), draw.choice(WALLS), (236, 238, 236))
    _gradient(pencil, (0, floor, width, height), (128, 136, 140), draw.choice(((84, 110, 96), (96, 100, 112))))
    step = int(width / draw.randrange(4, 9))
    for left in range(draw.randrange(step), width, step):
        top = int(height * draw.uniform(0.05, 0.1))
        pencil.rectangle(
            (left, top, left + int(step * 0.7), top + int(height * draw.uniform(0.16, 0.3))), fill=(214, 232, 244)
        )
    for _machine in range(draw.randrange(2, 6)):
        across, high = int(width * draw.uniform(0.12, 0.3)), int(height * draw.uniform(0.16, 0.38))
        left, foot = draw.randrange(-across // 2, width), floor + draw.randrange(int(height * 0.16))
        body = draw.choice(((62, 110, 160), STEEL, (60, 140, 120), (232, 150, 46), (210, 212, 208)))
        pencil.rounded_rectangle((left, foot - high, left + across, foot), width // 90, fill=body)
        inset = across // 6
        pencil.rectangle(
            (left + inset, foot - high + inset, left + across - inset, foot - high // 3), fill=(40, 52, 60)
        )
        lamp = (left + across - inset, foot - high // 4, left + across - inset // 2, foot - high // 4 + inset // 2)
        pencil.ellipse(lamp, fill=draw.choice(((70, 220, 110), RED, GOLD)))
    _crowd(pencil, draw, (0, floor, width, height), draw.randrange(3, 9))


def _ceremony(pencil: Pencil, draw: Random, width: int, height: int) -> None:
    """A hall with a stage, a screen, and the audience seen from behind."""
    stage = int(height * draw.uniform(0.5, 0.66))
    _gradient(pencil, (0, 0, width, stage), draw.choice(((30, 34, 60), (70, 24, 30), (24, 44, 70))), (96, 60, 60))
    _gradient(pencil, (0, stage, width, height), (120, 80, 56), (40, 30, 30))
    for _beam in range(draw.randrange(2, 6)):
        begins = draw.randrange(width)
        pencil.polygon(((begins, 0), (begins + width // 14, stage), (begins - width // 14, stage)), fill=(128, 96, 84))
    left, right = int(width * draw.uniform(0.06, 0.3)), int(width * draw.uniform(0.66, 0.96))
    top = int(height * draw.uniform(0.06, 0.18))
    screen = draw.choice(((186, 26, 30), (26, 86, 168), (30, 123, 52), (220, 96, 40)))
    _gradient(pencil, (left, top, right, int(stage * 0.86)), screen, tuple(channel // 2 for channel in screen))
    for line in range(draw.randrange(2, 4)):
        begins = top + int(height * (0.08 + line * 0.1))
        inset = int(width * draw.uniform(0.05, 0.14))
        pencil.rectangle(
            (left + inset, begins, right - inset, begins + int(height * 0.04)), fill=GOLD if line else (255, 255, 255)
        )
    for number in range(draw.randrange(1, 6)):
        _person(pencil, draw, left + int((right - left) * (number + 0.5) / 6), stage + height // 50, int(height * 0.2))
    for row in range(3):
        size = int(height * (0.09 + row * 0.04))
        for column in range(draw.randrange(7, 12)):
            middle = int(width * (column + draw.uniform(0.1, 0.9)) / 10)
            foot = int(height * (0.8 + row * 0.12))
            pencil.ellipse((middle - size // 3, foot - size, middle + size // 3, foot - size // 3), fill=HAIR)
            pencil.ellipse((middle - size, foot - size // 2, middle + size, foot + size), fill=draw.choice(CLOTHES))


def _craft_table(pencil: Pencil, draw: Random, width: int, height: int) -> None:
    """A table seen from above: pots, plates, paper, tools."""
    _gradient(
        pencil, (0, 0, width, height), draw.choice(((176, 128, 84), (226, 214, 196), (120, 84, 60))), draw.choice(WALLS)
    )
    for _sheet in range(draw.randrange(2, 6)):
        middle_x, middle_y = draw.randrange(width), draw.randrange(height)
        reach, turn = width * draw.uniform(0.1, 0.26), draw.uniform(0, math.pi)
        corners = [
            (middle_x + reach * math.cos(turn + quarter), middle_y + reach * 0.7 * math.sin(turn + quarter))
            for quarter in (0.0, 1.2, math.pi, math.pi + 1.2)
        ]
        pencil.polygon(corners, fill=draw.choice(((246, 244, 236), RED, (240, 208, 120), (120, 170, 200))))
    for _pot in range(draw.randrange(4, 11)):
        radius = int(width * draw.uniform(0.04, 0.13))
        left, top = draw.randrange(-radius, width), draw.randrange(-radius, height)
        glaze = draw.choice(((70, 130, 140), (232, 228, 216), (150, 70, 50), (40, 66, 120), (110, 140, 90)))
        pencil.ellipse((left, top, left + 2 * radius, top + 2 * radius), fill=glaze)
        ring = radius // 4
        inner = (left + ring, top + ring, left + 2 * radius - ring, top + 2 * radius - ring)
        pencil.ellipse(inner, fill=tuple(max(0, channel - 40) for channel in glaze))
    for _tool in range(draw.randrange(2, 7)):
        begins = (draw.randrange(width), draw.randrange(height))
        ends = (
            begins[0] + draw.randrange(-width // 4, width // 4),
            begins[1] + draw.randrange(-height // 4, height // 4),
        )
        pencil.line((*begins, *ends), fill=draw.choice((STEEL, (90, 60, 40), GOLD)), width=max(2, width // 110))


def _gradient(pencil: Pencil, box: tuple[int, int, int, int], above: Sequence[int], below: Sequence[int]) -> None:
    left, top, right, bottom = box
    for line in range(top, bottom):
        share = (line - top) / max(1, bottom - top)
        colour = tuple(int(one + (other - one) * share) for one, other in zip(above, below, strict=True))
        pencil.line((left, line, right, line), fill=colour)


def _building(pencil: Pencil, draw: Random, box: tuple[int, int, int, int]) -> None:
    left, top, right, bottom = box
    pencil.rectangle(box, fill=draw.choice(WALLS))
    columns, rows = draw.randrange(3, 7), draw.randrange(2, 5)
    across, high = (right - left) / columns, (bottom - top) / rows
    glass = draw.choice(((92, 130, 160), (60, 84, 110), (230, 220, 170)))
    for column in range(columns):
        for row in range(rows):
            begins, above = left + across * (column + 0.2), top + high * (row + 0.2)
            pencil.rectangle((begins, above, begins + across * 0.6, above + high * 0.5), fill=glass)


def _tree_at(pencil: Pencil, draw: Random, middle: int, foot: int, size: int) -> None:
    pencil.rectangle((middle - size // 14, foot - size // 2, middle + size // 14, foot), fill=(96, 70, 50))
    green = (draw.randrange(40, 90), draw.randrange(110, 160), draw.randrange(50, 90))
    for across, above in ((-0.3, 0.5), (0.3, 0.5), (0.0, 0.75)):
        x, y, radius = middle + size * across, foot - size * above, size * 0.34
        pencil.ellipse((x - radius, y - radius, x + radius, y + radius), fill=green)


def _banner(pencil: Pencil, box: tuple[int, int, int, int]) -> None:
    left, top, right, bottom = box
    pencil.rectangle(box, fill=RED)
    sign, high = (right - left) / 14, bottom - top
    for number in range(1, 13):
        begins = left + sign * (number + 0.1)
        pencil.rectangle((begins, top + high * 0.28, begins + sign * 0.7, bottom - high * 0.28), fill=GOLD)


def _booth_at(pencil: Pencil, draw: Random, left: int, foot: int, across: int) -> None:
    roof, cloth = draw.choice(CLOTHES), draw.choice(CLOTHES)
    pencil.rectangle((left, foot - across // 3, left + across, foot), fill=cloth)
    pencil.polygon(
        (
            (left - across // 10, foot - across * 2 // 3),
            (left + across // 2, foot - across),
            (left + across * 11 // 10, foot - across * 2 // 3),
        ),
        fill=roof,
    )
    for post in (left, left + across):
        pencil.line((post, foot - across * 2 // 3, post, foot), fill=STEEL, width=max(2, across // 30))


def _crowd(pencil: Pencil, draw: Random, box: tuple[int, int, int, int], count: int) -> None:
    """People, those in front last and largest."""
    left, top, right, bottom = box
    feet = sorted(draw.uniform(0.25, 1.05) for _ in range(count))
    for share in feet:
        size = int((bottom - top) * (0.35 + share * 0.45))
        _person(pencil, draw, draw.randrange(left, right), top + int((bottom - top) * share), size)


def _person(pencil: Pencil, draw: Random, middle: int, foot: int, size: int) -> None:
    head, half = size // 8, size // 7
    shirt, trousers = draw.choice(CLOTHES), draw.choice(((40, 46, 60), (70, 74, 84), (30, 40, 70)))
    pencil.rectangle((middle - half // 2, foot - size // 2, middle + half // 2, foot), fill=trousers)
    pencil.rounded_rectangle(
        (middle - half, foot - size * 3 // 4, middle + half, foot - size * 2 // 5), max(1, half // 2), fill=shirt
    )
    face = (middle - head, foot - size, middle + head, foot - size + 2 * head)
    pencil.ellipse(face, fill=draw.choice(SKIN))
    pencil.chord(face, 180, 360, fill=HAIR)
