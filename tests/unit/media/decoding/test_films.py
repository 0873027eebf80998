"""The sums around films: their structure, their size, how far they go."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.problems import Problem, ProblemCode
from services.media.decoding.film_boxes import refuse_cut_off
from services.media.decoding.film_parts import quarter
from services.media.decoding.tracks import LONGER_SIDE, shown_size


def box(kind: bytes, body: bytes = b"") -> bytes:
    return (8 + len(body)).to_bytes(4, "big") + kind + body


WHOLE = box(b"ftyp", b"isom") + box(b"moov", b"x" * 40) + box(b"mdat", b"y" * 90)


def cut_off(folder: Path, body: bytes, media_type: str = "video/mp4") -> bool:
    path = folder / "film"
    path.write_bytes(body)
    try:
        refuse_cut_off(path, media_type)
    except Problem as problem:
        assert problem.code is ProblemCode.FILM_BROKEN  # noqa: PT017 - the other outcome is silence.
        return True
    return False


def test_a_film_whose_boxes_are_all_there_passes(tmp_path: Path) -> None:
    long_box = b"\x00\x00\x00\x01mdat" + (16 + 5).to_bytes(8, "big") + b"12345"

    assert not cut_off(tmp_path, WHOLE)
    assert not cut_off(tmp_path, box(b"moov") + long_box)
    assert not cut_off(tmp_path, box(b"moov") + b"\x00\x00\x00\x00mdat and so on to the end")
    assert not cut_off(tmp_path, WHOLE + bytes(30))


# Fewer bytes than a box's head after the table are no box; that such a film has no content is seen when it is read.
@pytest.mark.parametrize("lost", [*range(1, 91), *range(99, len(WHOLE))])
def test_a_film_that_lost_its_last_bytes_is_broken(tmp_path: Path, lost: int) -> None:
    assert cut_off(tmp_path, WHOLE[:-lost])


def test_a_film_without_its_table_is_broken(tmp_path: Path) -> None:
    assert cut_off(tmp_path, box(b"ftyp", b"isom") + box(b"mdat", b"y" * 90))


def test_a_webm_is_as_long_as_it_says_or_goes_on_to_the_end(tmp_path: Path) -> None:
    head = b"\x1aE\xdf\xa3\x84webm"

    assert not cut_off(tmp_path, head + b"\x18S\x80g\x85" + b"12345", "video/webm")
    assert not cut_off(tmp_path, head + b"\x18S\x80g\x01\xff\xff\xff\xff\xff\xff\xff" + b"12345", "video/webm")
    assert cut_off(tmp_path, head + b"\x18S\x80g\x85" + b"1234", "video/webm")
    assert cut_off(tmp_path, head, "video/webm")
    assert cut_off(tmp_path, head + b"\x00" * 50, "video/webm")


@given(
    st.integers(16, 8_192),
    st.integers(16, 8_192),
    st.sampled_from([None, Fraction(1), Fraction(4, 3), Fraction(3, 4)]),
    st.sampled_from([0, 90, 180, 270]),
)
def test_a_film_is_never_enlarged_and_its_sides_are_even(
    width: int, height: int, aspect: Fraction | None, degrees: int
) -> None:
    across, down = shown_size(width, height, aspect, degrees)

    assert across % 2 == down % 2 == 0
    assert 2 <= across <= LONGER_SIDE
    assert 2 <= down <= LONGER_SIDE
    longest = max(width * float(aspect or 1), height)
    assert max(across, down) <= longest + 1


def test_a_turn_is_a_whole_quarter() -> None:
    assert [quarter(degrees) for degrees in (-90, 0, 3, 90, 181, 270, -180)] == [270, 0, 0, 90, 180, 270, 180]
