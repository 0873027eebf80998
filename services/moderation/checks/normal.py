"""The form in which texts are compared and scanned, and the way back to the characters that stand in the original.

NFKC, traditional to simplified characters (OpenCC t2s), invisible characters left out. The way back is only worked out for a
text in which something was found: most texts are scanned and never looked at again.
Source: Unicode Standard Annex 15 (normalization forms), OpenCC's t2s tables, which keep the number of characters.
"""

import re
import unicodedata
from functools import cached_property, lru_cache

import opencc

_INVISIBLE = re.compile(
    "["
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff"
    "]+"
)
"""Characters that no reader sees (Unicode's Default_Ignorable_Code_Point): zero width, directions, variation selectors."""
_STRAIGHT = (
    "\t\n\r -~\u00b7\u2014\u2018\u2019\u201c\u201d\u3000-\u3029\u3400-\u4dbf\u4e00-\u9fff"
    "\uff01-\uff5e\U00020000-\U0002a6df\U0001f300-\U0001f64f"
)
"""Characters that stay one character and join no neighbour; nearly all of what Chinese reports are written in."""
_UNUSUAL = re.compile(f"[^{_STRAIGHT}]")
_RUNS = re.compile(f"[{_STRAIGHT}]+|[^{_STRAIGHT}]", re.DOTALL)
_WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"\u3000": " "}
"""The straight characters that NFKC changes: full-width forms."""
_WIDE_ONES = re.compile("[\u3000\uff01-\uff5e]")
_SIMPLIFIED = opencc.OpenCC("t2s")
_COMPOSING = frozenset(
    parts[1]
    for code in (*range(0x00C0, 0x3100), *range(0x11000, 0x11A00))
    if len(parts := unicodedata.normalize("NFD", chr(code))) == 2  # noqa: PLR2004 - a base and what joins it.
) | frozenset(map(chr, (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))))
"""What may melt into the character before it: accents, voicing marks, vowels and finals of Hangul."""


def normalised(text: str) -> str:
    """The text as rules and comparisons see it. Words of rules pass through here, too, so that both sides agree."""
    if _UNUSUAL.search(text) is None:
        # The same as NFKC, and many times quicker: few different characters of a text are full-width forms.
        for wide in set(_WIDE_ONES.findall(text)):
            text = text.replace(wide, _WIDE[wide])
    else:
        text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    simple: str = _SIMPLIFIED.convert(text)
    return simple


class Normal:
    """A text with its normalised form. `span` leads from a stretch of the latter back to the original."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.text = normalised(original)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the original the characters `start:end` of the normalised text come from; `end` is past the last.

        The stretch covers every character they came from, and no further one but invisible ones between them.
        """
        if start >= end:
            raise ValueError(f"an empty stretch comes from nowhere: {start}:{end}")
        if self._places is None:
            return start, end
        return self._places[start][0], self._places[end - 1][1]

    @cached_property
    def _places(self) -> list[tuple[int, int]] | None:
        """For each normalised character the stretch of the original it came from; None where both run side by side."""
        if _UNUSUAL.search(self.original) is None and len(self.original) == len(self.text):
            return None
        places: list[tuple[int, int]] = []
        for start, end in _clusters(self.original):
            places += [(start, end)] * _length(self.original[start:end])
        if len(places) != len(self.text):
            raise AssertionError(f"{len(self.text)} characters come from {len(places)} places: {self.original!r}")
        return places


def _clusters(text: str) -> list[tuple[int, int]]:
    """Stretches of the text that normalise each for itself: a character with all that melts into it."""
    found: list[tuple[int, int]] = []
    for run in _RUNS.finditer(text):
        start, end = run.span()
        if end - start > 1 or _UNUSUAL.match(text, start) is None:
            found += [(place, place + 1) for place in range(start, end)]
        elif _INVISIBLE.match(text, start):
            continue
        elif found and _joins(text[start]):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


@lru_cache(maxsize=8_192)
def _length(cluster: str) -> int:
    """How many normalised characters a cluster becomes."""
    return len(unicodedata.normalize("NFKC", _INVISIBLE.sub("", cluster)))


def _joins(character: str) -> bool:
    first = unicodedata.normalize("NFKD", character)[0]
    return unicodedata.combining(first) != 0 or first in _COMPOSING
