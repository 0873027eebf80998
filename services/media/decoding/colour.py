"""Any picture's colours as 8-bit sRGB without transparency, so that every reader shows what its sender saw."""

import io
from functools import cache

from PIL import Image, ImageCms

# Two codes' difference is what rounding alone makes: a profile that changes no more is sRGB under another name.
ROUNDING = 2
GRID = tuple(range(0, 256, 51))
TRANSPARENT_MODES = frozenset({"LA", "La", "PA", "RGBA", "RGBa"})
# The colour spaces that a profile may be of, by the mode of the picture it belongs to.
PROFILED = {"RGB": "RGB", "L": "GRAY", "CMYK": "CMYK"}
WHITE = (255, 255, 255)


def as_srgb(picture: Image.Image) -> Image.Image:
    """The picture as 8-bit sRGB; what is transparent becomes white. The result carries no profile and no metadata.

    A profile that cannot be read, or is of another colour space than the picture, is passed over: colours are then taken
    for sRGB, as browsers do.
    """
    profile = picture.info.get("icc_profile")
    flat = _flattened(_eight_bit(picture))
    converted = _by_profile(flat, profile) if isinstance(profile, bytes) and profile else None
    if converted is None:
        converted = flat if flat.mode == "RGB" else flat.convert("RGB")
    # Writers put some of this into files without being asked (comments among it).
    converted.info = {}
    return converted


def _eight_bit(picture: Image.Image) -> Image.Image:
    """A mode with 8 bits a channel. 16 bit keep their high byte; 32 bit hold what 16 bit files had."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return picture.convert("L") if picture.mode == "F" else picture


def _flattened(picture: Image.Image) -> Image.Image:
    """On white where it is transparent. Colours under full transparency are not seen, and must not be found either."""
    if picture.mode not in TRANSPARENT_MODES and "transparency" not in picture.info:
        if picture.mode in PROFILED:
            return picture
        return picture.convert("L" if picture.mode == "1" else "RGB")
    see_through = picture.convert("RGBA")
    ground = Image.new("RGB", picture.size, WHITE)
    ground.paste(see_through, mask=see_through.getchannel("A"))
    return ground


def _by_profile(picture: Image.Image, profile: bytes) -> Image.Image | None:
    """The picture by its profile; None where there is nothing to do or nothing that can be done."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if source.profile.xcolor_space.strip() != PROFILED[picture.mode]:
            return None
        transform = ImageCms.buildTransform(source, _srgb(), picture.mode, "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC)
        if picture.mode == "RGB" and _changes_nothing(transform):
            return None
        return transform.apply(picture)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


def _changes_nothing(transform: ImageCms.ImageCmsTransform) -> bool:
    before = _grid()
    after = transform.apply(before)
    return all(abs(a - b) <= ROUNDING for a, b in zip(before.tobytes(), after.tobytes(), strict=True))


@cache
def _grid() -> Image.Image:
    """Colours all over the cube, one a pixel."""
    cube = bytes(code for red in GRID for green in GRID for blue in GRID for code in (red, green, blue))
    return Image.frombytes("RGB", (len(cube) // 3, 1), cube)


@cache
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
