"""Links of letters: when they open, how letters are tried again, and a use that breaks off half-way."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from contracts.organisations import Role
from contracts.problems import Problem, ProblemCode
from services.directory.domain import links as rules
from services.directory.domain.links import LetterState, Link, Purpose
from services.directory.domain.people import Person
from services.directory.operations.links import Chosen, LinkDesk, _sha256
from services.directory.operations.passwords import Passwords
from services.directory.operations.record import Recorder
from services.directory.settings import DirectorySettings
from services.directory.store.links import StoredLink
from services.directory.store.people import StoredPerson
from services.kit.clock import FixedClock

NOW = datetime(2024, 5, 18, 15, 40, tzinfo=UTC)
PERSON = Person("p-1", 1, "wang.li", "王丽", "330600", (("330600", Role.FILER),), email="wang@school.example")
TOKEN = "l1.secret"
LINK = Link(
    link="l1",
    revision=1,
    purpose=Purpose.PASSWORD,
    person="p-1",
    token_sha256=_sha256(TOKEN),
    made_at=NOW,
    ends_at=NOW + timedelta(minutes=30),
    formerly_sha256=rules.formerly(None),
    letter=LetterState.WAITING,
    letter_due_at=NOW,
    sealed_token="sealed",
)
OWN, OTHER = "Geng-Chang-2025", "Kaifang-2024-Yuan"


def test_a_link_opens_until_its_end_and_no_longer_than_the_password_it_replaces() -> None:
    assert rules.is_live(LINK, None, LINK.ends_at - timedelta(seconds=1))
    assert not rules.is_live(LINK, None, LINK.ends_at)
    assert not rules.is_live(LINK, "another hash", NOW)
    assert not rules.is_live(rules.revoked(LINK, NOW, 2), None, NOW)


def test_a_link_that_has_ended_needs_no_letter() -> None:
    for after in (rules.revoked(LINK, NOW, 2), rules.used(LINK, "hash", NOW, 2)):
        assert (after.letter, after.letter_due_at, after.sealed_token) == (LetterState.NONE, None, "")
    kept = rules.revoked(rules.sent(LINK, 2), NOW, 3)
    assert kept.letter is LetterState.SENT


def test_a_letter_is_tried_later_each_time_and_given_up_with_its_link() -> None:
    link, waits = LINK, []
    while link.letter is LetterState.WAITING:
        at = link.letter_due_at or NOW
        link = rules.put_off(rules.claimed(link, at, link.revision + 1), "away", at, link.revision + 2)
        if link.letter_due_at is not None:
            waits.append((link.letter_due_at - at).total_seconds())

    assert waits[:4] == [10, 20, 40, 80]
    assert waits == sorted(waits)
    assert max(waits) <= rules.LONGEST_RETRY_SECONDS
    assert (link.letter, link.letter_fault, link.sealed_token) == (LetterState.REFUSED, "away", "")


def test_who_fell_silent_while_sending_leaves_the_letter_to_another() -> None:
    claimed = rules.claimed(LINK, NOW, 2)

    assert claimed.letter is LetterState.WAITING
    assert claimed.letter_due_at == NOW + timedelta(seconds=rules.SENDING_SECONDS)
    assert claimed.sealed_token == LINK.sealed_token


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_letter_holds_what_one_needs(purpose: Purpose, language: Any) -> None:  # noqa: ANN401 - a literal.
    said = rules.words(
        purpose, language, name="wang.li", called="", organisation="绍兴", address="http://a#t", ends_at=LINK.ends_at
    )

    assert said.subject
    for part in ("wang.li", "绍兴", "\nhttp://a#t\n", "2024-05-19 00:10"):
        assert part in said.text
    assert "{" not in said.subject + said.text


class Links:
    """One link in memory; before the first write of somebody's, another one does what `faster` says."""

    def __init__(self, faster: Callable[[Link], Link] | None = None) -> None:
        self.link, self.faster = LINK, faster

    async def find(self, link: str) -> StoredLink | None:
        return StoredLink(self.link) if link == self.link.link else None

    async def put(self, known: StoredLink, link: Link, _events: Sequence[Any] = ()) -> bool:
        if self.faster is not None:
            self.link, self.faster = self.faster(self.link), None
        if known.link.revision != self.link.revision:
            return False
        self.link = link
        return True


class People:
    """One person in memory; `away` many writes fail."""

    def __init__(self, away: int = 0) -> None:
        self.stored, self.away = StoredPerson(PERSON, None), away

    async def find(self, _person: str) -> StoredPerson:
        return self.stored

    async def by_name(self, _name: str) -> StoredPerson:
        return self.stored

    async def replace(self, stored: StoredPerson, revision: int) -> bool:
        if self.away:
            self.away -= 1
            raise Problem(ProblemCode.STORE_AWAY)
        assert revision == self.stored.person.revision
        self.stored = stored
        return True


def desk_over(links: Links, people: People, passwords: Passwords) -> LinkDesk:
    async def nothing(*_given: object, **_more: object) -> None:
        return None

    clock, unused = FixedClock(NOW), None
    database: Any = SimpleNamespace(links=links, people=people, organisations=unused, sessions=unused)
    sessions: Any = SimpleNamespace(end_all=nothing, forgive=nothing)
    some: Any = unused
    recorder = Recorder(some, clock)
    return LinkDesk(database, DirectorySettings(), some, sessions, passwords, some, recorder, clock)


@pytest.fixture(scope="module")
def passwords() -> Passwords:
    return Passwords(DirectorySettings(directory_hash_time_cost=1, directory_hash_memory_kib=64))


async def code_of(desk: LinkDesk, password: str) -> ProblemCode:
    with pytest.raises(Problem) as refused:
        await desk.use(TOKEN, Chosen(password), None)
    return refused.value.code


async def test_a_use_that_broke_off_is_completed_by_the_same_request_and_by_no_other(passwords: Passwords) -> None:
    links, people = Links(), People(away=1)
    desk = desk_over(links, people, passwords)

    assert await code_of(desk, OWN) is ProblemCode.STORE_AWAY
    assert await code_of(desk, OTHER) is ProblemCode.LINK_ENDED
    assert people.stored.password_hash is None
    await desk.use(TOKEN, Chosen(OWN), None)

    assert await passwords.matches(people.stored.password_hash, OWN)
    assert not people.stored.must_change
    assert await code_of(desk, OWN) is ProblemCode.LINK_ENDED, "and then it is used up"
    assert links.link.password_hash is None


async def test_of_two_who_use_a_link_at_once_one_does(passwords: Passwords) -> None:
    people = People()
    theirs = Links(lambda link: rules.used(link, "another's", NOW, link.revision + 1))
    desk = desk_over(theirs, people, passwords)

    assert await code_of(desk, OWN) is ProblemCode.LINK_ENDED
    assert people.stored.password_hash is None


async def test_a_link_opens_while_its_letter_is_being_noted_as_sent(passwords: Passwords) -> None:
    people, links = People(), Links(lambda link: rules.sent(link, link.revision + 1))

    await desk_over(links, people, passwords).use(TOKEN, Chosen(OWN), None)

    assert await passwords.matches(people.stored.password_hash, OWN)
    assert (links.link.letter, links.link.ended_by) == (LetterState.SENT, "used")


async def test_a_link_that_was_made_anew_meanwhile_opens_nothing(passwords: Passwords) -> None:
    newer = Links(lambda link: replace(link, token_sha256="0" * 64, revision=link.revision + 1))
    people = People()

    assert await code_of(desk_over(newer, people, passwords), OWN) is ProblemCode.LINK_ENDED
    assert people.stored.password_hash is None
