"""Finding an organisation as people look for it: by a part of its name, its code, its pinyin or the initials of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import IntEnum

from contracts.organisations import Organisation, OrganisationKind
from services.ingest.domain.keys import one_name

ENDINGS = "省市区县州盟旗"
"""What the short name of a place ends with, and whoever looks for 绍兴 leaves out."""


@dataclass(frozen=True, slots=True)
class Named:
    """What an organisation, or an enterprise entered before, is found by. `key` is what a measure would carry.

    `initials` and `spelled` are those of the whole name, of the short one, and of the place that the short one names.
    """

    name: str
    key: str | None
    organisation: str | None
    short_name: str
    words: tuple[str, ...]
    codes: tuple[str, ...]
    path: tuple[str, ...] = ()
    kind: OrganisationKind | None = None
    initials: tuple[str, ...] = ()
    spelled: tuple[str, ...] = ()


def named(organisation: Organisation) -> Named:
    """An organisation of the directory as it is found, not yet by its pinyin."""
    codes = (organisation.school_code, organisation.credit_code, organisation.organisation)
    return Named(
        name=organisation.name,
        key=key_of(organisation),
        organisation=organisation.organisation,
        short_name=organisation.short_name,
        words=(one_name(organisation.name), one_name(organisation.short_name)),
        codes=tuple(code.casefold() for code in codes if code),
        path=organisation.path,
        kind=organisation.kind,
    )


def entered(name: str, key: str) -> Named:
    """An enterprise, school or other name that somebody typed before, under its key; not yet found by its pinyin."""
    scheme, _colon, code = key.partition(":")
    return Named(name, key, None, name, (one_name(name),), (code.casefold(),) if scheme != "name" else ())


def with_pinyin(one: Named) -> Named:
    """The same, found by its pinyin as well: 浙江机电 is `zhejiangjidian` and `zjjd`. Takes about a millisecond."""
    names = (one.name, one.short_name, one.short_name.rstrip(ENDINGS))
    read = [_read(name) for name in dict.fromkeys(names) if name]
    return replace(
        one, initials=tuple(initials for initials, _whole in read), spelled=tuple(whole for _initials, whole in read)
    )


def _read(name: str) -> tuple[str, str]:
    """The initials of a name and its pinyin; what is no Chinese stays as it is."""
    # The dictionary of phrases, without which 重庆 would be zhongqing, takes two seconds to load: not at every start.
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    syllables = [syllable.casefold().replace(" ", "") for syllable in lazy_pinyin(name)]
    initials = "".join(syllable if not _is_chinese(syllable, name) else syllable[:1] for syllable in syllables)
    return initials, "".join(syllables)


def _is_chinese(syllable: str, name: str) -> bool:
    """Whether a syllable was made from a character; what is no Chinese comes back as it was."""
    return syllable not in name.casefold().replace(" ", "")


def key_of(organisation: Organisation) -> str | None:
    """The key under which an organisation is counted once, None where it has none of its own."""
    if organisation.kind is OrganisationKind.SCHOOL:
        return f"school:{organisation.school_code}" if organisation.school_code else f"name:{organisation.name}"
    if organisation.credit_code:
        return f"uscc:{organisation.credit_code}"
    return None


class Rank(IntEnum):
    """How well a name answers, the best first."""

    EXACT = 0
    BEGINS = 1
    INITIALS_BEGIN = 2
    HOLDS = 3
    PINYIN_BEGINS = 4
    INITIALS_HOLD = 5
    PINYIN_HOLDS = 6


def rank(asked: str, one: Named) -> Rank | None:
    """How well a name answers; None where it does not.

    `asked` is evened out by `one_name`. Its whole name, its code or exactly its initials are the best answer. Initials and
    pinyin answer only what is written in Latin letters.
    """
    letters = asked.replace(" ", "") if asked.isascii() else None
    if asked in one.words or asked in one.codes or letters in one.initials:
        return Rank.EXACT
    if any(word.startswith(asked) for word in one.words):
        return Rank.BEGINS
    if letters and any(initials.startswith(letters) for initials in one.initials):
        return Rank.INITIALS_BEGIN
    if any(asked in word for word in one.words) or any(code.startswith(asked) for code in one.codes):
        return Rank.HOLDS
    return _by_pinyin(letters, one) if letters else None


def _by_pinyin(letters: str, one: Named) -> Rank | None:
    if any(spelled.startswith(letters) for spelled in one.spelled):
        return Rank.PINYIN_BEGINS
    if any(letters in initials for initials in one.initials):
        return Rank.INITIALS_HOLD
    return Rank.PINYIN_HOLDS if any(letters in spelled for spelled in one.spelled) else None


def best(asked: str, among: Mapping[str, Named], near: frozenset[str], limit: int) -> list[Named]:
    """The best answers to what was asked, those of the asker's own branch first, shorter names first."""
    evened = one_name(asked)
    if not evened:
        return []
    found = [(found_rank, one) for one in among.values() if (found_rank := rank(evened, one)) is not None]
    found.sort(key=lambda pair: (pair[0], near.isdisjoint(pair[1].path), len(pair[1].name), pair[1].name))
    return [one for _rank, one in found[:limit]]
