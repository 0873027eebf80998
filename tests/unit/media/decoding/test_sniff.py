"""What a file is follows from its content; two natures in one file are refused."""

from pathlib import Path

import pytest

from contracts.problems import Problem, ProblemCode
from services.media.decoding.sniff import DOCM, DOCX, expect
from tests.media_corpus import documents
from tests.media_corpus.pictures import animated, corners, jpeg, png, saved, zipped

FTYP = b"\x00\x00\x00\x18ftyp"


def file_of(folder: Path, body: bytes) -> Path:
    path = folder / "wrong.name"
    path.write_bytes(body)
    return path


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (b"", "0 bytes"),
        (b"hello", "application/octet-stream"),
        (b"RIFF\x00\x00\x00\x00AVI ", "video/x-msvideo"),
        (b"RIFF\x00\x00\x00\x00????", "application/x-riff"),
        (FTYP + b"avif\x00\x00\x00\x00avifmif1", "image/avif"),
        (FTYP + b"mif1\x00\x00\x00\x00mif1avif", "image/heif"),
        (FTYP + b"3gp4\x00\x00\x00\x00isom3gp4", "video/3gpp"),
        (FTYP + b"M4A \x00\x00\x00\x00isomM4A ", "audio/mp4"),
        (b"\x1aE\xdf\xa3\x8bB\x82\x88matroska", "video/x-matroska"),
        (b"\x1aE\xdf\xa3 nothing of that kind", "video/x-matroska"),
        (b"\x7fELF\x02", "application/x-executable"),
        (b"Rar!\x1a\x07\x01", "application/vnd.rar"),
        (b"#!/bin/sh", "text/x-script"),
        (b"#EXTM3U\n", "application/vnd.apple.mpegurl"),
        (b"\xef\xbb\xbf \n<HTML>", "text/html"),
        (b"<?xml version='1.0'?><svg/>", "image/svg+xml"),
        (b"<?xml version='1.0'?><a/>", "text/xml"),
        (b"{\\rtf1", "application/rtf"),
        (zipped(a=b"1"), "application/zip"),
        (
            zipped(**{"[Content_Types].xml": b"openxmlformats spreadsheet"}),
            "application/vnd.openxmlformats-officedocument",
        ),
    ],
)
def test_what_is_not_taken_is_called_by_its_name(tmp_path: Path, body: bytes, found: str) -> None:
    with pytest.raises(Problem) as said:
        expect(file_of(tmp_path, body), "photo")

    assert said.value.code is ProblemCode.TYPE_NOT_ALLOWED
    assert said.value.facts == {"found": found}


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (FTYP + b"heic\x00\x00\x00\x00mif1heic", "image/heic"),
        (FTYP + b"mif1\x00\x00\x00\x00mif1heic", "image/heic"),
        (FTYP + b"isom\x00\x00\x00\x00isomavc1", "video/mp4"),
        (FTYP + b"qt  \x00\x00\x00\x00qt  \x00\x00\x00\x00", "video/quicktime"),
        (b"\x00\x00\x00\x08wide\x00\x00\x00\x10mdat", "video/quicktime"),
        (b"\x1aE\xdf\xa3\x87B\x82\x84webm", "video/webm"),
        (documents.docx(), DOCX),
        (documents.docx(main=documents.MACRO_MAIN), DOCM),
        (documents.docx()[:300], DOCX),
        (documents.pdf(), "application/pdf"),
    ],
)
def test_what_is_taken_is_known_whatever_its_name(tmp_path: Path, body: bytes, found: str) -> None:
    kind = "photo" if not found.startswith("image/") else "video"

    with pytest.raises(Problem) as said:
        expect(file_of(tmp_path, body), kind)  # type: ignore[arg-type]

    assert said.value.code is ProblemCode.TYPE_DIFFERS
    assert said.value.facts == {"expected": kind, "found": found}


@pytest.mark.parametrize("whole", [jpeg(), png(corners()), animated("GIF", 2), saved(corners(), "WEBP")])
@pytest.mark.parametrize(
    ("tail", "nature"),
    [
        (zipped(a=b"1"), "application/zip"),
        (b"\x00\x00%PDF-1.4", "application/pdf"),
        (b"MZ\x90", "application/x-msdownload"),
        (b"<?php echo 1 ?>", "application/x-php"),
        (b"some words and then <script>", "text/html"),
    ],
)
def test_a_picture_that_is_something_else_as_well_is_refused(
    tmp_path: Path, whole: bytes, tail: bytes, nature: str
) -> None:
    with pytest.raises(Problem) as said:
        expect(file_of(tmp_path, whole + tail), "photo", 250)

    assert said.value.code is ProblemCode.TYPE_NOT_ALLOWED
    assert str(said.value.facts["found"]).endswith(f" + {nature}")


@pytest.mark.parametrize("whole", [jpeg(), png(corners()), animated("GIF", 2), saved(corners(), "WEBP")])
@pytest.mark.parametrize("tail", [b"", bytes(3_000), FTYP + b"mp42", jpeg(), b"SEFH\x01", b"\x00" * 100 + b"words"])
def test_what_phones_put_behind_a_picture_is_passed_over(tmp_path: Path, whole: bytes, tail: bytes) -> None:
    expect(file_of(tmp_path, whole + tail), "photo", 250)


def test_frames_are_counted_without_decoding_one(tmp_path: Path) -> None:
    for media_format in ("GIF", "WEBP", "PNG"):
        body = animated(media_format, 5)
        expect(file_of(tmp_path, body), "photo", 5)
        with pytest.raises(Problem) as said:
            expect(file_of(tmp_path, body), "photo", 4)
        assert said.value.code is ProblemCode.TOO_MANY_FRAMES
        assert said.value.facts == {"limit": 4}


@pytest.mark.parametrize(
    "whole", [jpeg(), png(corners()), animated("GIF", 2), saved(corners(), "WEBP"), documents.docx(), documents.pdf()]
)
def test_a_file_cut_off_anywhere_is_told_as_something_and_never_crashes(tmp_path: Path, whole: bytes) -> None:
    for length in range(0, len(whole), max(1, len(whole) // 60)):
        try:
            expect(file_of(tmp_path, whole[:length]), "photo", 250)
        except Problem as problem:
            assert problem.code in {  # noqa: PT017 - any of these is right, anything else is a crash.
                ProblemCode.TYPE_NOT_ALLOWED,
                ProblemCode.TYPE_DIFFERS,
                ProblemCode.PICTURE_BROKEN,
            }
