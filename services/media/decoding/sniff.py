"""What a file is, by its content alone, and whether it is that and nothing else.

A file of two natures (a picture that is an archive as well) is refused, whatever it was promised as. Bytes after the end of
a picture are common and harmless by themselves (phones put a short film or a second picture there) and no rendition carries
them; they are refused where they begin like something that a computer would run, open or unpack.
"""

import io
import zipfile
import zlib
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path

from contracts.problems import Problem, ProblemCode
from services.media.decoding.extents import TAIL_BYTES, end_of
from services.media.decoding.shapes import FileKind

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOCM = "application/vnd.ms-word.document.macroenabled"
ZIP, OLE, PDF = "application/zip", "application/x-ole-storage", "application/pdf"
HTML, SVG = "text/html", "image/svg+xml"

ACCEPTED: dict[str, FileKind] = {
    "image/jpeg": "photo",
    "image/png": "photo",
    "image/webp": "photo",
    "image/heic": "photo",
    "image/gif": "photo",
    "video/mp4": "video",
    "video/quicktime": "video",
    "video/webm": "video",
    DOCX: "document",
    # Not taken, but told as what it is: a document with macros (`document_active`).
    DOCM: "document",
    PDF: "document",
}

HEAD_BYTES = 1_024
"""Readers of PDF take its header anywhere in so many bytes."""

BY_FIRST_BYTES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", PDF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"8BPS", "image/vnd.adobe.photoshop"),
    (b"%!PS", "application/postscript"),
    (b"OggS", "application/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"FLV\x01", "video/x-flv"),
    (b".RMF", "application/vnd.rn-realmedia"),
    (b"\x00\x00\x01\xba", "video/mpeg"),
    (b"{\\rtf", "application/rtf"),
)
RUNNABLE = (
    (b"PK\x03\x04", ZIP),
    (b"%PDF-", PDF),
    (b"\x7fELF", "application/x-executable"),
    (b"MZ", "application/x-msdownload"),
    (b"\xca\xfe\xba\xbe", "application/x-executable"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"#!", "text/x-script"),
)
MARKUP = (
    (b"<svg", SVG),
    (b"<!doctype html", HTML),
    (b"<html", HTML),
    (b"<head", HTML),
    (b"<body", HTML),
    (b"<script", HTML),
    (b"<iframe", HTML),
    (b"<?php", "application/x-php"),
    (b"#extm3u", "application/vnd.apple.mpegurl"),
)
RIFFS = {b"WEBP": "image/webp", b"AVI ": "video/x-msvideo", b"WAVE": "audio/wav"}
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"})
BRANDS = {
    b"avif": "image/avif",
    b"avis": "image/avif",
    b"mif1": "image/heif",
    b"msf1": "image/heif",
    b"jp2 ": "image/jp2",
    b"jxl ": "image/jxl",
    b"crx ": "image/x-canon-cr3",
    b"M4A ": "audio/mp4",
    b"M4B ": "audio/mp4",
    b"qt  ": "video/quicktime",
}
# QuickTime films older than the box that names a brand begin with one of these.
BROKEN_ARCHIVE = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error),
    *(OSError, ValueError, EOFError, RuntimeError),
)
OLD_FILM_BOXES = frozenset({b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})
LARGEST_CONTENT_TYPES_BYTES = 1_048_576


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What a file is. A picture that is `starved` has fewer bytes than its pixels take at the least."""

    media_type: str
    starved: bool = False


def expect(source: Path, kind: FileKind, max_frames: int = 1) -> Sniffed:
    """What the file is, if it is of the promised kind and of one nature.

    Raises `Problem`: `type_not_allowed`, `type_differs`; `picture_broken` for a picture whose structure has no end.
    """
    if not source.stat().st_size:
        raise Problem(ProblemCode.TYPE_NOT_ALLOWED, found="0 bytes")
    with source.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as view:
        found = media_type_of(view)
        actual = ACCEPTED.get(found)
        if actual is None:
            raise Problem(ProblemCode.TYPE_NOT_ALLOWED, found=found)
        if actual != kind:
            raise Problem(ProblemCode.TYPE_DIFFERS, expected=kind, found=found)
        if other := _second_nature(view, found):
            raise Problem(ProblemCode.TYPE_NOT_ALLOWED, found=f"{found} + {other}")
        if kind != "photo":
            return Sniffed(found)
        extent = end_of(view, found, max_frames)
        if other := _nature_of_tail(view[extent.end : extent.end + TAIL_BYTES]):
            raise Problem(ProblemCode.TYPE_NOT_ALLOWED, found=f"{found} + {other}")
        return Sniffed(found, extent.starved)


def media_type_of(view: mmap) -> str:
    """The media type by content, accepted or not; `application/octet-stream` for what nobody knows."""
    head = view[:HEAD_BYTES]
    if head[:4] == b"RIFF":
        return RIFFS.get(head[8:12], "application/x-riff")
    if head[:4] == b"\x1aE\xdf\xa3":
        return _matroska(head)
    if head[4:8] == b"ftyp":
        return _branded(head)
    if head[:4] == b"PK\x03\x04":
        return _archive(view)
    known = (media_type for beginning, media_type in BY_FIRST_BYTES + RUNNABLE if head.startswith(beginning))
    return next(known, None) or ("video/quicktime" if head[4:8] in OLD_FILM_BOXES else _text(head))


def _branded(head: bytes) -> str:
    """A file of boxes names its brand, and those that it is compatible with."""
    length = min(int.from_bytes(head[:4], "big"), len(head))
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, length - 3, 4))]
    if brands[0] in {b"avif", b"avis"}:
        return "image/avif"
    pictures = brands[0] in {b"mif1", b"msf1"} or brands[0] in HEIC_BRANDS
    if pictures and HEIC_BRANDS & set(brands):
        return "image/heic"
    if brands[0][:2] == b"3g":
        return "video/3gpp"
    return BRANDS.get(brands[0], "video/mp4")


def _matroska(head: bytes) -> str:
    """The header's document type says whether it is WebM or the wider Matroska."""
    at = head.find(b"\x42\x82", 0, 64)
    if at >= 0 and head[at + 2] & 0x80:
        name = head[at + 3 : at + 3 + (head[at + 2] & 0x7F)].rstrip(b"\x00")
        if name == b"webm":
            return "video/webm"
    return "video/x-matroska"


def _archive(view: mmap) -> str:
    """An archive is a Word document if its table of contents says that its main part is one."""
    try:
        with zipfile.ZipFile(io.BufferedReader(_Reader(view))) as archive, archive.open("[Content_Types].xml") as part:
            types = part.read(LARGEST_CONTENT_TYPES_BYTES).lower()
    except KeyError:
        return ZIP
    except BROKEN_ARCHIVE:
        # A document that was cut off has lost its table of contents, and begins like the document that it was.
        return DOCX if b"[Content_Types].xml" in view[:HEAD_BYTES] or b"word/" in view[:HEAD_BYTES] else ZIP
    if b"wordprocessingml.document.main+xml" in types:
        return DOCX
    if b"ms-word.document.macroenabled.main+xml" in types:
        return DOCM
    return ZIP if b"openxmlformats" not in types else "application/vnd.openxmlformats-officedocument"


def _text(head: bytes) -> str:
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n\x0b\x0c").lower()
    for beginning, media_type in MARKUP:
        if text.startswith(beginning):
            return media_type
    if text.startswith((b"<?xml", b"<!--", b"<!doctype")):
        return SVG if b"<svg" in text else HTML if b"<html" in text else "text/xml"
    return "application/octet-stream"


def _second_nature(view: mmap, found: str) -> str | None:
    """What else a reader that looks from the end, or beyond the first byte, would take the file for."""
    if found in {DOCX, DOCM}:
        return None
    if zipfile.is_zipfile(io.BufferedReader(_Reader(view))):
        return ZIP
    if found != PDF and b"%PDF-" in view[:HEAD_BYTES]:
        return PDF
    return None


def _nature_of_tail(tail: bytes) -> str | None:
    """What the bytes after a picture's end begin like, if it is something to run, open or unpack."""
    padding = tail.lstrip(b"\x00\xff \t\r\n")
    for beginning, media_type in RUNNABLE:
        if tail.startswith(beginning) or padding.startswith(beginning):
            return media_type
    lowered = tail.lower()
    return next((media_type for beginning, media_type in MARKUP if beginning in lowered), None)


class _Reader(io.RawIOBase):
    """A mapped file as a file: the archive's reader wants one, and the mapping has its own position."""

    def __init__(self, view: mmap) -> None:
        self._view, self._at = view, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: len(self._view)}[whence]
        if base + offset < 0:
            raise OSError("before the beginning")
        self._at = base + offset
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        found = self._view[self._at : self._at + len(buffer)]
        buffer[: len(found)] = found
        self._at += len(found)
        return len(found)
