"""`weekwire subscribe`: a newsroom's receiver on this machine, a line for everything that arrives, until interrupted."""

import argparse
import asyncio
import os
import sys
from datetime import datetime

from contracts.problems import Problem
from services.kit.clock import SHANGHAI, Clock, service_clock
from services.kit.webhooks.signing import key_of
from services.syndication.domain.desk import Arrived, Desk, Item, Outcome
from services.syndication.receiver import Acknowledging, Receiver, listening

SECRET, TOKEN, AHEAD = "WEEKWIRE_SUBSCRIBE_SECRET", "WEEKWIRE_SUBSCRIBE_TOKEN", "WEEKWIRE_CLOCK_AHEAD_SECONDS"
SHOWN_NUMBERS = 10
REASONS = {
    "unfeatured": "取消入选",
    "withdrawn": "报送单位撤回",
    "refused": "审核不通过",
    "returned": "退回修改",
    "consent_withdrawn": "肖像同意撤回",
    "file_withdrawn": "文件撤回",
    "left_filter": "更正后不在订阅范围",
}
WORDS = {
    Outcome.NEW: "新稿",
    Outcome.CORRECTED: "更正",
    Outcome.WITHDRAWN: "撤稿",
    Outcome.SUPERSEDED: "作废",
    Outcome.REPEATED: "重复",
    Outcome.OLDER: "旧版",
    Outcome.TESTED: "测试",
}


async def subscribe(arguments: list[str]) -> int:
    """Receive until interrupted, or until so many deliveries have come; 1 where the port is taken, 2 where it is asked wrongly."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    secrets = asked.secret or os.environ.get(SECRET, "").split()
    token = asked.token or os.environ.get(TOKEN, "")
    try:
        keys = [key_of(secret) for secret in secrets]
    except ValueError as fault:
        parser.error(f"{fault}; it was shown once, when the subscriber was made")
    if not keys:
        parser.error(f"give --secret, or set {SECRET}")
    if asked.ack and not (token and asked.urls):
        parser.error(f"--ack needs the address of syndication and --token (or {TOKEN})")
    clock = service_clock(float(os.environ.get(AHEAD, "0")))
    telling = Telling(clock, asked.deliveries)
    receiver = Receiver(
        keys,
        clock,
        Desk(first_number=asked.first),
        Acknowledging(tuple(asked.urls), token) if asked.ack else None,
        telling.arrived,
        telling.refused,
        telling.acknowledged,
    )
    telling.desk = receiver.desk
    try:
        async with listening(receiver, asked.host, asked.listen):
            telling.say(f"在 {asked.host}:{receiver.port} 收稿；按 Ctrl-C 结束")
            await telling.enough.wait()
            await receiver.settled()
    except OSError as fault:
        sys.stderr.write(f"{asked.host}:{asked.listen}: {fault.strerror}\n")
        return 1
    return 0


class Telling:
    """Says everything in one line each; `enough` is set once as many deliveries have come as were asked for (0: never)."""

    def __init__(self, clock: Clock, deliveries: int = 0) -> None:
        self._clock = clock
        self._left = deliveries
        self._missing: list[int] = []
        self.desk = Desk()
        self.enough = asyncio.Event()

    def arrived(self, arrived: Arrived) -> None:
        """A delivery that was taken."""
        self.say(line(arrived))
        missing = self.desk.missing()
        if missing != self._missing:
            self._missing = missing
            self.say(f"尚缺 {_numbers(missing)}" if missing else "序号已连续，无缺号")
        self._left -= 1
        if self._left == 0:
            self.enough.set()

    def refused(self, problem: Problem) -> None:
        """A request that was not taken."""
        words = problem.as_json()
        self.say(f"拒收 {words['detail_zh']}{words['remedy_zh']}")

    def acknowledged(self, recall: str, why_not: str | None) -> None:
        """What became of an acknowledgement."""
        number = recall.rpartition(":")[2]
        self.say(f"#{number} 撤稿回执" + (f"未被接受({why_not})" if why_not else "已送达"))

    def say(self, text: str) -> None:
        """One line, with the time in Beijing."""
        at: datetime = self._clock.now().astimezone(SHANGHAI)
        sys.stdout.write(f"{at:%H:%M:%S}  {text}\n")
        sys.stdout.flush()


def line(arrived: Arrived) -> str:
    """A delivery in one line."""
    begun = f"#{arrived.number} {WORDS[arrived.outcome]}"
    if arrived.outcome is Outcome.REPEATED:
        return f"{begun} 已收过，未再处理"
    if arrived.outcome is Outcome.OLDER:
        return f"{begun} 已有更新的版本或已撤稿，未采用"
    if arrived.outcome is Outcome.SUPERSEDED:
        return f"{begun} 原稿已撤，此号无内容"
    shown = _title(arrived.item)
    if arrived.outcome is Outcome.WITHDRAWN:
        reason = REASONS.get(arrived.reason or "", arrived.reason or "")
        return f"{begun} {shown or '(未收到过原稿)'} 已删除，请立即停用；原因：{reason}"
    return f"{begun} {shown}{_origin(arrived.item)}{_files(arrived.item)}"


def _title(item: Item | None) -> str:
    return f"《{_plain(item.title)}》" if item else ""


def _origin(item: Item | None) -> str:
    if item is None:
        return ""
    places = [_plain(one) for one in dict.fromkeys((item.unit, item.organisation)) if one]
    return f" {'·'.join(places)}" if places else ""


def _files(item: Item | None) -> str:
    counted = [("图", item.pictures), ("视频", item.films)] if item else []
    return "".join(f" {name}{count}" for name, count in counted if count)


def _plain(text: str) -> str:
    """Text of others in one line, without what a terminal would obey."""
    return "".join(one if one.isprintable() else " " for one in text)


def _numbers(numbers: list[int]) -> str:
    shown = " ".join(f"#{number}" for number in numbers[:SHOWN_NUMBERS])
    return shown if len(numbers) <= SHOWN_NUMBERS else f"{shown} 等 {len(numbers)} 个"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="weekwire subscribe", description="Receive deliveries and check them.")
    parser.add_argument("urls", nargs="*", metavar="URL", help="syndication's addresses, for acknowledgements")
    parser.add_argument("--listen", type=int, default=0, metavar="PORT", help="0 takes a free port")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--secret", action="append", help="whsec_...; twice while it is rotated")
    parser.add_argument("--token", help="the feed token, wwf_..., to acknowledge with")
    parser.add_argument("--ack", action="store_true", help="acknowledge recalls")
    parser.add_argument("--first", type=int, default=None, metavar="N", help="the number to begin with; else the first")
    parser.add_argument("--deliveries", type=int, default=0, metavar="N", help="end after so many; 0 goes on")
    return parser
