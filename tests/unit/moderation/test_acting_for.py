"""Who acts for a colleague is judged, and named, as who they are: of two who must look, each is somebody else in fact."""

from contracts.organisations import Role
from services.kit.identity import Caller, Grant
from services.moderation.operations.ledger import actor_of, person_of

LENT = Caller("p-1", "s-1", (Grant("330000", Role.APPROVER),), 0, "10.0.0.7", acting="p-9")
OWN = Caller("p-9", "s-1", (Grant("330000", Role.REVIEWER),), 0, "10.0.0.7")


def test_whoever_must_be_two_people_is_judged_by_whose_hands_it_were() -> None:
    assert person_of(LENT).person == person_of(OWN).person == "p-9"
    assert person_of(LENT).holds("330000", frozenset({Role.APPROVER})), "with the rights of the person who lent them"
    assert not person_of(LENT).holds("330000", frozenset({Role.REVIEWER})), "and with those alone"


def test_an_act_names_both() -> None:
    acted, alone = actor_of(LENT, "330000"), actor_of(OWN, "330000")

    assert (acted.person, acted.acting_for, acted.organisation, acted.address) == ("p-9", "p-1", "330000", "10.0.0.7")
    assert (alone.person, alone.acting_for) == ("p-9", None)
