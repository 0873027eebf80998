"""What must be written, and how long it may be, counted in characters without the white space between them."""

from contracts.editions import Limits
from contracts.problems import FieldProblem, ProblemCode
from contracts.submissions import Case, Content, Manuscript, Summary, Video

CASE_PARTS = ("background", "practice", "results", "experience")
"""The four parts of a typical case: 实施背景, 主要做法, 取得成效, 经验总结."""
WATERMARK_UNDECLARED = "watermark_undeclared"
MAX_LINE_CHARACTERS = 500
"""The longest highlight or named case of a summary: a line, not an essay."""


def characters(text: str) -> int:
    """How many characters a reader counts: Chinese, Latin and punctuation alike, white space not."""
    return sum(not character.isspace() for character in text)


def declares_watermark(content: Content) -> bool:
    """Whether a film comes with the declaration that no mark is burnt into it; true for everything that is no film."""
    return not isinstance(content, Video) or content.no_watermark


def text_problems(content: Content, limits: Limits) -> list[FieldProblem]:
    """Everything that is wrong with the words of a form, and the tick that nothing in it is secret (涉密)."""
    found: list[FieldProblem] = []
    if not content.title.strip():
        found.append(FieldProblem("content.title", ProblemCode.MISSING_FIELD))
    if not content.no_state_secrets:
        found.append(FieldProblem("content.no_state_secrets", ProblemCode.MISSING_FIELD))
    if isinstance(content, Case):
        found += _case_problems(content, limits)
    elif isinstance(content, Manuscript):
        found += _manuscript_problems(content, limits)
    elif isinstance(content, Summary):
        found += _lines_problems("content.highlights", content.highlights)
        found += _lines_problems("content.cases", content.cases)
    return found


def _case_problems(case: Case, limits: Limits) -> list[FieldProblem]:
    parts = {name: characters(getattr(case, name)) for name in CASE_PARTS}
    found = [FieldProblem(f"content.{name}", ProblemCode.MISSING_FIELD) for name, length in parts.items() if not length]
    total = sum(parts.values())
    if total > limits.case_max_characters:
        found.append(
            FieldProblem("content", ProblemCode.TOO_LONG, {"limit": limits.case_max_characters, "actual": total})
        )
    elif total < limits.case_min_characters:
        found.append(
            FieldProblem("content", ProblemCode.TOO_SHORT, {"limit": limits.case_min_characters, "actual": total})
        )
    return found


def _manuscript_problems(manuscript: Manuscript, limits: Limits) -> list[FieldProblem]:
    length = characters(manuscript.text)
    if not length:
        return [FieldProblem("content.text", ProblemCode.MISSING_FIELD)]
    if length > limits.manuscript_max_characters:
        facts = {"limit": limits.manuscript_max_characters, "actual": length}
        return [FieldProblem("content.text", ProblemCode.TOO_LONG, facts)]
    return []


def _lines_problems(path: str, lines: tuple[str, ...]) -> list[FieldProblem]:
    found: list[FieldProblem] = []
    for index, line in enumerate(lines):
        if not line.strip():
            found.append(FieldProblem(f"{path}.{index}", ProblemCode.MISSING_FIELD))
        elif len(line) > MAX_LINE_CHARACTERS:
            found.append(FieldProblem(f"{path}.{index}", ProblemCode.TOO_LONG, {"limit": MAX_LINE_CHARACTERS}))
    return found
