"""Finders of what must stand beside files and texts: captions, credits, consent of minors, the tick on state secrets."""

from collections.abc import Iterator
from functools import lru_cache

from services.moderation.checks.findings import Finding
from services.moderation.checks.kinds import ConsentMissing, FileText, SecretsTick
from services.moderation.checks.normal import normalised
from services.moderation.checks.view import Place, View, finding


def find_missing_file_text(rule: FileText, _at: int, view: View) -> Iterator[Finding]:
    """Files of these kinds whose caption or credit is empty."""
    for index, file in enumerate(view.given.state.manifest):
        if file.kind in rule.files and _says_nothing(getattr(file, rule.lacks), rule.says_nothing):
            yield finding(rule, Place(f"manifest.{index}.{rule.lacks}", evidence=file.name), {"file": file.name})


def find_missing_consent(rule: ConsentMissing, _at: int, view: View) -> Iterator[Finding]:
    """Files that show minors without a consent on file; one that was taken back is none, and closes the file by itself."""
    withdrawn = frozenset(view.given.state.consents_withdrawn)
    for index, file in enumerate(view.given.state.manifest):
        shown = file.consent
        wanted = shown.under_14 if rule.under_14 else shown.identifiable_minors and not shown.under_14
        if wanted and not shown.on_file and file.sha256 not in withdrawn:
            yield finding(rule, Place(f"manifest.{index}.consent", evidence=file.name), {"file": file.name})


def find_missing_tick(rule: SecretsTick, _at: int, view: View) -> Iterator[Finding]:
    """The declaration that is not ticked."""
    if not view.given.state.content.no_state_secrets:
        yield finding(rule, Place("content.no_state_secrets"), {})


_plain = lru_cache(maxsize=1_024)(normalised)


def _says_nothing(written: str, empty_words: tuple[str, ...]) -> bool:
    left = normalised(written)
    for word in empty_words:
        left = left.replace(_plain(word), "")
    return not any(letter.isalpha() for letter in left) if empty_words else not left.strip()
