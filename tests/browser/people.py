"""People of the seed whom browser tests sign in as: a school of Shaoxing, its city, Zhejiang, the ministry, another unit."""

from dataclasses import dataclass

from contracts.organisations import MINISTRY, Role
from deploy.demo.client import PASSWORD
from services.directory.seed.people import person_id

SCHOOL, CITY, UNIT = "3633900003", "330600", "330000"
OTHER_SCHOOL, OTHER_UNIT = "3633900001", "510000"
EDITION = "2024"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the seed. `name` is what they sign in with."""

    organisation: str
    role: Role
    number: int = 1
    password: str = PASSWORD

    @property
    def name(self) -> str:
        """The sign-in name, which is also the id."""
        return person_id(self.organisation, self.role, self.number)


OFFICER = Person(SCHOOL, Role.FILER)
"""A school officer, who reports."""
COLLEAGUE = Person(SCHOOL, Role.FILER, 2)
SCHOOL_MANAGER = Person(SCHOOL, Role.MANAGER)
CITY_REVIEWER = Person(CITY, Role.REVIEWER)
CITY_MANAGER = Person(CITY, Role.MANAGER)
UNIT_REVIEWER = Person(UNIT, Role.REVIEWER)
UNIT_APPROVER = Person(UNIT, Role.APPROVER)
UNIT_MANAGER = Person(UNIT, Role.MANAGER)
"""A manager of the province: obligations, windows, accounts of its branch."""
OTHER_UNIT_REVIEWER = Person(OTHER_UNIT, Role.REVIEWER)
OTHER_OFFICER = Person(OTHER_SCHOOL, Role.FILER)
MINISTRY_MANAGER = Person(MINISTRY, Role.MANAGER)
EDITOR = Person(MINISTRY, Role.EDITOR)
"""First of the three editors who read what becomes public."""
SECOND_EDITOR = Person(MINISTRY, Role.EDITOR, 2)
THIRD_EDITOR = Person(MINISTRY, Role.EDITOR, 3)
SYSTEM_ADMINISTRATOR = Person(MINISTRY, Role.SYSTEM_ADMINISTRATOR)
SECURITY_ADMINISTRATOR = Person(MINISTRY, Role.SECURITY_ADMINISTRATOR)
AUDIT_ADMINISTRATOR = Person(MINISTRY, Role.AUDIT_ADMINISTRATOR)
PUBLICITY = Person(f"{UNIT}:publicity", Role.READER)
"""The province's office of publicity, which gets clues for coverage."""
OTHER_PUBLICITY = Person(f"{OTHER_UNIT}:publicity", Role.READER)
