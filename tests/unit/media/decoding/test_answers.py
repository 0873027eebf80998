"""A child's answers are checked like any other input: it may have been taken over by the file that it opened."""

from pathlib import Path

import pytest

from contracts.problems import Problem, ProblemCode
from services.media.decoding.child import answer
from services.media.decoding.decoders import _decoded, _problem
from services.media.decoding.messages import Done, Faulted, Made, Outcome, Refused, Task, answer_of, line_of, task_of
from services.media.decoding.shapes import DecoderDied, DecodeRequest

REQUEST = DecodeRequest("photo", ai_generated=True, max_pixels=5, max_video_seconds=6)
TASK = Task("/a/文件.jpg", "/b", REQUEST, 7)


def test_a_task_and_its_answer_survive_the_way() -> None:
    done = Done(Outcome("image/jpeg", 1, 2, made=(Made("w400.jpg", "image/jpeg", 3, "ab", 1, 2),)), 4)

    assert task_of(line_of(TASK)) == TASK
    assert answer_of(line_of(done)) == done
    assert line_of(TASK).count(b"\n") == 1


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (MemoryError(), ProblemCode.DECODE_LIMIT),
        (OSError(27, "File too large"), ProblemCode.DECODE_LIMIT),
        (OSError(24, "Too many open files"), ProblemCode.DECODE_LIMIT),
        (Problem(ProblemCode.PICTURE_BROKEN), ProblemCode.PICTURE_BROKEN),
        (OSError(28, "No space left on device"), None),
        (OSError(5, "Input/output error"), None),
        (AttributeError("a mistake of ours"), None),
    ],
)
def test_every_end_of_work_is_an_answer(fault: Exception, code: ProblemCode | None) -> None:
    def work(_task: Task) -> Outcome:
        raise fault

    said = answer(work, TASK)

    assert isinstance(said, Faulted) if code is None else isinstance(said, Refused) and said.code == code.value


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "video.mp4", "other.jpg", ""])
def test_a_child_can_offer_nothing_but_what_was_asked_for(tmp_path: Path, name: str) -> None:
    with pytest.raises(DecoderDied):
        _decoded(Outcome("image/jpeg", made=(Made(name, "image/jpeg", 1, "ab"),)), "photo", tmp_path)


def test_a_child_can_offer_no_other_type_no_link_and_no_other_length(tmp_path: Path) -> None:
    (tmp_path / "w400.jpg").write_bytes(b"12")
    (tmp_path / "w1600.jpg").symlink_to("/etc/hostname")
    length = (tmp_path / "w1600.jpg").stat().st_size

    for made in (
        Made("w400.jpg", "text/html", 2, "ab"),
        Made("w400.jpg", "image/jpeg", 3, "ab"),
        Made("w1600.jpg", "image/jpeg", length, "ab"),
        Made("press.jpg", "image/jpeg", 1, "ab"),
    ):
        with pytest.raises(DecoderDied):
            _decoded(Outcome("image/jpeg", made=(made,)), "photo", tmp_path)

    assert _decoded(
        Outcome("image/jpeg", made=(Made("w400.jpg", "image/jpeg", 2, "ab"),)), "photo", tmp_path
    ).renditions


def test_a_problem_that_nobody_knows_says_nothing_about_the_file() -> None:
    assert isinstance(_problem(Refused("surprise", {}, 0)), DecoderDied)
    assert isinstance(_problem(Refused("picture_broken", {}, 0)), Problem)
