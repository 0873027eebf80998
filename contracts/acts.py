"""Who did what, also what was refused: the events that the audit chain is made of."""

from datetime import datetime
from typing import Literal

from contracts.base import Contract

ACT_TYPE = "weekwire.act.v1"


class ActEvent(Contract):
    """`<service>.acts.v1`: one act. `actor` is a person's id; names stay in the directory.

    Who acts for a colleague is the `actor`, and `acting_for` the colleague; `on_behalf_of` is an organisation whose work is done.

    `object` is what was acted on (`submission:<id>`); `before` and `after` are revisions or short states, never personal data.
    `problem` is the code when the act was refused.
    """

    act: str
    revision: int
    at: datetime
    service: str
    verb: str
    actor: str
    organisation: str
    on_behalf_of: str | None = None
    acting_for: str | None = None
    address: str | None = None
    object: str
    before: str | None = None
    after: str | None = None
    outcome: Literal["done", "refused"]
    problem: str | None = None
