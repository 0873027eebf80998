"""How a file is cut into parts, and when the parts make the whole file."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.problems import Problem, ProblemCode
from services.kit.objects import LEAST_PART_BYTES, MOST_PARTS, StoredPart
from services.media.domain.places import asset_of_incoming, incoming_key, rendition_key, renditions_of
from services.media.domain.sessions import Session, SessionState, missing_parts, part_size, read_upload, whole
from tests.unit.media.making import AT, SCHOOL, SUBMISSION, asset, sha


def session(size_bytes: int, part_bytes: int = LEAST_PART_BYTES) -> Session:
    """An open session of a file of this size."""
    return Session(
        asset=asset("a"),
        number=2,
        submission=SUBMISSION,
        edition="2024",
        organisation=SCHOOL,
        person="p",
        name="a.jpg",
        kind="photo",
        sha256=sha("a"),
        size_bytes=size_bytes,
        part_size_bytes=part_bytes,
        key="k",
        upload_id="u",
        state=SessionState.OPEN,
        opened_at=AT,
        expires_at=AT + timedelta(days=1),
        changed_at=AT,
    )


def parts_of(of: Session) -> list[StoredPart]:
    """All its parts, as the object store would tell them."""
    return [StoredPart(number, of.part_bytes(number), f"e{number}") for number in range(1, of.part_count + 1)]


@given(st.integers(0, 50_000_000_000), st.sampled_from([LEAST_PART_BYTES, 8 * 1_048_576]))
def test_parts_fit_what_an_object_store_takes_and_add_up_to_the_file(size_bytes: int, least_bytes: int) -> None:
    part_bytes = part_size(size_bytes, least_bytes)
    cut = session(size_bytes, part_bytes)

    assert part_bytes >= LEAST_PART_BYTES
    assert 1 <= cut.part_count <= MOST_PARTS
    assert sum(cut.part_bytes(number) for number in range(1, cut.part_count + 1)) == size_bytes
    assert all(cut.part_bytes(number) == part_bytes for number in range(1, cut.part_count))


@given(st.data())
def test_parts_in_any_order_are_whole_exactly_where_none_is_missing(data: st.DataObject) -> None:
    cut = session(data.draw(st.integers(0, 12)), 3)
    there = data.draw(st.permutations(parts_of(cut)))
    there = there[: data.draw(st.integers(0, len(there)))]

    missing = missing_parts(cut, there)

    assert set(missing) | {part.number for part in there} == set(range(1, cut.part_count + 1))
    if missing:
        with pytest.raises(Problem) as refusal:
            whole(cut, there)
        assert refusal.value.code is ProblemCode.UPLOAD_INCOMPLETE
        assert refusal.value.facts["missing"] == list(missing)
    else:
        assert [part.number for part in whole(cut, there)] == list(range(1, cut.part_count + 1))


@pytest.mark.parametrize(
    "wrong",
    [
        [StoredPart(1, 3, "a"), StoredPart(2, 2, "b"), StoredPart(3, 1, "c")],
        [StoredPart(1, 3, "a"), StoredPart(2, 3, "b")],
    ],
    ids=["a part too many", "a last part too long"],
)
def test_parts_that_make_another_size_are_refused_with_both_sizes(wrong: list[StoredPart]) -> None:
    with pytest.raises(Problem) as refusal:
        whole(session(5, 3), wrong)

    assert refusal.value.code is ProblemCode.SIZE_DIFFERS
    assert refusal.value.facts == {"expected": 5, "found": 6}


@pytest.mark.parametrize("number", [0, -1, 3])
def test_there_is_no_part_beyond_the_file(number: int) -> None:
    with pytest.raises(Problem) as refusal:
        session(5, 3).part_bytes(number)

    assert refusal.value.facts["expected"] == "1-2"


@pytest.mark.parametrize(
    "name", ["", "x", f"{UUID(int=1)}", f"{UUID(int=1)}.", f"{UUID(int=1)}.-1", f"{UUID(int=1)}.²"]
)
def test_an_address_that_names_no_session_is_not_found(name: str) -> None:
    with pytest.raises(Problem) as refusal:
        read_upload(name)

    assert refusal.value.code is ProblemCode.NOT_FOUND


def test_a_session_is_found_by_its_name_and_its_object_by_its_number() -> None:
    of = session(5)

    assert read_upload(of.upload) == (of.asset, 2)
    assert asset_of_incoming(incoming_key(of.asset, 2)) == of.asset
    assert asset_of_incoming("incoming/else/2") is None
    assert rendition_key(of.sha256, "photo-1", "w400.jpg").startswith(renditions_of(of.sha256))


def test_a_session_that_ended_leaves_something_to_be_removed_and_counts_no_more() -> None:
    ended = session(5).ended(SessionState.EXPIRED, AT)

    assert ended.clear_at == AT
    assert not ended.is_alive
    assert ended.cleared() == replace(ended, clear_at=None)
