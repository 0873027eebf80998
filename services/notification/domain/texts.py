"""The words of every kind of notice, in both languages: what happened, what is stored, and what happens next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from contracts.organisations import Language
from services.kit.clock import SHANGHAI
from services.notification.domain.kinds import NoticeKind

WEEKDAYS = {"zh-CN": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
KINDS: dict[str, tuple[str, str]] = {
    "plan": ("活动方案", "plan"),
    "activity_report": ("活动情况", "activity report"),
    "case": ("典型案例", "case"),
    "manuscript": ("稿件", "manuscript"),
    "photo_set": ("照片", "photo set"),
    "video": ("视频", "video"),
    "summary": ("活动总结", "summary"),
}
REASONS: dict[str, tuple[str, str]] = {
    "unfeatured": ("推介已取消", "it is no longer featured"),
    "withdrawn": ("报送单位已撤回", "its organisation withdrew it"),
    "refused": ("审核未通过", "it was refused"),
    "returned": ("已退回修改", "it was returned"),
    "consent_withdrawn": ("有人撤回了肖像同意", "somebody's consent was withdrawn"),
    "file_withdrawn": ("有文件被撤下", "a file was taken back"),
}
STATES: dict[str, tuple[str, str]] = {
    "in_review": ("审核中", "in review"),
    "accepted": ("已通过", "accepted"),
    "returned": ("已退回", "returned"),
    "refused": ("未通过", "refused"),
    "withdrawn": ("已撤回", "withdrawn"),
}
DAY_SECONDS, HOUR_SECONDS, MINUTE_SECONDS = 86_400, 3_600, 60


@dataclass(frozen=True, slots=True)
class Words:
    """A notice in one language: a title of one line, and a sentence or two."""

    title: str
    text: str


_TEXTS: dict[NoticeKind, tuple[tuple[str, str], tuple[str, str]]] = {
    NoticeKind.RETURNED: (
        (
            "已退回：{title}",
            "《{title}》({kind})由{by}退回修改。原因：{reason}。{marks}改好后重新报送即可，在规定时间内不影响按时认定。",
        ),
        (
            "Returned: {title}",
            (
                "{by} returned the {kind} “{title}”. Reason: {reason}. {marks}Mend it and file it again."
                " Within the term it still counts as on time."
            ),
        ),
    ),
    NoticeKind.REFUSED: (
        ("未通过：{title}", "《{title}》({kind})未通过{by}的审核。原因：{reason}。材料仍保存，不会统计。"),
        (
            "Refused: {title}",
            "{by} refused the {kind} “{title}”. Reason: {reason}. It is kept and is not counted.",
        ),
    ),
    NoticeKind.PASSED_UP: (
        ("已上报：{title}", "《{title}》({kind})已由{by}审核并上报，现在等待{waits_for}审核。"),
        ("Passed up: {title}", "{by} passed the {kind} “{title}” up; it now waits for {waits_for}."),
    ),
    NoticeKind.ACCEPTED: (
        ("已通过：{title}", "《{title}》({kind})已由{by}审核通过。"),
        ("Accepted: {title}", "{by} accepted the {kind} “{title}”."),
    ),
    NoticeKind.COUNTED: (
        ("已通过并已统计：{title}", "《{title}》({kind})已由{by}审核通过，其中的数字已计入统计。回执中可查看依据。"),
        (
            "Accepted and counted: {title}",
            "{by} accepted the {kind} “{title}”; its numbers are counted. The receipt shows the proof.",
        ),
    ),
    NoticeKind.DUPLICATE: (
        ("已标为重复：{title}", "《{title}》({kind})已由{by}标为与另一份材料重复，只统计其中一份。材料仍保存。"),
        (
            "Marked as duplicate: {title}",
            "{by} marked the {kind} “{title}” as a duplicate of another; one of them is counted. It is kept.",
        ),
    ),
    NoticeKind.UNDONE: (
        ("处理已撤销：{title}", "{by}撤销了对《{title}》({kind})的上一步处理，现在的状态是：{state}。"),
        ("Undone: {title}", "{by} undid the last act on the {kind} “{title}”; it is now {state}."),
    ),
    NoticeKind.WITHDRAWN: (
        ("已撤回：{title}", "《{title}》({kind})已由报送单位撤回，不再统计，也不再对外展示。"),
        ("Withdrawn: {title}", "The {kind} “{title}” was withdrawn; it is no longer counted or shown."),
    ),
    NoticeKind.FEATURED: (
        ("已推介：{title}", "《{title}》({kind})已被推介给新闻单位。"),
        ("Featured: {title}", "The {kind} “{title}” is now offered to newsrooms."),
    ),
    NoticeKind.RECALLED: (
        ("推介已收回：{title}", "《{title}》({kind})已从新闻单位收回：{why}。已通知收到它的新闻单位撤下。"),
        ("Recalled: {title}", "The {kind} “{title}” was recalled from newsrooms: {why}. Whoever has it was told."),
    ),
    NoticeKind.USED: (
        ("已被采用：{title}", "《{title}》({kind})已被新闻单位采用。{where}"),
        ("Used: {title}", "A newsroom has used the {kind} “{title}”. {where}"),
    ),
    NoticeKind.FILES_MISSING: (
        (
            "文件没有到齐：{title}",
            "《{title}》({kind})清单上的文件没有在规定时间内传齐。文字和数字已保存；请打开报送页面补传文件。",
        ),
        (
            "Files are missing: {title}",
            "Files of the {kind} “{title}” did not arrive in time. Its text and numbers are kept; open it and send them.",
        ),
    ),
    NoticeKind.FILES_FAILED: (
        (
            "有文件无法使用：{title}",
            "《{title}》({kind})有 {count} 个文件无法使用：{files}。其他内容已保存；请打开报送页面更换或重传。",
        ),
        (
            "Files cannot be used: {title}",
            "{count} files of the {kind} “{title}” cannot be used: {files}. The rest is kept; replace them or send them again.",
        ),
    ),
    NoticeKind.QUEUE: (
        ("有 {count} 项新的待审材料", "{organisation_name}有 {count} 项新报送的材料等待审核。"),
        ("{count} new items to review", "{count} newly filed items wait for {organisation_name}."),
    ),
    NoticeKind.ANSWERED: (
        (
            "您退回的“{title}”已修改并重新报送",
            "{organisation_name}已修改并重新报送《{title}》({kind})，现在是第 {version} 版，等待{waits_for}审核。{answers}",
        ),
        (
            "Mended and filed again: {title}",
            (
                "{organisation_name} has mended the {kind} “{title}” that you returned, and filed it again as version {version};"
                " it now waits for {waits_for}. {answers}"
            ),
        ),
    ),
    NoticeKind.OBLIGATION_SET: (
        ("请报送{kind}：{due} 截止", "{creditor_name}请{debtor_name}在 {due} 前报送{kind}。"),
        ("{kind} due {due}", "{creditor_name} asks {debtor_name} for a {kind} by {due}."),
    ),
    NoticeKind.OBLIGATION_CHANGED: (
        ("截止时间已改：{kind} {due}", "{creditor_name}把{debtor_name}报送{kind}的截止时间改为 {due}(原为 {was})。"),
        (
            "New deadline: {kind} {due}",
            "{creditor_name} moved the deadline of {debtor_name}'s {kind} to {due} (it was {was}).",
        ),
    ),
    NoticeKind.OBLIGATION_CANCELLED: (
        ("不用再报送：{kind}", "{creditor_name}已取消{debtor_name}报送{kind}的要求(原定 {due})。"),
        (
            "No longer asked for: {kind}",
            "{creditor_name} no longer asks {debtor_name} for the {kind} (it was due {due}).",
        ),
    ),
    NoticeKind.REMINDER: (
        (
            "还有{left}：{kind} {due} 截止",
            "{debtor_name}还没有报送{kind}，截止时间是 {due}，还有{left}。先报送文字和清单即算按时，照片和视频可以随后上传。{lying}",
        ),
        (
            "{left} left: {kind} due {due}",
            (
                "{debtor_name} has not filed its {kind} yet; it is due {due}, {left} from now. Text and file list are enough to be on"
                " time, photos and films may follow. {lying}"
            ),
        ),
    ),
    NoticeKind.DRAFTS: (
        (
            "您有 {unsent} 份草稿尚未报送：{kind} {due} 截止",
            "草稿不算报送：{debtor_name}的{kind}在 {due} 截止，还有{left}。请在“我的工作”中打开后报送，不需要的可以删除。",
        ),
        (
            "Not sent yet ({unsent}): {kind} due {due}",
            (
                "A draft is no report: the {kind} of {debtor_name} is due {due}, {left} from now. Open it on “My work” and"
                " send it, or delete what is not needed."
            ),
        ),
    ),
    NoticeKind.ASKED: (
        (
            "{creditor_name}提醒您报送{kind}",
            "{creditor_name}提醒：{debtor_name}还没有报送{kind}，截止时间是 {due}。{note}",
        ),
        (
            "{creditor_name} reminds you of the {kind}",
            "{creditor_name} reminds {debtor_name} of its {kind}, which is due {due}. {note}",
        ),
    ),
}


def words(kind: NoticeKind, facts: Mapping[str, Any], language: Language, at: datetime | None = None) -> Words:
    """A notice of the moment `at` in words. A fact that is absent shows as an ellipsis, since a notice must never fail to be shown."""
    title, text = _TEXTS[kind][0 if language == "zh-CN" else 1]
    shown = _Shown(_readable(facts, language, at))
    return Words(" ".join(title.format_map(shown).split()), text.format_map(shown).strip())


def moment(at: datetime, language: Language, told_at: datetime | None = None) -> str:
    """A moment in Shanghai time with its weekday: `5月14日 周二 18:00`, `Tue 14 May 18:00`.

    With the year where it is told of in another one.
    """
    local = at.astimezone(SHANGHAI)
    is_of_another_year = told_at is not None and told_at.astimezone(SHANGHAI).year != local.year
    weekday = WEEKDAYS[language][local.weekday()]
    if language == "zh-CN":
        year = f"{local.year}年" if is_of_another_year else ""
        return f"{year}{local.month}月{local.day}日 周{weekday} {local:%H:%M}"
    year = f" {local.year}" if is_of_another_year else ""
    return f"{weekday} {local.day} {local:%b}{year} {local:%H:%M}"


def span(seconds: float, language: Language) -> str:
    """How long, in the two largest units, as people say it: `1 天 4 小时`, `2 hours`."""
    whole = max(MINUTE_SECONDS, int(seconds))
    days, hours = divmod(whole, DAY_SECONDS)
    hours, minutes = hours // HOUR_SECONDS, hours % HOUR_SECONDS // MINUTE_SECONDS
    parts = [(days, "天", "day"), (hours, "小时", "hour"), (minutes, "分钟", "minute")]
    first = next(place for place, part in enumerate(parts) if part[0])
    said = [part for part in parts[first : first + 2] if part[0]]
    if language == "zh-CN":
        return " ".join(f"{number} {unit}" for number, unit, _ in said)
    return " ".join(f"{number} {unit}{'' if number == 1 else 's'}" for number, _, unit in said)


def _readable(facts: Mapping[str, Any], language: Language, at: datetime | None) -> dict[str, Any]:
    """Codes and moments as people say them."""
    place = 0 if language == "zh-CN" else 1
    shown = dict(facts)
    for name, table in (("kind", KINDS), ("why", REASONS), ("state", STATES)):
        if facts.get(name) in table:
            shown[name] = table[facts[name]][place]
    for name in ("due", "was"):
        if facts.get(name):
            shown[name] = moment(datetime.fromisoformat(facts[name]), language, at)
    shown["lying"] = _lying(facts.get("unsent", 0), language)
    if "left_seconds" in facts:
        shown["left"] = span(facts["left_seconds"], language)
    if not facts.get("reason"):
        shown["reason"] = ("未写明", "none was given")[place]
    if facts.get("marked"):
        count = facts["marked"]
        shown["marks"] = f"已标出 {count} 处；" if place == 0 else f"{count} marked. "
    shown.setdefault("marks", "")
    shown["answers"] = _answers(facts.get("marked", 0), language)
    if facts.get("note"):
        shown["note"] = f"附言：{facts['note']}" if place == 0 else f"They add: {facts['note']}"
    shown.setdefault("note", "")
    shown.setdefault("where", "")
    return shown


def _lying(unsent: int, language: Language) -> str:
    """How many drafts whoever is reminded has left."""
    if not unsent:
        return ""
    if language == "zh-CN":
        return f"您有 {unsent} 份草稿尚未报送。"
    return f"You have {unsent} {'draft that is' if unsent == 1 else 'drafts that are'} not sent yet."


def _answers(marked: int, language: Language) -> str:
    """How much whoever returned a report had marked in it."""
    if not marked:
        return ""
    if language == "zh-CN":
        return f"您退回时标出了 {marked} 处。"
    return f"You had marked {marked} {'field' if marked == 1 else 'fields'}."


class _Shown(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


def place_of(kind: NoticeKind, facts: Mapping[str, Any]) -> str:
    """Where in the web application a notice leads."""
    if kind is NoticeKind.QUEUE:
        return "/review"
    if kind is NoticeKind.ANSWERED and "submission" in facts:
        return f"/review/{facts['submission']}"
    if "submission" in facts:
        amends = kind in {NoticeKind.RETURNED, NoticeKind.FILES_MISSING, NoticeKind.FILES_FAILED}
        submission, version = facts["submission"], facts.get("version", 1)
        return f"/reports/{submission}" if amends else f"/receipts/{submission}.{version}"
    # Drafts are opened from the list of them.
    if kind is NoticeKind.OBLIGATION_CANCELLED or "debtor" not in facts or facts.get("unsent"):
        return "/"
    return f"/reports/new?kind={facts.get('kind', '')}&for={facts['debtor']}"
