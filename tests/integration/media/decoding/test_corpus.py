"""Every file of the corpus through the real children: good ones come out clean, of bad ones it is said what is wrong."""

import asyncio
import contextlib
import json
import random
import shutil
import subprocess
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from contracts.problems import Problem
from services.media.decoding.decoders import MADE_OF
from services.media.decoding.limits import DecodingLimits
from services.media.decoding.shapes import Decoded
from tests.integration.media.decoding.running import Bench, running_decoders
from tests.media_corpus.cases import BAD, GOOD, Case
from tests.media_corpus.metadata import SECRETS

# What a rendition may say: how it is to be shown, and nothing of where it comes from. Anything else fails the test.
PICTURE_TAGS = frozenset(
    {
        *("File:FileType", "File:FileTypeExtension", "File:MIMEType", "File:ImageWidth", "File:ImageHeight"),
        *("File:EncodingProcess", "File:BitsPerSample", "File:ColorComponents", "File:YCbCrSubSampling"),
        *("JFIF:JFIFVersion", "JFIF:ResolutionUnit", "JFIF:XResolution", "JFIF:YResolution"),
        *("RIFF:VP8Version", "RIFF:ImageWidth", "RIFF:ImageHeight", "RIFF:HorizontalScale", "RIFF:VerticalScale"),
        *("RIFF:WebP_Flags", "RIFF:AlphaIsUsed", "Composite:ImageSize", "Composite:Megapixels"),
    }
)
FILM_TAGS = frozenset(
    f"QuickTime:{name}"
    for name in (
        *(
            "MajorBrand",
            "MinorVersion",
            "CompatibleBrands",
            "MovieHeaderVersion",
            "CreateDate",
            "ModifyDate",
            "TimeScale",
        ),
        *("Duration", "PreferredRate", "PreferredVolume", "MatrixStructure", "PreviewTime", "PreviewDuration"),
        *("PosterTime", "SelectionTime", "SelectionDuration", "CurrentTime", "NextTrackID", "HandlerType"),
        *("MediaDataSize", "MediaDataOffset", "TrackHeaderVersion", "TrackCreateDate", "TrackModifyDate", "TrackID"),
        *("TrackDuration", "TrackLayer", "TrackVolume", "ImageWidth", "ImageHeight", "MediaHeaderVersion"),
        *("MediaCreateDate", "MediaModifyDate", "MediaTimeScale", "MediaDuration", "MediaLanguageCode"),
        *("HandlerDescription", "GraphicsMode", "OpColor", "CompressorID", "SourceImageWidth", "SourceImageHeight"),
        *("XResolution", "YResolution", "BitDepth", "PixelAspectRatio", "BufferSize", "MaxBitrate", "AverageBitrate"),
        *("VideoFrameRate", "Balance", "AudioFormat", "AudioChannels", "AudioBitsPerSample", "AudioSampleRate"),
        *("HandlerVendorID", "ColorProfiles", "ColorPrimaries", "TransferCharacteristics", "MatrixCoefficients"),
        *(
            "VideoFullRangeFlag",
            "Free",
            "MediaData",
            "AVCConfiguration",
            "Unknown_edts",
            "Unknown_esds",
            "Unknown_btrt",
        ),
        *("TimeToSampleTable", "CompositionTimeToSample", "SyncSampleTable", "SampleSizes", "SampleToChunk"),
        *("ChunkOffset", "SampleToGroup", "SampleGroupDescription", "IdependentAndDisposableSamples"),
    )
) | {"Composite:AvgBitrate", "Composite:Rotation"}
MARK_TAGS = frozenset({"XMP:DigitalSourceType", "XMP:Aigc", "RIFF:WebP_Flags"})
MARKED = "ai.jpg"
# What takes long to make or to decode is damaged no differently.
SLOW = frozenset(
    {"large.jpg", "progressive.jpg", "huge-exif.jpg", "deep.mp4", "plain.webm", "colours-444.mp4", "line.png"}
)
DAMAGED = 120
NO_DATE = "0000:00:00 00:00:00"


@dataclass(frozen=True)
class Made:
    """The whole good corpus, decoded once."""

    folder: Path
    decoded: Mapping[str, Decoded]


@pytest.fixture(scope="module")
async def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("good")
    async with running_decoders(folder) as bench:
        found = await asyncio.gather(*(bench.decode_case(case) for case in GOOD))
    return Made(folder, dict(zip((case.name for case in GOOD), found, strict=True)))


@pytest.fixture(scope="module")
async def bench(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bench]:
    async with running_decoders(tmp_path_factory.mktemp("bad"), DecodingLimits()) as running:
        yield running


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.name)
def test_a_good_file_is_known_by_its_content_and_has_all_its_renditions(made: Made, case: Case) -> None:
    decoded = made.decoded[case.name]

    assert decoded.media_type == case.media_type
    assert {one.name for one in decoded.renditions} == MADE_OF[case.kind]
    assert (decoded.perceptual_hash is not None) == (case.kind == "photo")
    assert (decoded.duration_ms is not None) == (case.kind == "video")


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.name)
async def test_of_a_bad_file_it_is_said_what_is_wrong_with_it(bench: Bench, case: Case) -> None:
    with pytest.raises(Problem) as said:
        await bench.decode_case(case)

    assert said.value.code is case.problem


async def test_whatever_is_damaged_has_a_problem_or_none_and_is_never_tried_again(bench: Bench) -> None:
    chance = random.Random(2024)
    small = [case for case in GOOD if case.name not in SLOW]

    for number in range(DAMAGED):
        case = small[number % len(small)]
        body = bytearray(await asyncio.to_thread(case.make, bench.folder / f"damaged-{number}.making"))
        for _byte in range(chance.randrange(1, 12)):
            body[chance.randrange(len(body))] = chance.randrange(256)
        if number % 3 == 0:
            del body[chance.randrange(len(body)) :]
        with contextlib.suppress(Problem):
            await bench.decode(f"damaged-{number}-{case.name}", bytes(body), case.kind)


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.name)
def test_no_rendition_holds_a_word_of_the_originals_metadata(made: Made, case: Case) -> None:
    for rendition in made.decoded[case.name].renditions:
        body = rendition.path.read_bytes()
        assert [secret for secret in SECRETS if secret in body] == [], rendition.name


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is missing")
def test_exiftool_finds_in_no_rendition_where_it_was_made_or_who_made_it(made: Made) -> None:
    told = subprocess.run(
        ["exiftool", "-json", "-a", "-u", "-G", "-ee", "-r", "-ext", "*", "--System:all", str(made.folder)],
        check=False,
        capture_output=True,
    )
    found = [one for one in json.loads(told.stdout) if Path(one["SourceFile"]).parent.suffix == ".made"]

    assert len(found) == sum(len(decoded.renditions) for decoded in made.decoded.values())
    for tags in found:
        name = tags["SourceFile"].removeprefix(f"{made.folder}/")
        allowed = PICTURE_TAGS | (FILM_TAGS if name.endswith(".mp4") else set())
        allowed |= MARK_TAGS if name.startswith(MARKED) else set()
        assert tags.keys() - allowed - {"SourceFile", "ExifTool:ExifToolVersion"} == set(), name
        assert {value for tag, value in tags.items() if tag.endswith("Date")} <= {NO_DATE}, name


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is missing")
def test_exiftool_would_have_found_it_in_the_originals(made: Made) -> None:
    told = subprocess.run(
        ["exiftool", "-json", "-G", *(made.folder / name for name in ("turned-1.jpg", "plain.heic", "plain.mp4"))],
        check=True,
        capture_output=True,
    )

    photo, heic, film = json.loads(told.stdout)

    assert {"EXIF:Artist", "EXIF:GPSLatitude", "XMP:City", "IPTC:City", "File:Comment"} <= photo.keys()
    assert {"EXIF:Artist", "EXIF:GPSLatitude", "XMP:City"} <= heic.keys()
    assert any("Location" in tag or "GPS" in tag for tag in film)
