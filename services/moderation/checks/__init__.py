"""The engine of automatic checks: pure rules and data, no store and no API.

Read `engine.py` first (`check`), then `kinds.py` (what a rule may be) and the finders: `words.py`, `numbers.py`, `rights.py`,
`alike.py`. `ruleset.py` reads the rule files in `rules/`, `neighbours.py` knows the other submissions, `trial.py` tries rules.
"""

from services.moderation.checks.engine import RuleCrashed, check
from services.moderation.checks.findings import About, CheckReport, Finding, Severity
from services.moderation.checks.neighbours import Bounds, Neighbours
from services.moderation.checks.ruleset import SHIPPED_RULES, CurrentRules, RuleSet
from services.moderation.checks.subject import ENROLLED, CheckInput
from services.moderation.checks.trial import TrialReport, trial

__all__ = [
    "ENROLLED",
    "SHIPPED_RULES",
    "About",
    "Bounds",
    "CheckInput",
    "CheckReport",
    "CurrentRules",
    "Finding",
    "Neighbours",
    "RuleCrashed",
    "RuleSet",
    "Severity",
    "TrialReport",
    "check",
    "trial",
]
