"""Pictures of every page for docs/screenshots: in Chinese and English, on a phone and on a large screen."""

import io
import re
from uuid import UUID

import pytest
from PIL import Image

from tests.browser.test_every_page import EVERYWHERE, Stop, shown
from tests.browser.visits import DESK, LARGE_SCREEN, PHONE, ROOT, Visits

FOLDER = ROOT / "docs" / "screenshots"
LOOKS = {"zh": ("zh-CN", DESK), "en": ("en", DESK), "phone": ("zh-CN", PHONE), "large": ("zh-CN", LARGE_SCREEN)}
COLOURS = 256
PLAYED_SECONDS = 2_400
"""The first picture waits until the whole demo has been played."""


def name_of(stop: Stop) -> str:
    """The name of a page's pictures: its address and, where it is made for somebody, their role."""
    plain = re.sub(
        r"[^a-z0-9]+", "-", stop.path.format_map({"filed": "waiting", "accepted": "counted", "featured": "public"})
    ).strip("-")
    return f"{plain or 'work'}{f'.{stop.who.role}' if stop.who else ''}"


@pytest.mark.timeout(PLAYED_SECONDS)
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("stop", EVERYWHERE, ids=name_of)
async def test_a_page_has_its_picture_taken(visits: Visits, reports: dict[str, UUID], stop: Stop, look: str) -> None:
    language, size = LOOKS[look]
    path = stop.path.format_map(reports)
    page = await (
        visits.sign_in(stop.who, path, language=language, size=size)
        if stop.who
        else visits.open(path, language=language, size=size)
    )
    await shown(page)

    # A palette is a fifth of the size, and nobody sees the difference in a page.
    taken = Image.open(io.BytesIO(await page.screenshot())).convert("RGB").quantize(COLOURS)
    FOLDER.mkdir(parents=True, exist_ok=True)
    taken.save(FOLDER / f"{name_of(stop)}.{look}.png", optimize=True)


def test_the_gallery_shows_every_page_in_every_look() -> None:
    names = list(dict.fromkeys(name_of(stop) for stop in EVERYWHERE))
    heads = " | ".join(LOOKS)
    lines = [
        f"# Every page\n\nMade by `make screenshots` from a demo.\n\n| page | {heads} |",
        "|---" * (len(LOOKS) + 1) + "|",
    ]
    for name in names:
        pictures = [f"{name}.{look}.png" for look in LOOKS]
        assert all((FOLDER / picture).is_file() for picture in pictures), name
        shown_small = " | ".join(
            f'<a href="{picture}"><img src="{picture}" width="200" alt="{name}"></a>' for picture in pictures
        )
        lines.append(f"| {name} | {shown_small} |")
    (FOLDER / "README.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
