"""The one base of everything that services say to each other.

Whoever writes an event builds it with its constructor, which refuses fields it does not know. Whoever reads one decodes
JSON, which keeps fields it does not know, so that they survive a pass through an older reader.
"""

from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict

ContractT = TypeVar("ContractT", bound="Contract")


class Contract(BaseModel):
    """A frozen, strictly typed part of an event.

    The constructor is closed (a writer's mistake must not reach a topic); decoding JSON is open (a newer writer must
    not break an older reader). Unknown fields of decoded JSON stay in `model_extra` and are written out again.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="allow", validate_default=False)

    def __init__(self, **fields: Any) -> None:  # noqa: ANN401 - each subclass has its own fields.
        self.__pydantic_validator__.validate_python(fields, self_instance=self, extra="forbid")

    # pydantic treats an __init__ with this mark as its own, so decoding does not pass through the closed constructor.
    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]


def encode(event: Contract) -> bytes:
    """The JSON body of an event, UTF-8, unknown fields of an older pass included."""
    return event.__pydantic_serializer__.to_json(event)


def decode_open(model: type[ContractT], body: bytes | str) -> ContractT:
    """Read an event as a tolerant reader: unknown fields are kept. Raises pydantic's ValidationError on anything else."""
    return model.model_validate_json(body)


def decode_closed(model: type[ContractT], body: bytes | str) -> ContractT:
    """Read a body from outside: unknown fields are errors, all errors come at once (pydantic's ValidationError)."""
    return model.model_validate_json(body, extra="forbid")
