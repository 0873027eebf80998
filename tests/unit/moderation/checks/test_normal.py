import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.moderation.checks.normal import _SIMPLIFIED, _UNUSUAL, Normal, _joins, normalised

ATOMS = {
    "职": "职",
    "職": "职",
    "業": "业",
    "教": "教",
    "育": "育",
    "a": "a",
    "\uff21": "A",
    "\uff11": "1",
    "\uff0c": ",",
    "①": "1",
    "㈱": "(株)",
    "…": "...",
    "\ufb01": "fi",
    "㎡": "m2",
    "e\u0301": "é",
    "e\u200d\u0301": "é",
    "\uff76\uff9e": "ガ",
    "か\u3099": "が",
    "\u1112\u1161\u11ab": "한",
    "😀": "😀",
    "𠮷": "𠮷",
    "\n": "\n",
    " ": " ",
}
"""Characters of an original, and what they are read as: one to one, one to many, many to one."""
UNSEEN = ["", "\u200b", "\ufeff", "\u2060\u200b", "\ufe0f", "\u00ad", "\U000e0101"]

written = st.lists(st.tuples(st.sampled_from(sorted(ATOMS)), st.sampled_from(UNSEEN)), max_size=30)


@given(written)
def test_every_character_leads_back_to_exactly_what_it_was_made_from(atoms: list[tuple[str, str]]) -> None:
    original = "".join(atom + unseen for atom, unseen in atoms)
    normal = Normal(original)
    assert normal.text == "".join(ATOMS[atom] for atom, _unseen in atoms)

    place = made = 0
    for atom, unseen in atoms:
        for character in range(made, made + len(ATOMS[atom])):
            assert normal.span(character, character + 1) == (place, place + len(atom))
        made += len(ATOMS[atom])
        place += len(atom) + len(unseen)


@given(written, st.data())
def test_a_stretch_covers_all_characters_it_came_from_and_nothing_else_that_is_seen(
    atoms: list[tuple[str, str]], data: st.DataObject
) -> None:
    original = "".join(atom + unseen for atom, unseen in atoms)
    normal = Normal(original)
    if not normal.text:
        return
    start = data.draw(st.integers(0, len(normal.text) - 1))
    end = data.draw(st.integers(start + 1, len(normal.text)))

    first, last = normal.span(start, end)

    covered = normalised(original[first:last])
    assert normal.text[start:end] in covered
    # Only the parts of a character that became several may stand over at either side.
    assert len(covered) - (end - start) <= 4


@given(st.text(max_size=60))
def test_any_text_is_led_back_without_a_gap_or_an_overlap(text: str) -> None:
    normal = Normal(text)
    spans = [normal.span(place, place + 1) for place in range(len(normal.text))]

    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one == two or one[1] <= two[0] for one, two in pairwise(spans))
    for start, end in spans:
        assert unicodedata.normalize("NFKC", text[start:end])


def test_traditional_full_width_and_split_spellings_read_the_same() -> None:
    assert {normalised(text) for text in ("職業教育A1", "职业教育\uff21\uff11", "职\u200b业教\ufe0f育A1")} == {
        "职业教育A1"
    }


def test_characters_taken_as_straight_are_one_character_and_join_no_other() -> None:
    straight = (chr(code) for code in range(0x32000) if not 0xD800 <= code < 0xE000)
    for character in straight:
        if _UNUSUAL.match(character) is None:
            assert len(unicodedata.normalize("NFKC", character)) == 1
            assert not _joins(character)
            assert _SIMPLIFIED.convert(unicodedata.normalize("NFKC", character)) == normalised(character)


def test_whatever_unicode_composes_is_known_to_join_the_character_before_it() -> None:
    for code in range(0x32000):
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            first, second = (chr(int(part, 16)) for part in parts)
            if unicodedata.normalize("NFC", first + second) == chr(code):
                assert _joins(second), hex(code)


def test_simplifying_keeps_the_number_of_characters() -> None:
    for code in range(0x3400, 0x32000):
        if not 0xD800 <= code < 0xE000:
            assert len(_SIMPLIFIED.convert(chr(code))) == 1


def test_an_empty_stretch_comes_from_nowhere() -> None:
    with pytest.raises(ValueError, match="empty"):
        Normal("职业").span(1, 1)
