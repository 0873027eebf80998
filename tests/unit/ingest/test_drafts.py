"""The etag of a draft: what decides whether a save overwrites something unseen."""

from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from services.ingest.domain.drafts import Draft, DraftRequest, call_of, etag_of, form_json, may_replace
from tests.unit.ingest.making import NOW

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
forms = st.dictionaries(st.text(max_size=4), json_values, max_size=4)


def draft(form: dict[str, object], title: str = "") -> Draft:
    stored = form_json(DraftRequest(organisation="o", form=form))
    return Draft(uuid4(), 1, "o", ("o",), "p", title, stored, NOW, NOW)


@given(forms)
def test_the_order_in_which_a_form_was_filled_in_does_not_matter(form: dict[str, object]) -> None:
    assert draft(form).etag == draft(dict(reversed(form.items()))).etag


@given(forms, forms)
def test_two_drafts_have_one_etag_exactly_when_they_say_the_same(
    one: dict[str, object], other: dict[str, object]
) -> None:
    same = form_json(DraftRequest(organisation="o", form=one)) == form_json(DraftRequest(organisation="o", form=other))

    assert (draft(one).etag == draft(other).etag) is same


@given(forms, forms)
def test_a_save_replaces_what_it_saw_or_repeats_and_nothing_else(
    held: dict[str, object], new: dict[str, object]
) -> None:
    kept, etag = draft(held), draft(new).etag

    assert may_replace(kept, kept.etag, etag)
    assert may_replace(kept, None, kept.etag)
    assert may_replace(kept, "seen by nobody", etag) is (etag == kept.etag)
    assert may_replace(kept, None, etag) is (etag == kept.etag)


def test_title_and_organisation_are_part_of_a_draft() -> None:
    assert len({etag_of("o", "t", "{}"), etag_of("o", "", "{}"), etag_of("p", "t", "{}"), etag_of("o", "t", "[]")}) == 4


def test_a_draft_says_for_which_edition_and_kind_it_is_as_far_as_it_is_filled_in() -> None:
    content = {"kind": "summary", "title": "总结"}

    assert call_of(draft({"edition": "2024", "content": content}).form_json) == ("2024", "summary")
    assert call_of(draft({"edition": "2024", "content": {"title": 7}}).form_json) == ("2024", None)
    assert call_of(draft({"edition": "x" * 65, "content": "kind"}).form_json) == (None, None)


@given(forms | st.fixed_dictionaries({"edition": json_values, "content": json_values}))
def test_whatever_a_draft_holds_it_can_be_saved(form: dict[str, object]) -> None:
    assert all(one is None or isinstance(one, str) for one in call_of(draft(form).form_json))
