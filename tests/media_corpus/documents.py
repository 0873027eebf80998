"""Documents: Word's archive by hand, PDF by pikepdf, each with one thing in it that has no business there."""

import io
import struct
import zipfile
import zlib
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def docx(
    *, main: str = MAIN, body: str = "", relations: str = "", settings: str = "", parts: dict[str, bytes] | None = None
) -> bytes:
    """A Word document of one paragraph, with further parts, relations and markup in its body."""
    types = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    )
    document = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        ' xmlns:o="urn:schemas-microsoft-com:office:office"><w:body>'
        f"<w:p><w:r><w:t>职业教育活动周总结:DDE 是缩写</w:t></w:r></w:p>{body}</w:body></w:document>"
    )
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", _relations(_relation("officeDocument", "word/document.xml")))
        archive.writestr("word/document.xml", document)
        archive.writestr("word/_rels/document.xml.rels", _relations(relations))
        archive.writestr("word/_rels/settings.xml.rels", _relations(settings))
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    return into.getvalue()


def _relations(inner: str) -> str:
    return (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{inner}</Relationships>"
    )


def _relation(kind: str, target: str, *, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="r-{kind}" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/>'


def outside(kind: str, target: str) -> str:
    """A relation to something that does not lie in the archive."""
    return _relation(kind, target, external=True)


def field(*runs: str) -> str:
    """A field whose instruction is cut into runs."""
    return "<w:p>" + "".join(f"<w:r><w:instrText>{run}</w:instrText></w:r>" for run in runs) + "</w:p>"


def workbook(**parts: bytes) -> bytes:
    """What lies behind a chart."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_bin", ".bin"), content)
    return into.getvalue()


def bomb_docx(megabytes: int = 310) -> bytes:
    """A document whose picture unpacks into more than memory should hold."""
    return docx(parts={"word/media/image1.png": bytes(megabytes * 1_000_000)})


def overlapping_docx(copies: int = 3_000) -> bytes:
    """A document whose table of contents names the same bytes again and again."""
    whole = docx(parts={"word/media/image1.png": zlib.compress(bytes(10_000_000))})
    end = whole.rindex(b"PK\x05\x06")
    start = struct.unpack("<I", whole[end + 16 : end + 20])[0]
    directory, entries = whole[start:end], struct.unpack("<H", whole[end + 10 : end + 12])[0]
    last = directory[directory.rindex(b"PK\x01\x02") :]
    directory += last * copies
    tail = bytearray(whole[end:])
    struct.pack_into("<HHI", tail, 8, entries + copies, entries + copies, len(directory))
    return whole[:start] + directory + bytes(tail)


def pdf(*, encrypted: bool = False, **catalogue: object) -> bytes:
    """A PDF of one page; `catalogue` is put into its root, where readers look first."""
    into = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(200, 200))
        for name, value in catalogue.items():
            made.Root[f"/{name}"] = value
        options = {"encryption": pikepdf.Encryption(owner="geheim", user="")} if encrypted else {}
        # Objects go into streams, where a search for words finds nothing.
        made.save(into, object_stream_mode=pikepdf.ObjectStreamMode.generate, **options)  # type: ignore[arg-type]
    return into.getvalue()


def pdf_with_link_action(action: Dictionary) -> bytes:
    """A PDF whose page has a link with an action, deep inside an array of annotations."""
    into = io.BytesIO()
    with pikepdf.new() as made:
        page = made.add_blank_page(page_size=(200, 200))
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 10, 10]), A=action)
        page.obj["/Annots"] = Array([link])
        made.save(into, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return into.getvalue()


def pdf_with_file() -> bytes:
    """A PDF that carries another file."""
    into = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(200, 200))
        made.attachments["setup.exe"] = b"MZ" + bytes(100)
        made.save(into)
    return into.getvalue()


def action(kind: str, **more: Any) -> Dictionary:  # noqa: ANN401 - any object of a PDF.
    """An action of a kind."""
    return Dictionary({"/S": Name(f"/{kind}")} | {f"/{name}": value for name, value in more.items()})


SCRIPT = String("app.alert(1)")
