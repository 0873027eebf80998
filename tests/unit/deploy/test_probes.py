"""The few bytes that ask a server whether it is ready are the bytes of its protocol."""

import bson as driver_bson
from hypothesis import given
from hypothesis import strategies as st

from deploy.native import probes

NAMES = st.text(st.characters(blacklist_characters="\x00", blacklist_categories=["Cs"]), min_size=1, max_size=8)
LEAVES = st.text(st.characters(blacklist_categories=["Cs"])) | st.integers(-(2**31), 2**31 - 1)
DOCUMENTS = st.recursive(
    st.dictionaries(NAMES, LEAVES, max_size=4),
    lambda inner: st.dictionaries(NAMES, LEAVES | inner | st.lists(inner, max_size=3), max_size=4),
    max_leaves=8,
)


@given(DOCUMENTS)
def test_the_drivers_own_decoder_reads_what_is_written(document: dict[str, probes.Bson]) -> None:
    assert driver_bson.decode(probes.bson(document)) == document
