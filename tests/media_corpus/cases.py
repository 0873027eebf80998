"""Every file of the corpus: what it was promised as, what its content is, and what is to be said of it."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pikepdf import Array, Dictionary, Name
from PIL import Image

from contracts.problems import ProblemCode
from services.media.decoding.shapes import FileKind
from services.media.decoding.sniff import DOCX, PDF
from tests.media_corpus import documents, films, metadata, pictures
from tests.media_corpus.pictures import animated, corners, heic, jpeg, png, saved, scene, webp, zipped

P = ProblemCode
ALPHA = (0, 0, 0, 0)


@dataclass(frozen=True)
class Case:
    """One file. `make` gets a path for libraries that want to write by themselves, and returns the bytes."""

    name: str
    kind: FileKind
    make: Callable[[Path], bytes]
    media_type: str | None = None
    problem: ProblemCode | None = None


def _good(name: str, media_type: str, body: Callable[[], bytes], kind: FileKind = "photo") -> Case:
    return Case(name, kind, lambda _path: body(), media_type=media_type)


def _bad(name: str, problem: ProblemCode, body: Callable[[], bytes], kind: FileKind = "photo") -> Case:
    return Case(name, kind, lambda _path: body(), problem=problem)


def _film(name: str, media_type: str, problem: ProblemCode | None = None, **made: object) -> Case:
    make: Callable[[Path], bytes] = functools.partial(films.film, **made)  # type: ignore[arg-type]
    return Case(name, "video", make, media_type=media_type, problem=problem)


def _broken_film(name: str, problem: ProblemCode, change: Callable[[bytes], bytes]) -> Case:
    return Case(name, "video", lambda path: change(films.film(path)), problem=problem)


def _webm(name: str, problem: ProblemCode, change: Callable[[bytes], bytes], seconds: float = 2.0) -> Case:
    made = functools.partial(films.film, codec="libvpx", sound=None, media_format="webm", seconds=seconds)
    return Case(name, "video", lambda path: change(made(path)), problem=problem)


def _see_through() -> Image.Image:
    picture = corners().convert("RGBA")
    picture.paste(ALPHA, (0, 0, 240, 160))
    return picture


GOOD_PICTURES = (
    *(_good(f"turned-{turn}.jpg", "image/jpeg", lambda turn=turn: jpeg(orientation=turn)) for turn in range(1, 9)),  # type: ignore[misc]
    _good("progressive.jpg", "image/jpeg", lambda: jpeg(scene(800, 600), progressive=True)),
    _good("large.jpg", "image/jpeg", lambda: jpeg(scene(2_400, 1_800))),
    _good("grey.jpg", "image/jpeg", lambda: jpeg(corners().convert("L"))),
    _good("cmyk.jpg", "image/jpeg", lambda: jpeg(corners().convert("CMYK"))),
    _good("profiled.jpg", "image/jpeg", lambda: jpeg(icc_profile=metadata.swapped_profile())),
    _good("nonsense-profile.jpg", "image/jpeg", lambda: jpeg(icc_profile=b"no profile at all")),
    _good("huge-exif.jpg", "image/jpeg", lambda: pictures.huge_exif(corners())),
    _good(
        "broken-exif.jpg",
        "image/jpeg",
        lambda: saved(corners(), "JPEG", exif=b"Exif\0\0MM\0*\xff\xff\xff\xff" + bytes(40)),
    ),
    _good("ai.jpg", "image/jpeg", lambda: saved(corners(), "JPEG", xmp=metadata.AI_XMP)),
    _good("motion.jpg", "image/jpeg", lambda: jpeg() + b"\x00\x00\x00\x18ftypmp42" + bytes(5_000)),
    _good("one-pixel.png", "image/png", lambda: saved(Image.new("RGB", (1, 1), pictures.RED), "PNG")),
    _good("line.png", "image/png", lambda: saved(Image.new("L", (6_000, 1), 128), "PNG")),
    _good("plain.png", "image/png", lambda: png(corners())),
    _good("see-through.png", "image/png", lambda: png(_see_through())),
    _good("palette.png", "image/png", lambda: png(_see_through().quantize(8))),
    _good("bilevel.png", "image/png", lambda: png(corners().convert("1"))),
    _good("grey-16.png", "image/png", pictures.grey_16),
    _good("colour-16.png", "image/png", pictures.colour_16),
    _good("animated.png", "image/png", lambda: animated("PNG", 3)),
    _good("plain.webp", "image/webp", lambda: webp(corners())),
    _good("see-through.webp", "image/webp", lambda: webp(_see_through(), lossless=True)),
    _good("animated.webp", "image/webp", lambda: animated("WEBP", 3)),
    _good("animated.gif", "image/gif", lambda: animated("GIF", 3)),
    _good("no-trailer.gif", "image/gif", lambda: animated("GIF", 1)[:-1]),
    _good("plain.heic", "image/heic", lambda: heic(corners())),
    _good("turned.heic", "image/heic", lambda: heic(corners(), orientation=6)),
)

BAD_PICTURES = (
    _bad("empty.jpg", P.TYPE_NOT_ALLOWED, lambda: b""),
    _bad("zeros.jpg", P.TYPE_NOT_ALLOWED, lambda: bytes(100_000)),
    _bad("cut-off.jpg", P.PICTURE_BROKEN, lambda: jpeg()[:-900]),
    _bad("cut-off.png", P.PICTURE_BROKEN, lambda: png(scene(200, 150))[:-3_000]),
    _bad("cut-off.webp", P.PICTURE_BROKEN, lambda: webp(corners())[:-50]),
    _bad("cut-off.heic", P.PICTURE_BROKEN, lambda: heic(corners())[:-50]),
    _bad("cut-off.gif", P.PICTURE_BROKEN, lambda: animated("GIF", 2)[:40]),
    _bad("nothing-but-a-head.jpg", P.PICTURE_BROKEN, lambda: b"\xff\xd8\xff\xe0" + bytes(200)),
    _bad("bomb.png", P.PICTURE_TOO_LARGE, pictures.bomb_png),
    _bad("bomb.jpg", P.PICTURE_TOO_LARGE, lambda: pictures.resized_header(jpeg(), 30_000, 30_000)),
    _bad("promises-more.jpg", P.PICTURE_BROKEN, lambda: pictures.resized_header(jpeg(), 6_000, 6_000)),
    _bad("frames.gif", P.TOO_MANY_FRAMES, lambda: pictures.many_frames_gif(300)),
    _bad("frames.png", P.TOO_MANY_FRAMES, lambda: animated("PNG", 300, (8, 8))),
    _bad("frames.webp", P.TOO_MANY_FRAMES, lambda: animated("WEBP", 300, (8, 8))),
    _bad("archive.jpg", P.TYPE_NOT_ALLOWED, lambda: jpeg() + zipped(a=b"1")),
    _bad("archive-after-padding.png", P.TYPE_NOT_ALLOWED, lambda: png(corners()) + bytes(5_000) + zipped(a=b"1")),
    _bad("program.gif", P.TYPE_NOT_ALLOWED, lambda: animated("GIF", 2) + b"MZ\x90\x00" + bytes(500)),
    _bad("page.png", P.TYPE_NOT_ALLOWED, lambda: png(corners()) + b"\n<script>alert(1)</script>"),
    _bad("page.webp", P.TYPE_NOT_ALLOWED, lambda: webp(corners()) + b"<!DOCTYPE html><html>"),
    _bad(
        "pdf-in-comment.jpg",
        P.TYPE_NOT_ALLOWED,
        lambda: b"\xff\xd8" + metadata.segment(0xFE, b"%PDF-1.7\n") + jpeg()[2:],
    ),
    _bad("drawing.jpg", P.TYPE_NOT_ALLOWED, lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    _bad("drawing-with-head.jpg", P.TYPE_NOT_ALLOWED, lambda: b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- x --><svg/>'),
    _bad("page.jpg", P.TYPE_NOT_ALLOWED, lambda: b"\n <!DOCTYPE html><html><script>1</script></html>"),
    _bad("scan.tiff", P.TYPE_NOT_ALLOWED, lambda: saved(corners(), "TIFF")),
    _bad("picture.bmp", P.TYPE_NOT_ALLOWED, lambda: saved(corners(), "BMP")),
    _bad("picture.avif", P.TYPE_NOT_ALLOWED, lambda: saved(corners(), "AVIF")),
    _bad("program.jpg", P.TYPE_NOT_ALLOWED, lambda: b"MZ" + bytes(5_000)),
    _bad("paper.jpg", P.TYPE_DIFFERS, documents.pdf),
)

GOOD_FILMS = (
    _film("plain.mp4", "video/mp4"),
    _film("silent.mp4", "video/mp4", sound=None),
    _film("plain.mov", "video/quicktime", media_format="mov"),
    Case("turned.mp4", "video", lambda path: films.turned_quarter(films.film(path)), media_type="video/mp4"),
    Case("table-first.mp4", "video", lambda path: films.film(path, options={"g": "5"}), media_type="video/mp4"),
    _film("deep.mp4", "video/mp4", codec="libx265", pixels="yuv420p10le", options={"x265-params": "log-level=none"}),
    _film("plain.webm", "video/webm", codec="libvpx", sound="libopus", media_format="webm"),
    _film("colours-444.mp4", "video/mp4", pixels="yuv444p"),
    _film("camera.mov", "video/quicktime", sound="pcm_s16le", media_format="mov"),
    _film("live.webm", "video/webm", codec="libvpx", sound="libopus", media_format="webm", head={"live": "1"}),
)

BAD_FILMS = (
    _broken_film("no-table.mp4", P.FILM_BROKEN, lambda body: films.without(body, b"moov")),
    _broken_film("cut-off.mp4", P.FILM_BROKEN, lambda body: films.table_first(body)[:-2_000]),
    _broken_film("cut-off-at-end.mp4", P.FILM_BROKEN, lambda body: body[:-200]),
    _broken_film("empty-content.mp4", P.FILM_BROKEN, lambda body: films.emptied(body, b"mdat")),
    _broken_film("empty-table.mp4", P.FILM_BROKEN, lambda body: films.emptied(body, b"moov")),
    _broken_film("archive.mp4", P.TYPE_NOT_ALLOWED, lambda body: body + zipped(a=b"1")),
    _film("too-long.mp4", "video/mp4", P.FILM_TOO_LONG, seconds=15.0, sound=None),
    _webm("longer-than-it-says.webm", P.FILM_TOO_LONG, lambda body: films.declaring(body, 2.0), seconds=15.0),
    _webm("shorter-than-it-says.webm", P.FILM_BROKEN, lambda body: films.declaring(body, 9.0)),
    _webm("cut-off.webm", P.FILM_BROKEN, lambda body: body[:-500]),
    _film("sound-only.mp4", "video/mp4", P.FILM_BROKEN, codec=None),
    _film("wider.mkv", "video/x-matroska", P.TYPE_NOT_ALLOWED, media_format="matroska"),
    _bad("list.mp4", P.TYPE_NOT_ALLOWED, lambda: films.HLS, "video"),
    _bad("picture.mp4", P.TYPE_DIFFERS, jpeg, "video"),
)

GOOD_DOCUMENTS = (
    _good("plain.docx", DOCX, documents.docx, "document"),
    _good(
        "usual.docx",
        DOCX,
        lambda: documents.docx(
            body=documents.field("PAGE"),
            relations=documents.outside("hyperlink", "https://example.org/")
            + documents.outside("image", "https://example.org/a.png"),
            settings=documents.outside("attachedTemplate", "file:///C:\\Users\\Li\\Templates\\school.dotx"),
            parts={
                "word/media/image1.png": png(corners()),
                "word/embeddings/Microsoft_Excel_Sheet.xlsx": documents.workbook(),
            },
        ),
        "document",
    ),
    _good("plain.pdf", PDF, documents.pdf, "document"),
    _good(
        "usual.pdf",
        PDF,
        lambda: documents.pdf(OpenAction=documents.action("GoTo", D=Array([0, Name.Fit]))),
        "document",
    ),
    _good(
        "link.pdf",
        PDF,
        lambda: documents.pdf_with_link_action(documents.action("URI", URI=documents.SCRIPT)),
        "document",
    ),
)


def _docx(name: str, problem: ProblemCode = P.DOCUMENT_ACTIVE, **made: object) -> Case:
    make = functools.partial(documents.docx, **made)  # type: ignore[arg-type]
    return _bad(f"{name}.docx", problem, make, "document")


def _pdf(name: str, body: Callable[[], bytes], problem: ProblemCode = P.DOCUMENT_ACTIVE) -> Case:
    return _bad(f"{name}.pdf", problem, body, "document")


BAD_DOCUMENTS = (
    _docx("macro-type", main=documents.MACRO_MAIN),
    _docx("macro", parts={"word/vbaProject.bin": b"\x01\x02"}),
    _docx("renamed-macro", parts={"word/picture.bin": documents.OLE}),
    _docx("object", parts={"word/embeddings/oleObject1.bin": documents.OLE}),
    _docx("program", parts={"word/media/image1.png": b"MZ" + bytes(500)}),
    _docx("script", parts={"word/media/start.vbs": b"x"}),
    _docx("template", settings=documents.outside("attachedTemplate", "https://example.org/t.dotm")),
    _docx("share-template", settings=documents.outside("attachedTemplate", "file:///\\\\example.org\\t.dotm")),
    _docx("share-picture", relations=documents.outside("image", "\\\\example.org\\a.png")),
    _docx("frame", relations=documents.outside("frame", "https://example.org/")),
    _docx("command", body=documents.field("DD", "EAUTO c:\\\\windows\\\\system32\\\\cmd.exe")),
    _docx("entities", parts={"word/header1.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
    _docx("workbook-macro", parts={"word/embeddings/a.xlsx": documents.workbook(xl__vbaProject_bin=documents.OLE)}),
    _docx("not-xml", P.DOCUMENT_BROKEN, parts={"word/header1.xml": b"<a>"}),
    _bad("bomb.docx", P.DECODE_LIMIT, documents.bomb_docx, "document"),
    _bad("overlapping.docx", P.DECODE_LIMIT, documents.overlapping_docx, "document"),
    _bad("cut-off.docx", P.DOCUMENT_BROKEN, lambda: documents.docx()[:-100], "document"),
    _bad("old.doc", P.TYPE_NOT_ALLOWED, lambda: documents.OLE, "document"),
    _bad("archive.docx", P.TYPE_NOT_ALLOWED, lambda: zipped(a=b"1"), "document"),
    _pdf("script-at-opening", lambda: documents.pdf(OpenAction=documents.action("JavaScript", JS=documents.SCRIPT))),
    _pdf(
        "script-by-event", lambda: documents.pdf(AA=Dictionary(WC=documents.action("JavaScript", JS=documents.SCRIPT)))
    ),
    _pdf(
        "named-script",
        lambda: documents.pdf(
            Names=Dictionary(
                JavaScript=Dictionary(Names=Array(["a", documents.action("JavaScript", JS=documents.SCRIPT)]))
            )
        ),
    ),
    _pdf("program", lambda: documents.pdf_with_link_action(documents.action("Launch", F=documents.SCRIPT))),
    _pdf("elsewhere", lambda: documents.pdf_with_link_action(documents.action("GoToR", F=documents.SCRIPT))),
    _pdf("unheard-of", lambda: documents.pdf(OpenAction=documents.action("Surprise"))),
    _pdf("carrier", documents.pdf_with_file),
    _pdf("form-language", lambda: documents.pdf(AcroForm=Dictionary(XFA=documents.SCRIPT))),
    _pdf("encrypted", lambda: documents.pdf(encrypted=True), P.DOCUMENT_BROKEN),
    _pdf("cut-off", lambda: documents.pdf()[:120], P.DOCUMENT_BROKEN),
    _pdf("archive", lambda: documents.pdf() + zipped(a=b"1"), P.TYPE_NOT_ALLOWED),
    _pdf("picture", jpeg, P.TYPE_DIFFERS),
)

GOOD = GOOD_PICTURES + GOOD_FILMS + GOOD_DOCUMENTS
BAD = BAD_PICTURES + BAD_FILMS + BAD_DOCUMENTS
