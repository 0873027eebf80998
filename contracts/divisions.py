"""The divisions of China by their GB/T 2260 codes, down to counties: where something took place, by name.

Source, revision and licence stand at the head of the file. A list of another year is another file beside it. It is there to
find a code by; whether a code is a place is judged without it, since divisions are renamed and merged and what was reported
under an old code stays.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

DIVISIONS_FOLDER = Path(__file__).parent / "divisions"
REVISION = "2023"
"""The list that is searched now."""


@dataclass(frozen=True, slots=True)
class Division:
    """A province, city or county. `pinyin` has a syllable a character of its name, separated by spaces."""

    code: str
    name: str
    pinyin: str

    @property
    def above(self) -> tuple[str, ...]:
        """The codes of what it may belong to, the province first; a county of a municipality has no city."""
        province, city = f"{self.code[:2]}0000", f"{self.code[:4]}00"
        return tuple(code for code in (province, city) if code != self.code)


@cache
def divisions(revision: str = REVISION) -> dict[str, Division]:
    """All divisions of a list by code, in the order of their codes."""
    lines = (DIVISIONS_FOLDER / f"{revision}.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {code: Division(code, name, pinyin) for code, name, pinyin in rows}
