"""Writes everything that is made from the contracts: JSON Schemas, the AsyncAPI document and two pages of the documentation.

`python -m contracts.generate` writes, `--check` fails where a file is stale, `--release` makes today's shapes the
baseline that later ones must not break.
"""

import json
import sys
from pathlib import Path
from string import Formatter

import yaml

from contracts.asyncapi import document
from contracts.compatibility import BASELINE_FOLDER, breaks_with_baseline
from contracts.envelope import DEAD_HEADERS, ENVELOPE_HEADERS
from contracts.event_schemas import event_schemas
from contracts.problem_texts import TEXTS, ProblemText
from contracts.topics import DEAD_RETENTION_SECONDS, DEAD_SUFFIX, Topic, all_topics

ROOT = Path(__file__).parent.parent
SCHEMAS_FOLDER = Path(__file__).parent / "schemas"
DOCS_FOLDER = ROOT / "docs"
NOTE = "<!-- Made by `python -m contracts.generate`; edits are overwritten. -->"
KEPT = {
    "compacted": "newest event of a key",
    "until_sealed": "until every edition in it is sealed",
    "30_days": "30 days",
}


def generated() -> dict[Path, str]:
    """Every generated file and what it must hold."""
    texts = {SCHEMAS_FOLDER / f"{name}.json": _json(schema) for name, schema in event_schemas().items()}
    texts[SCHEMAS_FOLDER / "asyncapi.yaml"] = asyncapi_text()
    texts[DOCS_FOLDER / "topics.md"] = topics_page()
    texts[DOCS_FOLDER / "problems.md"] = problems_page()
    return texts


def stale() -> list[str]:
    """What is missing, differs or has no source any more, as paths from the checkout."""
    wanted = generated()
    differs = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    left_over = [path for path in SCHEMAS_FOLDER.glob("*.*") if path not in wanted]
    return sorted(str(path.relative_to(ROOT)) for path in differs + left_over)


def asyncapi_text() -> str:
    """The AsyncAPI document as YAML."""
    note = "# Made by `python -m contracts.generate`; edits are overwritten.\n"
    return note + yaml.dump(document(), Dumper=_Plain, allow_unicode=True, sort_keys=False, width=120)


def topics_page() -> str:
    """`docs/topics.md`: who says what where, how it is kept, and the headers."""
    rows = [_topic_row(topic) for topic in all_topics().values()]
    retention_days = DEAD_RETENTION_SECONDS // 86_400
    return "\n".join(
        [
            "# Topics",
            "",
            NOTE,
            "",
            "Names are `<owner>.<things>.v<major>`; the owner is the only writer. Every event is a complete state with a",
            "`revision`: ignore a revision that is not above the one you hold. Bodies are JSON; fields that a reader does not",
            "know are kept. Partitions follow the deployment's setting where the column is empty.",
            "",
            *_table(["topic", "key", "says", "event", "kept", "partitions", "max bytes", "time"], rows),
            "",
            "Schemas: `contracts/schemas/<topic>.json`; all of it as one document: `contracts/schemas/asyncapi.yaml`.",
            "",
            "## Headers of an event",
            "",
            "CloudEvents 1.0 in Kafka binary mode.",
            "",
            *_table(["header", "meaning"], [[f"`{name}`", says] for name, says in ENVELOPE_HEADERS.items()]),
            "",
            "## Dead letters",
            "",
            f"What a reader of a topic cannot read or handle goes to `<topic>{DEAD_SUFFIX}` (one partition, kept",
            f"{retention_days} days) with its original bytes and headers, and these beside them:",
            "",
            *_table(["header", "meaning"], [[f"`{name}`", says] for name, says in DEAD_HEADERS.items()]),
            "",
        ]
    )


def _topic_row(topic: Topic) -> list[str]:
    return [
        f"`{topic.name}`",
        topic.key,
        topic.says,
        f"`{topic.event_type}`",
        KEPT[topic.kept],
        str(topic.partitions or ""),
        f"{topic.max_event_bytes:,}",
        "append" if topic.log_append_time else "create",
    ]


def problems_page() -> str:
    """`docs/problems.md`: every problem code with status, words and remedy in both languages, and its facts."""
    rows = [_problem_row(code, text) for code, text in TEXTS.items()]
    return "\n".join(
        [
            "# Problems",
            "",
            NOTE,
            "",
            "Every way to fail, in RFC 9457 bodies (`type` is `urn:weekwire:problem:<code>`), dead letters and reports. Codes are",
            "stable; words in braces are facts of the problem, which the body carries under `facts` too. A form's problems come",
            "all at once under `fields`, each with its path.",
            "",
            *_table(["code", "status", "what is wrong", "what to do", "facts"], rows),
            "",
        ]
    )


def _problem_row(code: str, text: ProblemText) -> list[str]:
    facts = ", ".join(f"`{name}`" for name in facts_of(text))
    return [f"`{code}`", str(text.status), f"{text.zh}<br>{text.en}", f"{text.remedy_zh}<br>{text.remedy_en}", facts]


def facts_of(text: ProblemText) -> list[str]:
    """The facts that the words of a problem name, in order of first use."""
    words = (text.zh, text.en, text.remedy_zh, text.remedy_en)
    names = [name for word in words for _, name, _, _ in Formatter().parse(word) if name is not None]
    return list(dict.fromkeys(names))


def _table(heads: list[str], rows: list[list[str]]) -> list[str]:
    lines = [heads, ["---"] * len(heads), *rows]
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


class _Plain(yaml.SafeDumper):
    """Writes repeated parts in full: anchors in a generated document help nobody."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the signature is PyYAML's.
        return True


def release() -> int:
    """Make today's schemas the baseline; 1 and nothing written where that would break what was released."""
    current = event_schemas()
    broken = breaks_with_baseline(current)
    for name, changes in broken.items():
        for change in changes:
            sys.stderr.write(f"breaks {name} {change}\n")
    if broken:
        return 1
    BASELINE_FOLDER.mkdir(parents=True, exist_ok=True)
    for name, schema in current.items():
        (BASELINE_FOLDER / f"{name}.json").write_text(_json(schema), encoding="utf-8")
    return 0


def main(arguments: list[str]) -> int:
    """Write the generated files, or with `--check` name the stale ones and fail, or `--release` the shapes."""
    if arguments == ["--check"]:
        found = stale()
        for name in found:
            sys.stderr.write(f"stale: {name} (mend with `python -m contracts.generate`)\n")
        return 1 if found else 0
    if arguments == ["--release"]:
        return release()
    if arguments:
        sys.stderr.write("usage: python -m contracts.generate [--check | --release]\n")
        return 2
    wanted = generated()
    for path, text in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for path in SCHEMAS_FOLDER.glob("*.*"):
        if path not in wanted:
            path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
