"""What the demo shows of photos, films and newsrooms: times, the queue, what is wrong with files, what was delivered."""

from collections.abc import Collection, Iterable, Mapping

from deploy.demo.client import RefusedError
from deploy.demo.moments import Spread, spread
from deploy.demo.sending import SETTLED, Account
from deploy.demo.story import Story
from deploy.demo.subscriber import Fetched, Newsroom
from services.syndication.domain.desk import Outcome

OUTCOMES = {
    Outcome.NEW: "新稿 new",
    Outcome.CORRECTED: "更正 corrected",
    Outcome.WITHDRAWN: "撤稿 withdrawn",
    Outcome.SUPERSEDED: "作废 superseded",
    Outcome.REPEATED: "重复 repeated",
    Outcome.OLDER: "旧版 older",
}
WORDS = {"ready": "可用 ready", "failed": "有问题 failed", "withdrawn": "已撤回 withdrawn"}
MEGABYTE = 1_000_000


def media_lines(account: Account) -> list[str]:
    """How many files came, how long they took, how long the queue was, and every problem in plain words."""
    states = "  ".join(f"{WORDS.get(state, state)} {count}" for state, count in sorted(account.states().items()))
    lines = [
        "照片与视频 photos and films",
        f"  {len(account.files)} 个文件 files, {account.sent_bytes / MEGABYTE:.1f} MB: {states}",
        f"  照片：传完→可用 photo sent to ready   {_spread(account.wait('photo'))}",
        f"  视频：传完→可用 film sent to ready    {_spread(account.wait('video'))}",
        f"  排队最长 longest queue (approximate): {account.longest_queue}",
    ]
    lines += [
        f"  断线后续传 cut in its middle and gone on with: {name}, 续传 {parts} 段 parts sent afterwards"
        for name, parts in account.cuts.items()
    ]
    for file in account.troubles():
        said = file["trouble"]
        lines.append(f"  ✗ {file['asset']['name']}: {said['detail_zh']} {said['remedy_zh']}")
        lines.append(f"      {said['code']}: {said['detail_en']} {said['remedy_en']}")
    return lines


def files_in_short(account: Account) -> str:
    """How far the files are, for a line of progress; nothing before the first has come."""
    if not account.files:
        return ""
    settled = sum(count for state, count in account.states().items() if state in SETTLED)
    return f" · 文件 files {settled}/{len(account.files)}, 排队 queue {account.queue}"


def refusal_lines(refusals: Iterable[RefusedError]) -> list[str]:
    """What may not be shown to newsrooms, in plain words."""
    return [
        f"  ✗ 不予推荐 not featured: {one.said.get('detail_zh', '')} {one.said.get('remedy_zh', '')} "
        f"({one.code}: {one.said.get('detail_en', '')})"
        for one in refusals
    ]


def newsroom_lines(newsroom: Newsroom, story: Story, public: Mapping[str, int], wrong: Collection[str]) -> list[str]:
    """What a newsroom was given, how fast, and whether its desk is what is public."""
    desk, counted = newsroom.receiver.desk, newsroom.counted
    counts = "  ".join(f"{name} {counted[outcome]}" for outcome, name in OUTCOMES.items() if counted[outcome])
    arrived = newsroom.arrivals
    fast = spread(at - story.featured[item] for (item, what), at in arrived.items() if what is Outcome.NEW)
    recalled = spread(at - story.withdrawn[item] for (item, what), at in arrived.items() if what is Outcome.WITHDRAWN)
    lines = [
        f"新闻单位 a newsroom: {len(desk.numbers)} 个序号 numbers, 缺号 missing {len(desk.missing())}: {counts}",
        f"  推介→送达 featured to delivered      {_spread(fast)}",
        f"  撤回→送达 withdrawn to delivered     {_spread(recalled)}, 回执 acknowledged {len(newsroom.acknowledged)}",
        f"  桌上 on the desk {len(desk.items)}, 公开 public {len(public)}, 不符 wrong {len(wrong)}",
    ]
    return lines + [f"    {one}" for one in wrong]


def fetched_lines(usable: Iterable[Fetched], withdrawn: Iterable[Fetched]) -> list[str]:
    """The pictures behind a delivery: there without metadata, and closed once the item is withdrawn."""
    lines = [f"  取图 fetched {one.name}: {one.status}, {one.size_bytes:,} B, EXIF {one.marks}" for one in usable]
    return lines + [f"  已撤回的图 of the withdrawn item {one.name}: {one.status}" for one in withdrawn]


def _spread(found: Spread | None) -> str:
    if found is None:
        return "-"
    return f"p50 {found.p50 * 1_000:.0f} ms  p95 {found.p95 * 1_000:.0f} ms  (n={found.count})"
