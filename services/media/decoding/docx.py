"""DOCX: an archive that is looked through part by part for macros, programs, foreign content and things loaded from elsewhere.

The archive is read with limits: parts, unpacked size, and bytes that two parts claim at once (a bomb's way).
"""

import io
import re
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from contracts.problems import Problem, ProblemCode

MOST_PARTS = 4_000
MOST_UNPACKED_BYTES = 300_000_000
LARGEST_XML_BYTES = 60_000_000
READ_AT_ONCE_BYTES = 262_144
LOCAL_HEADER_BYTES = 30
DEEPEST = 2
"""A workbook behind a chart is an archive of its own, and may hold no further one."""

ACTIVE_NAME = re.compile(
    r"(^|/)(vba(project|data)|activex|ctrlprops)|\.(exe|dll|scr|com|bat|cmd|ps1|vbs|js|jse|wsf|hta|jar|msi|lnk|docm|dotm|xlsm|xltm|xlam|pptm)$",
    re.IGNORECASE,
)
ACTIVE_TYPE = re.compile(rb"macroenabled|vbaproject|vbadata|activex|oleobject", re.IGNORECASE)
ACTIVE_BYTES = (b"MZ", b"\x7fELF", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"#!", b"{\\rtf")
EMBEDDED_ARCHIVE = re.compile(r"(^|/)embeddings/[^/]+\.(xlsx|docx|pptx)$", re.IGNORECASE)
# Word runs a field of this kind, which starts a program, after a question that people answer without reading.
RUNNING_FIELD = re.compile(r"\bDDE(AUTO)?\b", re.IGNORECASE)
CHUNK, LINK, PICTURE, TEMPLATE = "aFChunk", "hyperlink", "image", "attachedTemplate"
WEB = re.compile(r"https?://", re.IGNORECASE)
OWN_DISK = re.compile(r"(file:/{0,3})?[a-z]:[\\/]", re.IGNORECASE)
BROKEN = (
    zlib.error,
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    expat.ExpatError,
    EOFError,
    ValueError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    OSError,
)


def refuse_active_docx(source: Path) -> None:
    """Raise `document_active`, `document_broken` or `decode_limit`; a plain document passes in silence."""
    with source.open("rb") as file:
        _look_through(file, source.stat().st_size, depth=1)


def _look_through(file: BinaryIO, size_bytes: int, *, depth: int) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            _refuse_bomb(parts, size_bytes)
            for part in parts:
                _look_at(archive, part, depth)
    except BROKEN as fault:
        raise Problem(ProblemCode.DOCUMENT_BROKEN) from fault


def _refuse_bomb(parts: list[zipfile.ZipInfo], size_bytes: int) -> None:
    """Judge by what the archive declares; reading stops where a part turns out longer."""
    claimed = sum(part.compress_size + LOCAL_HEADER_BYTES for part in parts)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES or claimed > size_bytes:
        raise Problem(ProblemCode.DECODE_LIMIT, limit="unpacked size")


def _look_at(archive: zipfile.ZipFile, part: zipfile.ZipInfo, depth: int) -> None:
    if part.flag_bits & 1:
        raise Problem(ProblemCode.DOCUMENT_BROKEN, found="encrypted")
    if ACTIVE_NAME.search(part.filename):
        raise Problem(ProblemCode.DOCUMENT_ACTIVE, found=part.filename)
    markup = part.filename.lower().endswith((".xml", ".rels"))
    if markup and part.file_size > LARGEST_XML_BYTES:
        raise Problem(ProblemCode.DECODE_LIMIT, limit="unpacked size")
    inner = EMBEDDED_ARCHIVE.search(part.filename) is not None
    with archive.open(part) as stream:
        beginning = stream.read(READ_AT_ONCE_BYTES)
        if beginning.startswith(ACTIVE_BYTES) or (beginning.startswith(b"PK\x03\x04") and not inner):
            raise Problem(ProblemCode.DOCUMENT_ACTIVE, found=part.filename)
        if not markup and not inner:
            while stream.read(READ_AT_ONCE_BYTES):
                pass  # The check sum at its end tells whether the part is whole.
            return
        whole = beginning + stream.read()
    if not inner:
        _look_at_markup(part.filename, whole)
    elif depth < DEEPEST:
        _look_through(io.BytesIO(whole), len(whole), depth=depth + 1)
    else:
        raise Problem(ProblemCode.DOCUMENT_ACTIVE, found=part.filename)


def _look_at_markup(name: str, body: bytes) -> None:
    if name == "[Content_Types].xml" and (active := ACTIVE_TYPE.search(body)):
        raise Problem(ProblemCode.DOCUMENT_ACTIVE, found=active[0].decode())
    reading = _Reading(name)
    reading.read(body)
    if RUNNING_FIELD.search("".join(reading.fields)):
        raise Problem(ProblemCode.DOCUMENT_ACTIVE, found="DDE")


class _Reading:
    """Reads one part of markup: relations to elsewhere, and the text of fields, which may be cut into many runs."""

    def __init__(self, name: str) -> None:
        self.fields: list[str] = []
        self._name = name
        self._in_field = False
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def read(self, body: bytes) -> None:
        """Raise `Problem` for what is active, `ExpatError` for what is no XML."""
        self._parser.Parse(body, True)

    def _doctype(self, *_declaration: object) -> None:
        # Office writes none; one is the way to entities that grow or fetch.
        raise Problem(ProblemCode.DOCUMENT_ACTIVE, found=f"DOCTYPE in {self._name}")

    def _begin(self, element: str, attributes: dict[str, str]) -> None:
        local = element.rpartition(":")[2]
        self._in_field = local == "instrText"
        if local == "fldSimple":
            self.fields.append(next((value for key, value in attributes.items() if key.endswith("instr")), ""))
        elif local == "Relationship":
            self._relation(attributes)
        elif local in {"OLEObject", "altChunk"}:
            raise Problem(ProblemCode.DOCUMENT_ACTIVE, found=local)

    def _end(self, _element: str) -> None:
        self._in_field = False

    def _text(self, text: str) -> None:
        if self._in_field:
            self.fields.append(text)

    def _relation(self, attributes: dict[str, str]) -> None:
        kind, target = attributes.get("Type", "").rpartition("/")[2], attributes.get("Target", "")
        if kind == CHUNK:
            raise Problem(ProblemCode.DOCUMENT_ACTIVE, found=kind)
        if attributes.get("TargetMode", "").lower() != "external" or kind == LINK:
            return
        # Pictures from the web come with text that was copied from a page. Word notes where on the writer's own disk its
        # template lay; such a place means nothing to another machine.
        if (kind == PICTURE and WEB.match(target)) or (kind == TEMPLATE and OWN_DISK.match(target)):
            return
        raise Problem(ProblemCode.DOCUMENT_ACTIVE, found=f"{kind}: {target[:200]}")
