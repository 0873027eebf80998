"""What the demo shows of photos, films and newsrooms: times, the queue, what is wrong with files, what was delivered."""

from collections.abc import Iterable

from deploy.demo.client import RefusedError
from deploy.demo.moments import Spread
from deploy.demo.sending import Account

WORDS = {"ready": "可用 ready", "failed": "有问题 failed", "withdrawn": "已撤回 withdrawn"}
MEGABYTE = 1_000_000


def media_lines(account: Account) -> list[str]:
    """How many files came, how long they took, how long the queue was, and every problem in plain words."""
    states = "  ".join(f"{WORDS.get(state, state)} {count}" for state, count in sorted(account.states().items()))
    lines = [
        "照片与视频 photos and films",
        f"  {len(account.files)} 个文件 files, {account.sent_bytes / MEGABYTE:.1f} MB: {states}",
        f"  照片:传完→可用 photo sent to ready   {_spread(account.wait('photo'))}",
        f"  视频:传完→可用 film sent to ready    {_spread(account.wait('video'))}",
        f"  排队最长 longest queue (approximate): {account.farthest}",
    ]
    lines += [f"  断线后续传 cut in the middle and gone on with: {name}" for name in account.cuts]
    for file in account.troubles():
        said = file["trouble"]
        lines.append(f"  ✗ {file['asset']['name']}: {said['detail_zh']} {said['remedy_zh']}")
        lines.append(f"      {said['code']}: {said['detail_en']} {said['remedy_en']}")
    return lines


def refusal_lines(refusals: Iterable[RefusedError]) -> list[str]:
    """What may not be shown to newsrooms, in plain words."""
    return [
        f"  ✗ 不予推荐 not featured: {one.said.get('detail_zh', '')} {one.said.get('remedy_zh', '')} "
        f"({one.code}: {one.said.get('detail_en', '')})"
        for one in refusals
    ]


def _spread(found: Spread | None) -> str:
    if found is None:
        return "-"
    return f"p50 {found.p50 * 1_000:.0f} ms  p95 {found.p95 * 1_000:.0f} ms  (n={found.count})"
