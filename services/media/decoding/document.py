"""Documents: nothing is made of them; they are looked through for what would run, load or unpack on a reader's machine."""

from pathlib import Path

from services.media.decoding.docx import refuse_active_docx
from services.media.decoding.messages import Outcome, Task
from services.media.decoding.pdf import refuse_active_pdf
from services.media.decoding.sniff import DOCX, PDF, expect


def decode_document(task: Task) -> Outcome:
    """Check a document. Raises `Problem`: `document_active`, `document_broken`, `decode_limit` for what is a bomb."""
    source = Path(task.source)
    found = expect(source, "document")
    if found.media_type == PDF:
        refuse_active_pdf(source)
        return Outcome(PDF)
    refuse_active_docx(source)
    return Outcome(DOCX)
