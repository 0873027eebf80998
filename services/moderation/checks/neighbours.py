"""All other submissions, as far as a new one is compared with them: passages, pictures, days and places.

Over all organisations and editions. It lives in memory, is learnt anew after a restart, and holds no more than its bounds:
the longest known go first.

Not for two threads at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice, pairwise
from sys import intern
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from contracts.submissions import Kind, PlaceKind
from services.moderation.checks.bits import BitRows, Row
from services.moderation.checks.likeness import PERMUTATIONS, alike, sketch
from services.moderation.checks.normal import normalised
from services.moderation.checks.subject import CheckInput, Passage

LEAST_ALIKE = 0.5
"""Less alike passages are never told of; rules ask for more."""
SKETCH_BITS = 36
"""Passages half alike differ in 32 of 128 bits on average and strangers in 64, so this lets hardly any pass or slip."""
MOST_CANDIDATES = 256
MOST_ALIKE = 32
PDQ_DIGITS = 64
"""A PDQ hash has 256 bits: 64 hexadecimal digits."""
MOST_PHOTO_BITS = 60

PACKED = ("utf-16-le", "surrogatepass")
BYTES_OF_A_CHARACTER = 2

HeldAt = tuple[str, date, str]
"""Edition, day, place: where and when something was held."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is kept. A passage takes about 0.6 KB beside its characters (two bytes each), a picture 0.3 KB."""

    passages: int = 400_000
    photos: int = 2_000_000
    characters: int = 120_000_000


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture or film as it is compared: by its bytes, and by its PDQ hash where media has made one."""

    path: str
    sha256: str
    hash: Row | None
    quality: int


@dataclass(slots=True)
class Neighbour:
    """One submission as others are compared with it. `title_pairs` are those of `pairs_of`, where it tells what was held.

    `texts` are the originals of its passages, where there is room: packed, since a string that has been through a parser keeps
    a second copy of itself inside.
    """

    submission: UUID
    edition: str
    kind: Kind
    organisation: str
    chain: tuple[str, ...]
    received_at: datetime
    title_pairs: frozenset[int]
    activity: str | None
    held: frozenset[HeldAt]
    passages: dict[str, int] = field(default_factory=dict)
    texts: dict[str, bytes] = field(default_factory=dict)
    photos: tuple[Photo, ...] = ()
    photo_places: tuple[int, ...] = ()

    def text(self, path: str) -> str | None:
        """The original of a passage, if it is still kept."""
        packed = self.texts.get(path)
        return None if packed is None else packed.decode(*PACKED)


@dataclass(frozen=True, slots=True)
class Alike:
    """A passage of another submission; `share` of the 3-grams are common to both, as estimated."""

    neighbour: Neighbour
    path: str
    share: float


@dataclass(frozen=True, slots=True)
class SamePhoto:
    """A picture of another submission; `bits` is how far its hash is off, None where its bytes are the very same."""

    neighbour: Neighbour
    path: str
    bits: int | None


class Neighbours:
    """The index. `learn` takes the place of what was known of a submission before; `forget` takes it out."""

    def __init__(self, bounds: Bounds | None = None) -> None:
        self.dropped = 0
        self._bounds = bounds or Bounds()
        self._known: dict[UUID, Neighbour] = {}
        self._sketches = BitRows(2)
        self._signatures = np.zeros((self._sketches.capacity, PERMUTATIONS), dtype=np.uint32)
        self._passage_owner: dict[int, tuple[UUID, str]] = {}
        self._hashes = BitRows(4)
        self._photo_owner: dict[int, tuple[UUID, Photo]] = {}
        self._by_bytes: dict[str, tuple[tuple[UUID, str], ...]] = {}
        self._by_day: dict[HeldAt, dict[UUID, None]] = {}
        self._characters = 0

    def __len__(self) -> int:
        return len(self._known)

    def __contains__(self, submission: UUID) -> bool:
        return submission in self._known

    def learn(self, given: CheckInput) -> None:
        """Know a submission as it stands now; one that is withdrawn is forgotten."""
        state = given.state
        self.forget(state.submission)
        if state.withdrawn:
            return
        one = neighbour_of(given)
        self._known[one.submission] = one
        for passage in given.passages:
            self._learn_passage(one, passage)
        for photo in one.photos:
            owners = self._by_bytes.get(photo.sha256, ())
            self._by_bytes[photo.sha256] = (*owners, (one.submission, photo.path))
            if photo.hash is not None:
                place = self._hashes.add(photo.hash)
                one.photo_places += (place,)
                self._photo_owner[place] = (one.submission, photo)
        for held in one.held:
            self._by_day.setdefault(held, {})[one.submission] = None
        self._keep_within_bounds()

    def forget(self, submission: UUID) -> None:
        """Know it no more; nothing happens where it was not known."""
        one = self._known.pop(submission, None)
        if one is None:
            return
        for place in one.passages.values():
            self._sketches.remove(place)
            del self._passage_owner[place]
        self._characters -= _characters_of(one)
        for place in one.photo_places:
            self._hashes.remove(place)
            del self._photo_owner[place]
        for sha256 in {photo.sha256 for photo in one.photos}:
            owners = tuple(owner for owner in self._by_bytes.pop(sha256) if owner[0] != submission)
            if owners:
                self._by_bytes[sha256] = owners
        for held in one.held:
            del self._by_day[held][submission]
            if not self._by_day[held]:
                del self._by_day[held]

    def passages_like(self, given: CheckInput, passage: Passage) -> tuple[Alike, ...]:
        """Other submissions' passages at least half alike, the likest first, one a submission."""
        places, _bits = self._sketches.near(sketch(passage.signature), SKETCH_BITS)
        places = places[:MOST_CANDIDATES]
        if not places.size:
            return ()
        shares = alike(passage.signature, self._signatures[places])
        found: dict[UUID, Alike] = {}
        for at in np.argsort(-shares, kind="stable"):
            if shares[at] < LEAST_ALIKE or len(found) == MOST_ALIKE:
                break
            submission, path = self._passage_owner[int(places[at])]
            if submission != given.state.submission:
                found.setdefault(submission, Alike(self._known[submission], path, float(shares[at])))
        return tuple(found.values())

    def photos_like(self, given: CheckInput, photo: Photo, most_bits: int, least_quality: int) -> tuple[SamePhoto, ...]:
        """Other submissions' pictures with the same bytes, then those that look the same, one a submission.

        Hashes of a lower quality than `least_quality` (pictures with hardly anything in them) are compared with none.
        """
        own = given.state.submission
        found: dict[UUID, SamePhoto] = {}
        for submission, path in self._by_bytes.get(photo.sha256, ())[:MOST_CANDIDATES]:
            found.setdefault(submission, SamePhoto(self._known[submission], path, None))
        if photo.hash is not None and photo.quality >= least_quality:
            places, bits = self._hashes.near(photo.hash, most_bits)
            for place, differing in islice(zip(places, bits, strict=True), MOST_CANDIDATES):
                submission, other = self._photo_owner[int(place)]
                if other.quality >= least_quality:
                    found.setdefault(submission, SamePhoto(self._known[submission], other.path, int(differing)))
        found.pop(own, None)
        return tuple(found.values())

    def held_with(self, given: CheckInput) -> Iterator[tuple[Neighbour, HeldAt]]:
        """Other submissions with a session on the same day in the same place, each once, with the first such day."""
        told = {given.state.submission}
        for held in sorted(held_of(given)):
            for submission in self._by_day.get(held, ()):
                if submission not in told:
                    told.add(submission)
                    yield self._known[submission], held

    def _learn_passage(self, one: Neighbour, passage: Passage) -> None:
        place = self._sketches.add(sketch(passage.signature))
        if place >= len(self._signatures):
            self._signatures = np.concatenate([self._signatures, np.zeros_like(self._signatures)])
        self._signatures[place] = passage.signature
        path, words = passage.text.path, passage.text.normal.original
        self._passage_owner[place] = (one.submission, path)
        one.passages[path] = place
        one.texts[path] = words.encode(*PACKED)
        self._characters += len(one.texts[path]) // BYTES_OF_A_CHARACTER

    def _keep_within_bounds(self) -> None:
        bounds = self._bounds
        while len(self._sketches) > bounds.passages or len(self._hashes) > bounds.photos:
            self.forget(next(iter(self._known)))
            self.dropped += 1
        if self._characters > bounds.characters:
            # Without its characters a passage is still found, only the shared stretches can no longer be shown.
            for one in self._known.values():
                self._characters -= _characters_of(one)
                one.texts = {}
                if self._characters <= bounds.characters * 0.9:
                    break


def _characters_of(one: Neighbour) -> int:
    return sum(len(packed) // BYTES_OF_A_CHARACTER for packed in one.texts.values())


def neighbour_of(given: CheckInput) -> Neighbour:
    """A submission as others are compared with it."""
    state, held = given.state, held_of(given)
    return Neighbour(
        submission=state.submission,
        edition=intern(state.edition),
        kind=state.kind,
        organisation=intern(state.organisation),
        chain=tuple(map(intern, state.chain)),
        received_at=state.received_at,
        title_pairs=pairs_of(normalised(state.content.title)) if held else frozenset(),
        activity=state.content.activity,
        held=held,
        photos=photos_of(given),
    )


def pairs_of(text: str) -> frozenset[int]:
    """The pairs of neighbouring characters of a short text, each as a number."""
    return frozenset(ord(one) << 32 | ord(other) for one, other in pairwise(text))


def held_of(given: CheckInput) -> frozenset[HeldAt]:
    """The single days and districts of its sessions; plans tell of nothing that was held."""
    if given.state.kind is Kind.PLAN:
        return frozenset()
    return frozenset(
        (intern(given.state.edition), session.when.start, intern(session.place.code))
        for session in given.sessions
        if session.when.start == session.when.end
        and session.place.kind is PlaceKind.DISTRICT
        and session.place.code is not None
    )


def photos_of(given: CheckInput) -> tuple[Photo, ...]:
    """The pictures and films of the manifest, with the hashes that media has made by now."""
    assets = {asset.sha256: asset for asset in given.media.assets} if given.media else {}
    found: list[Photo] = []
    for index, file in enumerate(given.state.manifest):
        if file.kind in ("photo", "video"):
            asset = assets.get(file.sha256)
            told = asset.perceptual_hash if asset and file.kind == "photo" else None
            quality = (asset.perceptual_quality or 0) if asset else 0
            found.append(Photo(intern(f"manifest.{index}"), file.sha256, _row(told) if told else None, quality))
    return tuple(found)


def _row(perceptual_hash: str) -> NDArray[np.uint64]:
    if len(perceptual_hash) != PDQ_DIGITS:
        raise ValueError(f"a PDQ hash has {PDQ_DIGITS} digits, not {len(perceptual_hash)}")
    return np.frombuffer(bytes.fromhex(perceptual_hash), dtype=np.uint64)
