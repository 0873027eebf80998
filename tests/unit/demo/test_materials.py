"""The files of the demo: what a telephone writes into them is in them, each is like no other, and some are as wrong as said."""

import io
import struct
from itertools import combinations

import av
import numpy as np
import pdqhash
import pytest
from PIL import ExifTags, Image

from contracts.editions import shipped_editions
from deploy.demo import pictures
from deploy.demo.facts import fact_rows
from deploy.demo.materials import BOMB, CUT, MISLABELLED, NO_CONSENT, body_of, files_of, manifest_of
from deploy.demo.steps import Step
from services.kit.objects import LEAST_PART_BYTES

EDITION = next(one for one in shipped_editions() if one.edition == "2024")
ALIKE_BITS = 31


def test_every_fact_brings_photos_and_a_film_under_chinese_names(real: list[Step]) -> None:
    filed = [step for step in real if step["do"] == "file"]

    assert len(filed) == len(fact_rows())
    for step in filed:
        kinds = [file["kind"] for file in step["files"]]
        assert kinds.count("photo") >= 2
        assert kinds.count("video") == 1
        assert not any(file["name"].isascii() for file in step["files"])
        assert all(file["caption"] and file["credit"] for file in step["files"])


def test_a_photo_says_where_and_who_and_a_film_says_where() -> None:
    with Image.open(io.BytesIO(pictures.photo("one"))) as photo:
        exif = photo.getexif()
        assert exif[ExifTags.Base.Artist] == "Wang Laoshi"
        assert set(exif.get_ifd(ExifTags.IFD.GPSInfo)) == {1, 2, 3, 4}
        assert "王老师".encode() in photo.info["xmp"]
    with av.open(io.BytesIO(pictures.film("one"))) as film:
        assert film.streams.video[0].codec_context.name == "h264"
        assert "com.apple.quicktime.location.ISO6709" in film.metadata


@pytest.mark.parametrize("make", [pictures.photo, pictures.film], ids=["photo", "film"])
def test_equal_seeds_make_equal_bytes_and_others_do_not(make: pictures.Make) -> None:
    assert make("one") == make("one")
    assert make("one") != make("other")


def test_no_two_photos_look_alike() -> None:
    hashes = []
    for number in range(12):
        with Image.open(io.BytesIO(pictures.photo(f"photo-{number}"))) as photo:
            bits, _quality = pdqhash.compute(np.asarray(photo))
            hashes.append(bits)

    nearest = min(int((one != other).sum()) for one, other in combinations(hashes, 2))
    assert nearest > ALIKE_BITS * 2


def test_the_cut_photo_has_more_than_one_part_and_the_bomb_is_small_outside_and_large_inside() -> None:
    cut = next(file for file in files_of(CUT, "s", "福建") if file.get("cut"))
    bomb = next(file for file in files_of(BOMB, "s", "陕西") if file["make"] == "bomb")

    assert LEAST_PART_BYTES < len(body_of(cut)) < EDITION.limits.photo_max_bytes
    body = body_of(bomb)
    width, height = struct.unpack(">II", body[16:24])  # Pillow itself would not open it.
    assert width * height > EDITION.limits.photo_max_pixels
    assert len(body) < 1_000_000


def test_a_mislabelled_photo_is_none_and_one_shows_minors_without_consent() -> None:
    wrong = next(file for file in files_of(MISLABELLED, "s", "湖北") if file["make"] == "mislabelled")
    minors = [file for file in files_of(NO_CONSENT, "s", "广州") if "consent" in file]

    assert wrong["name"].endswith(".jpg")
    assert b"<script>" in body_of(wrong)
    assert [file["consent"]["on_file"] for file in minors] == [False]


def test_a_manifest_promises_the_size_and_hash_of_the_very_bytes() -> None:
    files = files_of("F04", "s", "浙江")

    for file, line in zip(files, manifest_of(files), strict=True):
        assert line["size_bytes"] == len(body_of(file))
        assert line["name"] == file["name"]
        assert set(line) <= {"name", "size_bytes", "sha256", "kind", "caption", "credit", "consent"}
