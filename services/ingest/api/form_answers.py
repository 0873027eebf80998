"""What ingest answers about forms, as models."""

from contracts.base import Contract
from contracts.counts import Aggregation
from contracts.editions import ContactPoint, Edition, Entry, Limits
from contracts.forms import Section
from contracts.submissions import Kind
from services.ingest.domain.forms import Asked, FormDescription, entries_of


class FieldAnswer(Contract):
    """One field of a form, as a page shows it.

    `type` is line, text, lines, choice, choices, hosts, sessions, measures, organisation, submission, tick, files or
    contact; `list` names the list of the answer that a choice is made from. `max_characters` counts what a reader counts:
    white space is none. Of a case it is the length of all four parts together.
    """

    field: str
    section: Section
    type: str
    zh: str
    en: str
    hint_zh: str | None
    hint_en: str | None
    required: bool
    list: str | None
    max_characters: int | None


class NumberAnswer(Contract):
    """An indicator that may be typed, with its unit; `suggested` where it matters for this kind.

    `derived` where rows or items are counted, so that nobody types it for a report.
    """

    code: str
    name: str
    unit: str
    group: str
    aggregation: Aggregation
    key_schemes: tuple[str, ...]
    suggested: bool
    derived: bool


class FormAnswer(Contract):
    """The form of one kind in one edition, complete. `other` with a text may be chosen from each list."""

    edition: str
    edition_title: str
    sealed: bool
    kind: Kind
    zh: str
    en: str
    fields: tuple[FieldAnswer, ...]
    lists: dict[str, tuple[Entry, ...]]
    numbers: tuple[NumberAnswer, ...]
    file_kinds: tuple[str, ...]
    limits: Limits
    contact: ContactPoint


def form_answer(edition: Edition, description: FormDescription) -> FormAnswer:
    """The form with every list that one of its fields chooses from."""
    lists = {asked.list for asked in description.asked if asked.list}
    return FormAnswer(
        edition=edition.edition,
        edition_title=edition.title,
        sealed=edition.sealed,
        kind=description.form.kind,
        zh=description.form.zh,
        en=description.form.en,
        fields=tuple(_field_answer(asked) for asked in description.asked),
        lists={name: entries_of(edition, name) for name in sorted(lists)},
        numbers=tuple(
            NumberAnswer(
                code=one.code,
                name=one.name,
                unit=one.unit,
                group=one.group,
                aggregation=one.aggregation,
                key_schemes=one.key_schemes,
                suggested=suggested,
                derived=one.derived_from is not None,
            )
            for one, suggested in description.indicators
        ),
        file_kinds=description.file_kinds,
        limits=edition.limits,
        contact=edition.contact,
    )


def _field_answer(asked: Asked) -> FieldAnswer:
    field = asked.field
    return FieldAnswer(
        field=field.field,
        section=field.section,
        type=asked.type,
        zh=field.zh,
        en=field.en,
        hint_zh=field.hint_zh,
        hint_en=field.hint_en,
        required=field.required,
        list=asked.list,
        max_characters=asked.max_characters,
    )
