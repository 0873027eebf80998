"""Metadata that say where and who, in every place where a picture can hold them. `SECRETS` must be found in no rendition."""

import struct

from PIL import ExifTags, Image, ImageCms

PERSON = "Li Xiaohong 13 sui"
CAMERA = "HUAWEI P70 SN4711"
PLACE = "Guiyang No 3 School"
SECRETS = (PERSON.encode(), CAMERA.encode(), PLACE.encode(), PERSON.encode("utf-16-le"), b"2024:05:13")


def exif_of(orientation: int = 1, *, thumbnail: bytes = b"") -> bytes:
    """EXIF with a person, a camera, a time, GPS, and a thumbnail of what was cut away."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = CAMERA
    exif[ExifTags.Base.Artist] = PERSON
    exif[ExifTags.Base.ImageDescription] = PLACE
    exif[ExifTags.Base.DateTime] = "2024:05:13 08:30:00"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.CameraOwnerName] = PERSON
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLatitude] = "N", (26.0, 38.0, 49.3)
    gps[ExifTags.GPS.GPSLongitudeRef], gps[ExifTags.GPS.GPSLongitude] = "E", (106.0, 37.0, 41.1)
    return exif.tobytes() + thumbnail


def xmp_of(extra: str = "") -> bytes:
    """XMP with a person and a place."""
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:City="{PLACE}" photoshop:Credit="{PERSON}" {extra}/>'
        "</rdf:RDF></x:xmpmeta>"
    ).encode()


AI_XMP = xmp_of(
    'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" Iptc4xmpExt:DigitalSourceType='
    '"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"'
)


def iptc_segment() -> bytes:
    """Photoshop's segment with IPTC: by-line and city."""
    records = b"".join(
        b"\x1c\x02" + bytes([number]) + len(text).to_bytes(2, "big") + text
        for number, text in ((80, PERSON.encode()), (90, PLACE.encode()))
    )
    resource = b"8BIM\x04\x04\x00\x00" + len(records).to_bytes(4, "big") + records + b"\x00" * (len(records) % 2)
    return segment(0xED, b"Photoshop 3.0\x00" + resource)


def comment_segment() -> bytes:
    """A comment that names a person."""
    return segment(0xFE, PERSON.encode())


def segment(marker: int, body: bytes) -> bytes:
    """A JPEG segment."""
    return b"\xff" + bytes([marker]) + (len(body) + 2).to_bytes(2, "big") + body


def swapped_profile() -> bytes:
    """An ICC profile whose red is sRGB's green and the other way round: who obeys it turns a red picture green."""
    original = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    count = int.from_bytes(original[128:132], "big")
    table = [struct.unpack(">4sII", original[132 + 12 * n : 144 + 12 * n]) for n in range(count)]
    places = {name: (offset, size) for name, offset, size in table}
    swap = {b"rXYZ": b"gXYZ", b"gXYZ": b"rXYZ"}
    entries = b"".join(struct.pack(">4sII", name, *places[swap.get(name, name)]) for name, _offset, _size in table)
    return original[:132] + entries + original[132 + 12 * count :]
