"""PDF: every object is looked at, those inside object streams as well, for what acts on its own or carries other files."""

from collections.abc import Iterator
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, PdfError, Stream

from contracts.problems import Problem, ProblemCode

MOST_OBJECTS = 500_000
DEEPEST = 64
# What a reader does by itself or at a click beyond showing a page or following a web link (ISO 32000-2, 12.6.4).
HARMLESS_ACTIONS = frozenset({"/GoTo", "/URI", "/Named", "/Thread", "/Trans", "/Hide", "/SetOCGState", "/GoTo3DView"})
ACTIONS = frozenset(
    {
        *("/JavaScript", "/Launch", "/GoToR", "/GoToE", "/ImportData", "/SubmitForm", "/ResetForm"),
        *("/Rendition", "/Movie", "/Sound", "/RichMediaExecute", "/GoToDp"),
    }
)
CARRIERS = frozenset({"/JS", "/EmbeddedFiles", "/EF", "/RichMediaContent", "/XFA", "/Launch"})
SUBTYPES = frozenset({"/FileAttachment", "/RichMedia", "/Movie", "/Screen", "/3D"})
STARTED_BY_EVENTS = ("/OpenAction", "/AA")


def refuse_active_pdf(source: Path) -> None:
    """Raise `document_active` for scripts, programs, embedded files and actions that start or send something.

    `document_broken` for what cannot be read or is encrypted, also with an empty password: what is encrypted is not looked
    through by scanners either. Opening at a page and links to web pages are what documents do, and pass.
    """
    try:
        with pikepdf.open(source) as pdf:
            if pdf.is_encrypted or not len(pdf.pages):
                raise Problem(ProblemCode.DOCUMENT_BROKEN)
            for number, found in enumerate(pdf.objects):
                if number >= MOST_OBJECTS:
                    raise Problem(ProblemCode.DECODE_LIMIT, limit="objects")
                for dictionary in _dictionaries(found, 0):
                    _refuse_active(dictionary)
            _refuse_active(pdf.trailer)
    except (PdfError, ValueError, LookupError, TypeError, ArithmeticError, RuntimeError) as fault:
        raise Problem(ProblemCode.DOCUMENT_BROKEN) from fault


def _dictionaries(found: Object, depth: int) -> Iterator[Object]:
    """Every dictionary in an object; what it refers to is an object of its own and comes by itself."""
    if depth > DEEPEST:
        raise Problem(ProblemCode.DECODE_LIMIT, limit="depth")
    if isinstance(found, Stream):
        yield from _dictionaries(found.stream_dict, depth)
    elif isinstance(found, Dictionary):
        yield found
        for value in found.as_dict().values():
            if isinstance(value, Dictionary | Array) and not value.is_indirect:
                yield from _dictionaries(value, depth + 1)
    elif isinstance(found, Array):
        for value in found:
            if isinstance(value, Dictionary | Array) and not value.is_indirect:
                yield from _dictionaries(value, depth + 1)


def _refuse_active(dictionary: Object) -> None:
    keys = set(dictionary.keys())
    if keys & CARRIERS:
        raise Problem(ProblemCode.DOCUMENT_ACTIVE, found=min(keys & CARRIERS))
    for key, names in (("/S", ACTIONS), ("/Subtype", SUBTYPES), ("/Type", frozenset({"/EmbeddedFile"}))):
        value = dictionary.get(key)
        if isinstance(value, Name) and str(value) in names:
            raise Problem(ProblemCode.DOCUMENT_ACTIVE, found=str(value))
    for key in STARTED_BY_EVENTS:
        _refuse_started(dictionary.get(key))


def _refuse_started(action: object) -> None:
    """What starts by itself may go to a page, and do nothing else: also an action that nobody has heard of is refused."""
    if isinstance(action, Dictionary):
        kind = action.get("/S")
        if kind is None:
            for started in action.as_dict().values():
                _refuse_started(started)
        elif str(kind) not in HARMLESS_ACTIONS - {"/URI"}:
            raise Problem(ProblemCode.DOCUMENT_ACTIVE, found=str(kind))
