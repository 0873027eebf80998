"""Chinese sentences carry Chinese punctuation: `python -m deploy.chinese` sets it, `--check` names the files that lack it.

A half-width mark that touches a Chinese character becomes its full-width form (GB/T 15834). A mark that a space follows is
left alone: that is the syntax of YAML, or an English sentence. Brackets stay as they are, since names of organisations hold them.
"""

import io
import re
import subprocess
import sys
import tokenize
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FULL_WIDTH = {",": "\uff0c", ";": "\uff1b", ":": "\uff1a", "?": "\uff1f", "!": "\uff01"}
HAN = "\u3400-\u9fff\u3001\u3002\u300a-\u300f\u2018-\u201d"
TOUCHES = re.compile(
    rf"((?<=[{HAN}])|(?<=[{HAN}]\)))[,;:?!](?=[^\s]|$)|(?<=[{HAN}])[?!](?=\s)|(?<=[\d}})%a-zA-Z])[,;:?!](?=[{HAN}])"
)
"""After a Chinese character, or between something else and one."""
BETWEEN = re.compile(r"(\{\w+\})([,;:])(?=\{\w+\})")

Rewrite = Callable[[str], str]


def punctuated(text: str) -> str:
    """The text with full-width marks where they touch Chinese characters."""
    return TOUCHES.sub(lambda mark: FULL_WIDTH[mark[0]], text)


def of_locale(source: str) -> str:
    """The same for the texts of the pages, and between two of their placeholders."""
    return BETWEEN.sub(lambda mark: f"{mark[1]}{FULL_WIDTH[mark[2]]}", punctuated(source))


def of_python(source: str) -> str:
    """The same for a module: in its strings alone, since names and comments are English; raw strings are patterns."""
    lines = source.splitlines(keepends=True)
    for token in reversed(list(tokenize.generate_tokens(io.StringIO(source).readline))):
        if token.type != tokenize.STRING or re.match("[bBfF]?[rR]", token.string):
            continue
        (first, begins), (last, ends) = token.start, token.end
        head, tail = lines[first - 1][:begins], lines[last - 1][ends:]
        lines[first - 1 : last] = [f"{head}{punctuated(token.string)}{tail}"]
    return "".join(lines)


def of_typescript(source: str) -> str:
    """The same for a module of the pages: in what stands in quotes, never in a pattern."""
    return re.sub(r"'[^'\n]*'|`[^`]*`", lambda quoted: punctuated(quoted[0]), source)


def of_sentences(source: str) -> str:
    """The same for rules of checks: only what is said (`zh`), never the words that are looked for."""
    return re.sub(r"(?m)^(\s*(?:- )?zh: )(.*)$", lambda line: line[1] + punctuated(line[2]), source)


PROSE: tuple[tuple[str, Rewrite], ...] = (
    ("services/portal/web/src/locales/zh-CN/*.json", of_locale),
    ("services/portal/web/src/**/*.ts", of_typescript),
    ("contracts/*.py", of_python),
    ("contracts/*.yaml", punctuated),
    ("contracts/editions/*.yaml", punctuated),
    ("services/**/*.py", of_python),
    ("services/moderation/checks/rules/*.yaml", of_sentences),
    ("deploy/**/*.py", of_python),
    ("deploy/demo/*.yaml", punctuated),
    ("README.zh-CN.md", punctuated),
)


def rewritten() -> Iterator[tuple[Path, str]]:
    """The files that would change, and what they would hold."""
    for pattern, rewrite in PROSE:
        listed = subprocess.run(
            ["git", "ls-files", f":(glob){pattern}"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        for name in listed.stdout.splitlines():
            path = ROOT / name
            # What was deleted is listed until that is committed.
            if not path.exists():
                continue
            text = path.read_text(encoding="utf-8")
            if (better := rewrite(text)) != text:
                yield path, better


def main(arguments: Sequence[str]) -> int:
    """Set the marks; with `--check`, 1 where some are missing."""
    found = list(rewritten())
    for path, text in found:
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
    return int(bool(found) and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
