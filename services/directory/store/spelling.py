"""How names are found by who types pinyin: in full (`shaoxing`), and by first letters (`sx`)."""

from pypinyin import Style, lazy_pinyin


def spelled(*names: str) -> str:
    """All spellings of some names, in one text that is searched; empty where no name holds a Chinese character."""
    found: list[str] = []
    for name in dict.fromkeys(names):
        full = lazy_pinyin(name, errors="ignore")
        if full:
            found += ["".join(full), "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors="ignore"))]
    return " ".join(dict.fromkeys(found)).lower()
