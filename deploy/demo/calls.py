"""What is settled before the reports of 2024 come: units' own windows, and who owes a summary by when.

The notice's own date is long past when the demo runs, so the ministry sets new ones for most; the rest stay overdue.
"""

from dataclasses import dataclass

from deploy.demo.hosts import MINISTRY, Hosts
from deploy.demo.steps import Step, oblige, release, window

EDITION = "2024"
DAY_SECONDS = 86_400
WINDOWS = {
    "310000": ("2024-05-11", "2024-05-26", "own_window"),
    "340000": ("2024-05-15", "2024-05-21", "own_window"),
    "440300": ("2024-05-20", "2024-05-26", "own_window"),
    "510000": ("2024-05-01", "2024-05-31", "activity_month"),
    "650000": ("2024-05-19", "2024-05-25", "own_window"),
    "660000": ("2024-05-01", "2024-05-31", "activity_month"),
    "C08": ("2024-05-20", "2024-05-31", "own_window"),
}
"""Units that declared a window or activity month of their own in 2024."""

STAYS_OVERDUE = ("110000", "120000")
LATE_WITH_REASON = ("140000", "150000", "210000")
RELEASED = "540000"
SILENT = ("220000", "C40")
"""Asked again like the others, and nothing comes from them."""
PLANS_FOR_ITS_CITIES = "330000"
COUNCILS_THAT_FILE = 14


@dataclass(frozen=True, slots=True)
class Calls:
    """Who files a summary: `on_time`, `late` with a reason, `too_late` to be taken, and those whom nobody `asked`."""

    on_time: tuple[str, ...]
    late: tuple[str, ...]
    too_late: tuple[str, ...]
    asked: tuple[str, ...]


def calls(hosts: Hosts) -> Calls:
    """Sort the debtors of 2024's summaries by how they meet their date."""
    units = [host.organisation for host in hosts.units()]
    councils = [host.organisation for host in hosts.of_kind("council")][:COUNCILS_THAT_FILE]
    apart = {*STAYS_OVERDUE, *LATE_WITH_REASON, RELEASED, *SILENT}
    cities = [host.organisation for host in hosts.below(PLANS_FOR_ITS_CITIES, "city")]
    return Calls(
        on_time=(*(unit for unit in units if unit not in apart), *councils, *cities),
        late=LATE_WITH_REASON,
        too_late=STAYS_OVERDUE,
        asked=(RELEASED,),
    )


def settings(hosts: Hosts) -> list[Step]:
    """The steps that settle windows and obligations."""
    steps = [window(unit, EDITION, start, end, kind=kind) for unit, (start, end, kind) in WINDOWS.items()]
    cities = [host.organisation for host in hosts.below(PLANS_FOR_ITS_CITIES, "city")]
    asked_again = [debtor for debtor in (*calls(hosts).on_time, *SILENT) if debtor not in cities]
    steps += [oblige(_national(debtor), EDITION, debtor, MINISTRY, 7 * DAY_SECONDS) for debtor in asked_again]
    steps += [
        oblige(_national(debtor), EDITION, debtor, MINISTRY, -3_600, grace_seconds=7 * DAY_SECONDS)
        for debtor in LATE_WITH_REASON
    ]
    steps.append(release(_national(RELEASED)))
    for city in cities:
        # A level asks the one below earlier than its own date, so that it has time to compile.
        obligation = f"{EDITION}:{PLANS_FOR_ITS_CITIES}:summary:{city}"
        steps.append(oblige(obligation, EDITION, city, PLANS_FOR_ITS_CITIES, 5 * DAY_SECONDS))
    return steps


def _national(debtor: str) -> str:
    rule = "council_summary" if debtor.startswith("C") else "summary"
    return f"{EDITION}:{rule}:{debtor}"
