"""The forms of a call as data of its edition: which fields a kind of material asks for, in which words, and which numbers.

What a field is (a line, a list, a number) follows from `contracts/submissions.py`; that it is asked for, how it is called,
whether it must be filled in and in which order comes from here, so that a call is edited without code.
"""

from typing import Literal

from contracts.base import Contract
from contracts.submissions import Kind

Section = Literal["what", "when", "numbers", "text", "files", "public", "confirm"]


class FormField(Contract):
    """One field of a form. `field` is its name in the content, or `manifest`, `contact`.

    A field that is `required` is refused empty, whatever the rules of its kind ask for besides. `hint` says what to
    write; `section` is the part of the page in which it stands.
    """

    field: str
    section: Section = "what"
    zh: str
    en: str
    hint_zh: str | None = None
    hint_en: str | None = None
    required: bool = False


class Form(Contract):
    """The form of one kind. `indicators` are the numbers that matter for it, in their order; any other may be added."""

    kind: Kind
    zh: str
    en: str
    fields: tuple[FormField, ...]
    indicators: tuple[str, ...] = ()
