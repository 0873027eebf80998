"""What a newsroom's receiver takes, refuses and shows."""

import random

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.problems import Problem, ProblemCode
from services.__main__ import VERBS
from services.kit.webhooks.signing import secret_of
from services.syndication.commands import Telling, line, subscribe
from services.syndication.domain.desk import Desk
from services.syndication.receiver import Receiver
from tests.unit.syndication.desks import ITEM, KEY, OTHER_ITEM, Post, body


def _receiver(post: Post, first_number: int | None = 1) -> Receiver:
    return Receiver([KEY], post.clock, Desk(first_number))


def _refused(receiver: Receiver, headers: dict[str, str], content: bytes) -> ProblemCode:
    with pytest.raises(Problem) as caught:
        receiver.take(headers, content)
    return caught.value.code


def test_a_delivery_is_on_the_desk_until_it_is_withdrawn() -> None:
    post = Post()
    receiver = _receiver(post)

    assert post.send(receiver, 1) == "new"
    assert post.send(receiver, 2, body(2, "corrected", revision=2, title="职业体验日(更正)")) == "corrected"
    assert receiver.desk.items[ITEM].title == "职业体验日(更正)"
    assert post.send(receiver, 3, body(3, "withdrawn", revision=3)) == "withdrawn"

    assert receiver.desk.items == {}
    assert receiver.desk.missing() == []


def test_a_number_that_comes_again_changes_nothing() -> None:
    post = Post()
    receiver = _receiver(post)
    post.send(receiver, 1)
    post.send(receiver, 2, body(2, "withdrawn", revision=2))

    assert post.send(receiver, 1) == "repeated"
    assert post.send(receiver, 2, body(2, "withdrawn", revision=2)) == "repeated"
    assert receiver.desk.items == {}


def test_a_number_that_comes_with_other_content_is_refused() -> None:
    post = Post()
    receiver = _receiver(post)
    post.send(receiver, 1)
    other = body(1, title="另一篇")

    assert _refused(receiver, post.headers(1, other), other) is ProblemCode.CONFLICT
    assert receiver.desk.items[ITEM].title == "职业体验日"


def test_a_number_whose_item_was_withdrawn_meanwhile_may_only_lose_its_content() -> None:
    post = Post()
    receiver = _receiver(post)
    post.send(receiver, 1)
    post.send(receiver, 2, body(2, "withdrawn", revision=2))

    assert post.send(receiver, 1, body(1, "superseded")) == "superseded"
    assert post.send(receiver, 1, body(1, "superseded")) == "repeated"
    assert _refused(receiver, post.headers(1, body(1)), body(1)) is ProblemCode.CONFLICT


def test_what_was_featured_again_is_not_taken_away_by_an_older_number() -> None:
    post = Post()
    receiver = _receiver(post)
    post.send(receiver, 2, body(2, "withdrawn", revision=2))
    post.send(receiver, 3, body(3, revision=3))

    assert post.send(receiver, 1, body(1, "superseded", revision=1)) == "superseded"
    assert receiver.desk.items[ITEM].revision == 3


def test_a_recall_may_overtake_and_what_comes_after_it_is_not_used() -> None:
    post = Post()
    receiver = _receiver(post)
    post.send(receiver, 1, body(1, item=OTHER_ITEM))

    assert post.send(receiver, 4, body(4, "withdrawn", revision=2)) == "withdrawn"
    assert receiver.desk.missing() == [2, 3]
    assert post.send(receiver, 2, body(2, revision=1)) == "older"
    assert post.send(receiver, 3, body(3, "superseded", revision=2)) == "superseded"
    assert receiver.desk.missing() == []
    assert set(receiver.desk.items) == {OTHER_ITEM}


def test_a_receiver_that_begins_in_the_middle_asks_for_nothing_before() -> None:
    post = Post()
    begun, whole = _receiver(post, None), _receiver(post)
    post.send(begun, 7)
    post.send(whole, 3)

    assert begun.desk.missing() == []
    assert whole.desk.missing() == [1, 2]


def test_a_replayed_delivery_is_refused_though_its_signature_holds() -> None:
    post = Post()
    receiver = _receiver(post)
    headers = post.headers(1, body(1))
    receiver.take(headers, body(1))

    assert _refused(receiver, headers, body(1)) is ProblemCode.SIGNATURE_INVALID


def test_a_delivery_that_was_held_back_is_refused() -> None:
    post = Post()
    receiver = _receiver(post)
    headers = post.headers(1, body(1))
    post.clock.advance(301)

    assert _refused(receiver, headers, body(1)) is ProblemCode.SIGNATURE_INVALID


def test_a_forged_delivery_is_refused_and_leaves_no_trace() -> None:
    post = Post()
    receiver = _receiver(post)
    forger = Post(post.clock, b"f" * 32)

    assert _refused(receiver, forger.headers(1, body(1)), body(1)) is ProblemCode.SIGNATURE_INVALID
    assert _refused(receiver, {}, body(1)) is ProblemCode.SIGNATURE_INVALID
    assert receiver.desk.numbers == {}
    assert post.send(receiver, 1) == "new"


@pytest.mark.parametrize("header", ["weekwire-sequence", "webhook-id"])
def test_headers_of_another_delivery_are_refused(header: str) -> None:
    post = Post()
    receiver = _receiver(post)
    first, second = post.headers(1, body(1)), post.headers(2, body(2))

    assert _refused(receiver, first | {header: second[header]}, body(1)) is ProblemCode.SIGNATURE_INVALID


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'"text"', b"{}", orjson.dumps({"number": 1}), body(1).replace(b"headlines", b"h")]
)
def test_what_is_signed_and_cannot_be_read_is_refused(content: bytes) -> None:
    post = Post()
    receiver = _receiver(post)

    assert _refused(receiver, post.headers(1, content), content) is ProblemCode.INVALID_JSON
    assert receiver.desk.numbers == {}


def test_while_keys_are_rotated_either_is_accepted() -> None:
    post, former = Post(), Post(key=b"f" * 32)
    receiver = Receiver([KEY, former.key], post.clock)
    former.clock = post.clock

    assert former.send(receiver, 1) == "new"
    assert post.send(receiver, 2, body(2, item=OTHER_ITEM)) == "new"


@given(st.lists(st.sampled_from(["feature", "correct", "withdraw"]), max_size=12), st.randoms())
def test_in_whatever_order_deliveries_come_the_desk_ends_with_the_newest_state(
    acts: list[str], chance: random.Random
) -> None:
    post = Post()
    receiver = _receiver(post)
    changes = {"feature": "featured", "correct": "corrected", "withdraw": "withdrawn"}
    sent = [(n, body(n, changes[act], revision=n, title=f"第{n}版")) for n, act in enumerate(acts, 1)]
    shuffled = [*sent, *chance.sample(sent, len(sent) // 2)]
    chance.shuffle(shuffled)

    for number, content in shuffled:
        post.send(receiver, number, content)

    stands = bool(acts) and acts[-1] != "withdraw"
    assert [one.title for one in receiver.desk.items.values()] == ([f"第{len(acts)}版"] if stands else [])
    assert receiver.desk.missing() == []


def _lines(post: Post, receiver: Receiver, *contents: tuple[int, bytes]) -> list[str]:
    return [line(receiver.take(post.headers(number, content), content)) for number, content in contents]


def test_every_delivery_is_told_in_one_line() -> None:
    post = Post()

    told = _lines(
        post,
        _receiver(post),
        (1, body(1)),
        (1, body(1)),
        (3, body(3, "withdrawn", revision=3)),
        (2, body(2, "corrected", revision=2)),
        (1, body(1, "superseded")),
        (4, body(4, "withdrawn", item=OTHER_ITEM)),
    )

    assert told == [
        "#1 新稿 《职业体验日》 江苏省·第一职校 图2 视频1",
        "#1 重复 已收过，未再处理",
        "#3 撤稿 《职业体验日》 已删除，请立即停用；原因：肖像同意撤回",
        "#2 旧版 已有更新的版本或已撤稿，未采用",
        "#1 作废 原稿已撤，此号无内容",
        "#4 撤稿 (未收到过原稿) 已删除，请立即停用；原因：肖像同意撤回",
    ]


def test_a_title_cannot_write_lines_or_colours_of_its_own() -> None:
    post = Post()

    (told,) = _lines(post, _receiver(post), (1, body(1, title="甲\n12:00 #2 新稿\x1b[31m")))

    assert "\n" not in told
    assert "\x1b" not in told


def test_gaps_are_told_and_told_again_when_they_are_closed(capsys: pytest.CaptureFixture[str]) -> None:
    post = Post()
    receiver = _receiver(post)
    telling = Telling(post.clock)
    telling.desk = receiver.desk

    for number in (1, 3, 2):
        content = body(number, revision=number)
        telling.arrived(receiver.take(post.headers(number, content), content))
    telling.refused(Problem(ProblemCode.SIGNATURE_INVALID))
    telling.acknowledged("paper:3", None)
    telling.acknowledged("paper:3", "404")

    told = [one.partition("  ")[2] for one in capsys.readouterr().out.splitlines()]
    assert told[2] == "尚缺 #2"
    assert told[4] == "序号已连续，无缺号"
    assert told[5] == "拒收 签名不符或已超过时限。请核对密钥与时钟；无法核对的内容请勿使用。"
    assert told[6:] == ["#3 撤稿回执已送达", "#3 撤稿回执未被接受(404)"]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--secret", "geheim"],
        ["--secret", secret_of(KEY), "--ack"],
        ["--secret", secret_of(KEY), "--ack", "http://x"],
    ],
)
async def test_the_command_says_what_is_missing(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("WEEKWIRE_SUBSCRIBE_SECRET", raising=False)
    monkeypatch.delenv("WEEKWIRE_SUBSCRIBE_TOKEN", raising=False)

    with pytest.raises(SystemExit) as caught:
        await subscribe(arguments)

    assert caught.value.code == 2
    assert "weekwire subscribe: error:" in capsys.readouterr().err


def test_the_command_is_a_verb_of_weekwire() -> None:
    assert VERBS["subscribe"].target == "services.syndication.commands:subscribe"
