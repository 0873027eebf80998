"""The loop that `photos_vs_pillow` compares with: Pillow alone, one process a core, files on the disk in and out.

It makes the same five renditions with the same settings as media, from one decode, as somebody who knows Pillow would. It
verifies nothing, limits nothing, and knows no profiles, turns, marks, hashes, queue or object store.
"""

import os
import tempfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from PIL import Image

from services.media.decoding.confine import die_with_parent
from services.media.decoding.photo import SIDES
from services.media.decoding.renditions import PRESS_QUALITY, QUALITY, WEBP_METHOD


def pool(processes: int) -> ProcessPoolExecutor:
    """Processes that have nothing in common with this one.

    Each has a session of its own, as decoding children have: the kernel shares out processor time between sessions, and who
    is alone in one would have more of a busy machine.
    """
    return ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_alone)


def _alone() -> None:
    os.setsid()
    die_with_parent(os.getppid())


def make_renditions(source: Path) -> int:
    """Make the renditions of one photo in a folder that is removed at once; the answer is how many there were."""
    with tempfile.TemporaryDirectory() as folder, Image.open(source) as original:
        into = Path(folder)
        picture = original.convert("RGB")
        picture.save(into / "press.jpg", quality=PRESS_QUALITY)
        for side in SIDES:
            scale = side / max(picture.size)
            size = (round(picture.width * scale), round(picture.height * scale))
            picture = picture.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
            picture.save(into / f"w{side}.jpg", quality=QUALITY)
            picture.save(into / f"w{side}.webp", quality=QUALITY, method=WEBP_METHOD)
        return len(list(into.iterdir()))
