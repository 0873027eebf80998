"""Which files go with which fact, what is wrong with some of them, and their bytes, made when they are needed.

A file is a plain dictionary in a step: its line of the manifest without size and hash, and how its bytes are made (`make`,
`seed`). `cut` marks the upload that breaks off in the middle and is gone on with by somebody who only has the receipt.
"""

import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from deploy.demo import pictures
from deploy.demo.pictures import Make

File = dict[str, Any]

MAKERS: dict[str, Make] = {
    "photo": pictures.photo,
    "large_photo": pictures.large_photo,
    "film": pictures.film,
    "bomb": pictures.bomb,
    "mislabelled": pictures.mislabelled,
}
CUT, BOMB, MISLABELLED, NO_CONSENT = "F07", "F36", "F44", "F21"
"""Facts with something special: an upload that is cut, a photo that is a bomb, one that is none, one without consent."""
FAILS = {"bomb": "picture_too_large", "mislabelled": "type_not_allowed"}
"""The problem that a file is to come to, by how it was made."""
PARTS_OF_MANIFEST = ("name", "kind", "caption", "credit", "consent")
MADE_AT_ONCE = 256


def files_of(fact: str, seed: str, place: str) -> list[File]:
    """The files of a fact: two photos and a short film, and what is special about it."""
    caption, credit = f"{place}活动周现场", f"{place}供图"

    def one(name: str, kind: str, make: str, **more: Any) -> File:  # noqa: ANN401 - parts of a file.
        said = {"name": name, "kind": kind, "make": make, "seed": f"{seed}-{name}"}
        return said | {"caption": caption, "credit": credit} | more

    files = [
        one("启动仪式现场①.jpg", "photo", "photo"),
        one("职业体验 学生作品.jpg", "photo", "large_photo" if fact == CUT else "photo", cut=fact == CUT),
        one("活动短片《技能成就梦想》.mp4", "video", "film"),
    ]
    if fact == BOMB:
        files.append(one("全景长图.png", "photo", "bomb"))
    if fact == MISLABELLED:
        files.append(one("校门口合影.jpg", "photo", "mislabelled"))
    if fact == NO_CONSENT:
        consent = {"identifiable_minors": True, "under_14": True, "on_file": False}
        files.append(one("小学生体验陶艺.jpg", "photo", "photo", consent=consent))
    return files


def body_of(file: Mapping[str, Any]) -> bytes:
    """The bytes of a file."""
    return _made(file["make"], file["seed"])


def manifest_of(files: Iterable[File]) -> list[dict[str, Any]]:
    """The manifest of a form: what is promised of each file."""
    return [_line(file) for file in files]


def _line(file: File) -> dict[str, Any]:
    body = body_of(file)
    said = {name: file[name] for name in PARTS_OF_MANIFEST if name in file}
    return said | {"size_bytes": len(body), "sha256": hashlib.sha256(body).hexdigest()}


@lru_cache(MADE_AT_ONCE)
def _made(make: str, seed: str) -> bytes:
    return MAKERS[make](seed)
