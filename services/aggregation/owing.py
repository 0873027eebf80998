"""Completeness as a file: one row an obligation, who owes what to whom by when, what came, in time or not, waiting for whom."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from services.aggregation.domain.completeness import Owed
from services.aggregation.exporting import Cell, Columns, Language, NameOf
from services.kit.clock import SHANGHAI

COLUMNS: Columns = {
    "debtor": ("单位代码", "organisation"),
    "debtor_name": ("单位", "organisation name"),
    "creditor_name": ("报送至", "owed to"),
    "kind": ("材料", "kind"),
    "due_at": ("截止时间(北京时间)", "due at (Asia/Shanghai)"),
    "met": ("状态", "state"),
    "on_time": ("是否按时", "on time"),
    "received_at": ("收到时间(北京时间)", "received at (Asia/Shanghai)"),
    "waiting_for": ("等待", "waits for"),
    "submission": ("材料编号", "submission"),
    "obligation": ("任务编号", "obligation"),
}
KINDS = {
    "plan": "活动方案",
    "activity_report": "活动情况",
    "case": "典型案例",
    "manuscript": "稿件",
    "photo_set": "照片",
    "video": "视频",
    "summary": "活动总结",
}
MET = {
    "accepted": "已通过",
    "in_review": "审核中",
    "returned": "已退回",
    "refused": "未通过",
    "missing": "逾期未报送",
    "not_due": "未报送，未到期",
}
ON_TIME = {True: ("是", "yes"), False: ("否", "no"), None: ("", "")}


def owing_rows(owed: Iterable[Owed], name_of: NameOf, language: Language) -> Iterator[tuple[Cell, ...]]:
    """The rows of a file, in the order in which they are due; times as people read them."""
    is_chinese = language == "zh-CN"
    for one in owed:
        obligation = one.obligation
        received = None if one.received_ms is None else datetime.fromtimestamp(one.received_ms / 1_000, UTC)
        yield (
            obligation.debtor,
            name_of(obligation.debtor),
            name_of(obligation.creditor),
            KINDS[obligation.kind.value] if is_chinese else obligation.kind.value,
            _local(obligation.due_at),
            MET[one.met.value] if is_chinese else one.met.value,
            ON_TIME[one.on_time][0 if is_chinese else 1],
            _local(received) if received else "",
            name_of(one.waiting_for) if one.waiting_for else "",
            one.submission or "",
            obligation.obligation,
        )


def _local(at: datetime) -> str:
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
