"""Finders of what others have sent as well: texts, pictures, and the same activity told by two organisations."""

from collections.abc import Iterator

from contracts.submissions import Kind
from services.moderation.checks.findings import About, Finding
from services.moderation.checks.kinds import Joint, PhotoAlike, TextAlike
from services.moderation.checks.likeness import shared
from services.moderation.checks.neighbours import Alike, Neighbour, SamePhoto, pairs_of, photos_of
from services.moderation.checks.normal import Normal, normalised
from services.moderation.checks.subject import CheckInput, Passage
from services.moderation.checks.view import Place, View, finding

PERCENT = 100


def find_texts(rule: TextAlike, _at: int, view: View) -> Iterator[Finding]:
    """For each passage the other submissions much like it, with the stretches that both share."""
    for passage in view.given.passages:
        if len(passage.text.normal.text) < rule.least_characters:
            continue
        told = 0
        for alike in view.alike(passage):
            if alike.share * PERCENT < rule.least_percent or told == rule.most:
                break
            if _is_meant(rule, view.given, alike.neighbour):
                told += 1
                yield _text_finding(rule, passage, alike)


def find_photos(rule: PhotoAlike, _at: int, view: View) -> Iterator[Finding]:
    """For each picture or film the other submissions that have it."""
    manifest = view.given.state.manifest
    for photo in photos_of(view.given):
        same = view.same(photo, rule.most_bits, rule.least_quality)
        wanted = [one for one in same if _is_meant(rule, view.given, one.neighbour)][: rule.most]
        for one in wanted:
            name = manifest[int(photo.path.rpartition(".")[2])].name
            facts = {"file": name, "other": one.neighbour.organisation, "distance": one.bits or 0}
            yield finding(rule, Place(photo.path, evidence=_told(name, one)), facts, (_about(one.neighbour, one.path),))


def find_joint(rule: Joint, _at: int, view: View) -> Iterator[Finding]:
    """Other organisations whose report of the same day and place has a like title and names no other activity."""
    state = view.given.state
    if state.kind is not Kind.ACTIVITY_REPORT:
        return
    own = pairs_of(normalised(state.content.title))
    likely = [
        (_share(own, neighbour.title_pairs), neighbour, held)
        for neighbour, held in view.neighbours.held_with(view.given)
        if neighbour.kind is Kind.ACTIVITY_REPORT
        and neighbour.organisation != state.organisation
        and (neighbour.activity == state.content.activity or None in (neighbour.activity, state.content.activity))
    ]
    likely = [one for one in likely if one[0] * PERCENT >= rule.least_percent]
    likely.sort(key=lambda one: (-one[0], one[1].received_at, one[1].submission))
    for _share_of_pairs, neighbour, (_edition, day, place) in likely[: rule.most]:
        facts = {"other": neighbour.organisation, "day": day.isoformat(), "place": place}
        here = Place("content.title", 0, len(state.content.title), state.content.title)
        yield finding(rule, here, facts, (_about(neighbour, "content.title"),))


def _is_meant(rule: TextAlike | PhotoAlike, given: CheckInput, neighbour: Neighbour) -> bool:
    """Whether a neighbour is whose the rule is about, and came when it is about. The first receipts are compared."""
    state = given.state
    own = neighbour.organisation in (state.organisation, *state.chain) or state.organisation in neighbour.chain
    before = (neighbour.received_at, neighbour.submission.int) < (state.received_at, state.submission.int)
    return own is (rule.whose == "own") and (rule.sent == "any" or before is (rule.sent == "before"))


def _text_finding(rule: TextAlike, passage: Passage, alike: Alike) -> Finding:
    here, neighbour = passage.text, alike.neighbour
    original = neighbour.text(alike.path)
    about: tuple[About, ...] = (_about(neighbour, alike.path),)
    if original is not None:
        there = Normal(original)
        stretches = shared(here.normal.text, there.text)
        about = (
            tuple(
                _about(
                    neighbour,
                    alike.path,
                    there.span(one.other, one.other + one.length),
                    here.normal.span(one.own, one.own + one.length),
                )
                for one in stretches
            )
            or about
        )
    longest = max(about, key=lambda one: one.own_end - one.own_start)
    start, end = min(one.own_start for one in about), max(one.own_end for one in about)
    place = Place(here.path, start, end, here.normal.original[longest.own_start : longest.own_end])
    facts = {"percent": round(alike.share * PERCENT), "other": neighbour.organisation, "stretches": len(about)}
    return finding(rule, place, facts, about)


def _about(neighbour: Neighbour, path: str, there: tuple[int, int] = (0, 0), here: tuple[int, int] = (0, 0)) -> About:
    return About(neighbour.submission, neighbour.edition, neighbour.organisation, path, *there, *here)


def _told(name: str, same: SamePhoto) -> str:
    return f"{name}: SHA-256" if same.bits is None else f"{name}: PDQ"


def _share(one: frozenset[int], other: frozenset[int]) -> float:
    """How many of their pairs of neighbouring characters two titles have in common (Dice): 0.0 to 1.0."""
    together = len(one) + len(other)
    return 2 * len(one & other) / together if together else 0.0
