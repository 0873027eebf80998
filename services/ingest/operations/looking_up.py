"""Looking up what need not be typed: forms, suggestions from earlier items, names and their keys, counts by state."""

import asyncio
import contextlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache

from contracts.divisions import Division
from contracts.editions import Edition, chain_for, indicators
from contracts.organisations import LocalTheme, Organisation, OrganisationKind
from contracts.problems import FieldProblem, Problem, ProblemCode
from contracts.submissions import Content, FactMeasure, Kind
from services.ingest.domain.divisions import find_places
from services.ingest.domain.entries import entering_organisation
from services.ingest.domain.forms import FormDescription, describe
from services.ingest.domain.naming import Named, best, entered, named, with_pinyin
from services.ingest.domain.rights import FILING_ROLES, READING_ROLES, acting_organisation
from services.ingest.domain.suggestions import Lines, Suggestions, known_keys, lines_of, suggest, sums_of
from services.ingest.store.lookups import Lookups
from services.ingest.store.submissions import Filter
from services.kit.clock import Clock
from services.kit.directory_view import DirectoryView
from services.kit.identity import Caller
from services.kit.web import invalid

EARLIER_ITEMS = 100
"""How many of an organisation's last items suggestions are taken from: more than anybody remembers."""
BRANCH_ITEMS = 200
"""How many of a branch's last items the names of enterprises are taken from."""
BRANCH_KEPT = timedelta(seconds=30)
PINYIN_AT_ONCE = 50
PINYIN_AGAIN_SECONDS = 5.0
PINYIN_WAIT_SECONDS = 4.0


@dataclass(frozen=True, slots=True)
class Sums:
    """The figures of accepted items for a summary. `complete` is false where one of them could not be read."""

    measures: tuple[FactMeasure, ...]
    lines: Lines
    of: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Offered:
    """What a form offers to whoever fills it in for an organisation: themes of its unit, and a clerk's entry from paper."""

    themes: tuple[LocalTheme, ...]
    may_enter: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which names are looked for: with a key of one of `schemes`, and those near an organisation first."""

    schemes: frozenset[str] = frozenset()
    near: str | None = None

    def takes(self, one: Named) -> bool:
        """Whether a name is among them."""
        return not self.schemes or (one.key is not None and one.key.partition(":")[0] in self.schemes)


@dataclass(frozen=True, slots=True)
class Directory:
    """Every organisation as it is found, kept beside the directory's view: names at once, their pinyin a little later.

    Pinyin is learnt from when somebody opens a form: its dictionary is large, and a service that only receives needs none.
    """

    view: DirectoryView
    wanted: asyncio.Event = field(default_factory=asyncio.Event)
    learnt: asyncio.Event = field(default_factory=asyncio.Event)
    _found: dict[str, tuple[Organisation, Named]] = field(default_factory=dict)

    def all(self) -> dict[str, Named]:
        """Everything that can be found now; one that was renamed is read anew, one that was closed is left out."""
        for name, state in self.view.organisations.items():
            known = self._found.get(name)
            if known is None or known[0] is not state:
                self._found[name] = (state, named(state))
        return {name: known[1] for name, known in self._found.items() if known[0].closed_on is None}

    def schools(self) -> dict[str, str]:
        """The keys of all schools by their names as they are compared; a name that two schools have is nobody's."""
        keys: dict[str, str] = {}
        twice: set[str] = set()
        for one in self.all().values():
            if one.key is None or one.kind is not OrganisationKind.SCHOOL:
                continue
            for word in dict.fromkeys(one.words):
                if keys.setdefault(word, one.key) != one.key:
                    twice.add(word)
        return {word: key for word, key in keys.items() if word not in twice}

    async def learn_pinyin(self) -> None:
        """Spell what has no pinyin yet, a little at a time, for ever, once it is wanted."""
        await self.wanted.wait()
        while True:
            self.all()
            waiting = [name for name, known in self._found.items() if not known[1].spelled]
            for start in range(0, len(waiting), PINYIN_AT_ONCE):
                await asyncio.to_thread(self._spell, waiting[start : start + PINYIN_AT_ONCE])
            self.learnt.set()
            await asyncio.sleep(PINYIN_AGAIN_SECONDS)

    def _spell(self, names: Iterable[str]) -> None:
        for name in names:
            state, found = self._found[name]
            self._found[name] = (state, with_pinyin(found))


@dataclass(frozen=True, slots=True)
class LookingUp:
    """Answers what a form asks while somebody fills it in."""

    lookups: Lookups
    view: DirectoryView
    directory: Directory
    clock: Clock
    _branches: dict[str, tuple[datetime, tuple[Named, ...]]] = field(default_factory=dict)

    def form(self, edition: str, kind: Kind) -> tuple[Edition, FormDescription]:
        """The form of a kind in an edition. Raises Problem(not_found) where the call asks for none."""
        self.directory.wanted.set()
        known = self.view.edition(edition)
        found = describe(known, kind, indicators()) if known else None
        if known is None or found is None:
            raise Problem(ProblemCode.NOT_FOUND)
        return known, found

    async def suggestions(self, organisation: str, caller: Caller) -> Suggestions:
        """What an organisation entered before. Raises Problem(unknown_organisation, forbidden, store_away)."""
        self._require_writer(organisation, caller)
        earlier = await self.lookups.earlier(organisation, EARLIER_ITEMS)
        return suggest([(one.state, one.contact) for one in earlier])

    async def sums(self, organisation: str, edition: str, caller: Caller) -> Sums:
        """The sums of an organisation's accepted items in an edition, its branch's included. Raises as `suggestions`."""
        self._require_writer(organisation, caller)
        measures: tuple[FactMeasure, ...] = ()
        lines, items, unread = Lines(), 0, 0
        async for accepted in self.lookups.accepted(organisation, edition):
            states = [one.state or await self.lookups.archived(one.submission, one.version) for one in accepted]
            read = [state for state in states if state]
            measures = await asyncio.to_thread(sums_of, read, indicators(), measures)
            lines = lines_of(read, lines)
            items += len(read)
            unread += len(states) - len(read)
        return Sums(measures, lines, items, complete=unread == 0)

    def offered(self, organisation: str, edition: str, caller: Caller) -> Offered:
        """What a form offers beside that. Raises as `suggestions`."""
        known = self._require_writer(organisation, caller)
        unit = self.view.organisation(known.unit)
        themes = tuple(theme for theme in unit.themes if theme.edition == edition) if unit else ()
        return Offered(themes, may_enter=self._enters_in(known, edition, caller) is not None)

    async def keys(self, asked: str, wanted: Wanted, limit: int, caller: Caller) -> list[Named]:
        """Names that answer `asked`: of the directory, or else entered in the caller's branch before.

        Raises Problem(store_away).
        """
        self.directory.wanted.set()
        if asked.isascii():
            # Whoever comes first waits until pinyin is known, and is answered by names alone where that takes too long.
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.directory.learnt.wait(), PINYIN_WAIT_SECONDS)
        held = caller.organisations(FILING_ROLES)
        near = frozenset((wanted.near,)) if wanted.near else frozenset(held)
        known = self.directory.all()
        in_directory = {one.key for one in known.values()}
        typed = {one.key: one for one in await self._typed(held) if one.key and one.key not in in_directory}
        among = {name: one for name, one in {**known, **typed}.items() if wanted.takes(one)}
        return best(asked, among, near, limit)

    async def places(self, asked: str, near: str | None, limit: int, caller: Caller) -> list[Division]:
        """Divisions of the country that answer `asked`, those near an organisation (else near the caller's) first."""
        home = [near] if near else list(caller.organisations(FILING_ROLES))
        paths = [known.path for name in home if (known := self.view.organisation(name))]
        # The first time the list is read; later it is there.
        return await asyncio.to_thread(find_places, asked, [step for path in paths for step in path], limit)

    async def counts(self, caller: Caller, wanted: Filter) -> dict[str, int]:
        """How many of the caller's branch's items that fit stand in which state."""
        return await self.lookups.counts(caller.organisations(READING_ROLES), wanted)

    def require_filer(self, organisation: str, caller: Caller) -> Organisation:
        """The organisation, for somebody who may file for it. Raises Problem(unknown_organisation, forbidden)."""
        known = self.view.organisation(organisation)
        if known is None:
            problem = FieldProblem("organisation", ProblemCode.UNKNOWN_ORGANISATION, {"organisation": organisation})
            raise invalid((problem,))
        held = [(grant.organisation, grant.role) for grant in caller.grants]
        if acting_organisation(held, known.chain) is None:
            raise Problem(ProblemCode.FORBIDDEN)
        return known

    def _require_writer(self, organisation: str, caller: Caller) -> Organisation:
        """The same, or for a clerk who enters what its people sent on paper."""
        known = self.view.organisation(organisation)
        editions = self.view.editions if known else ()
        if known and any(self._enters_in(known, edition, caller) for edition in editions):
            return known
        return self.require_filer(organisation, caller)

    def _enters_in(self, organisation: Organisation, edition: str, caller: Caller) -> str | None:
        known = self.view.edition(edition)
        chain = chain_for(organisation, known) if known else organisation.chain
        return entering_organisation([(grant.organisation, grant.role) for grant in caller.grants], chain)

    async def _typed(self, organisations: tuple[str, ...]) -> list[Named]:
        """What was entered in these branches, read anew at most every so often: people type letter by letter."""
        found: list[Named] = []
        for organisation in organisations:
            now, known = self.clock.now(), self._branches.get(organisation)
            if known is None or known[0] <= now:
                earlier = await self.lookups.of_branch(organisation, BRANCH_ITEMS)
                contents = [one.state.content for one in earlier]
                known = (now + BRANCH_KEPT, await asyncio.to_thread(_names_in, contents))
                self._branches[organisation] = known
            found += known[1]
        return found


def _names_in(contents: Iterable[Content]) -> tuple[Named, ...]:
    return tuple(_entered(known.name, known.key) for known in known_keys(contents) if known.name)


@lru_cache(maxsize=20_000)
def _entered(name: str, key: str) -> Named:
    return with_pinyin(entered(name, key))
