"""The promise of bytes: which files a kind of material takes, how large, and what must stand beside each picture."""

from contracts.editions import Limits
from contracts.problems import FieldProblem, ProblemCode
from contracts.submissions import Case, File, Kind, PhotoSet, Video
from services.ingest.domain.request import SubmissionRequest

_ANY = frozenset({"photo", "video", "document"})
FILE_KINDS: dict[Kind, frozenset[str]] = {
    Kind.PLAN: frozenset({"photo", "document"}),
    Kind.ACTIVITY_REPORT: _ANY,
    Kind.CASE: frozenset({"photo", "document"}),
    Kind.MANUSCRIPT: _ANY,
    Kind.PHOTO_SET: frozenset({"photo"}),
    Kind.VIDEO: frozenset({"video", "document"}),
    Kind.SUMMARY: _ANY,
}
"""What may be attached to which kind of material. A film may bring its text; pictures of it are a photo set."""


def manifest_problems(request: SubmissionRequest, limits: Limits) -> list[FieldProblem]:
    """Everything that is wrong with the manifest: number, kinds, sizes, captions, credits, repeats.

    Source: notice 六(五) and the Nanjing rule (no caption, no photo); bounds are the edition's.
    """
    found: list[FieldProblem] = []
    if len(request.manifest) > limits.files_per_submission:
        found.append(FieldProblem("manifest", ProblemCode.TOO_MANY_FILES, {"limit": limits.files_per_submission}))
    seen: set[str] = set()
    for index, file in enumerate(request.manifest):
        found += _file_problems(f"manifest.{index}", file, request.content.kind, limits)
        if file.sha256 in seen:
            found.append(FieldProblem(f"manifest.{index}.sha256", ProblemCode.DUPLICATE_FILE, {"name": file.name}))
        seen.add(file.sha256)
    return found + _number_problems(request, limits)


def max_bytes(file: File, limits: Limits) -> int:
    """The largest that a file of this kind may be, in bytes."""
    sizes = {"photo": limits.photo_max_bytes, "video": limits.video_max_bytes, "document": limits.document_max_bytes}
    return sizes[file.kind]


def _file_problems(path: str, file: File, kind: Kind, limits: Limits) -> list[FieldProblem]:
    found: list[FieldProblem] = []
    if file.kind not in FILE_KINDS[kind]:
        found.append(FieldProblem(f"{path}.kind", ProblemCode.WRONG_FILE_KIND, {"kind": file.kind}))
    if file.size_bytes == 0:
        found.append(FieldProblem(f"{path}.size_bytes", ProblemCode.EMPTY_FILE, {"name": file.name}))
    limit = max_bytes(file, limits)
    if file.size_bytes > limit:
        facts = {"name": file.name, "limit": limit, "largest": f"{limit / 1_000_000:.3g} MB"}
        found.append(FieldProblem(f"{path}.size_bytes", ProblemCode.FILE_TOO_LARGE, facts))
    if file.kind == "photo":
        if not file.caption.strip():
            found.append(FieldProblem(f"{path}.caption", ProblemCode.CAPTION_MISSING))
        if not file.credit.strip():
            found.append(FieldProblem(f"{path}.credit", ProblemCode.CREDIT_MISSING))
    return found


def _number_problems(request: SubmissionRequest, limits: Limits) -> list[FieldProblem]:
    photos = sum(file.kind == "photo" for file in request.manifest)
    videos = sum(file.kind == "video" for file in request.manifest)
    content = request.content
    if isinstance(content, Case) and not limits.case_min_pictures <= photos <= limits.case_max_pictures:
        bounds = {"minimum": limits.case_min_pictures, "maximum": limits.case_max_pictures}
        return [FieldProblem("manifest", ProblemCode.PICTURES_COUNT, bounds)]
    if isinstance(content, PhotoSet) and photos == 0:
        return [FieldProblem("manifest", ProblemCode.MISSING_FIELD)]
    if isinstance(content, Video) and videos == 0:
        return [FieldProblem("manifest", ProblemCode.MISSING_FIELD)]
    if isinstance(content, Video) and videos > 1:
        return [FieldProblem("manifest", ProblemCode.TOO_MANY_FILES, {"limit": 1})]
    return []
