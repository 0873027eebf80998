"""One activity told by several parties is counted once: which members of joint activities and duplicates stand back.

Of the members that a reader can see, a joint activity counts the one named last (then the lowest id); a duplicate stands back
while its target is there to be counted; a ring counts its lowest id. Every standing keeps its own facts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from services.aggregation.domain.ledger import Joint

Identities = Mapping[int, bytes] | Sequence[bytes]
Edges = Mapping[int, set[int]]


def standing_back(
    visible: Iterable[int], joint: Mapping[int, Joint], duplicate_of: Mapping[int, int], identity: Identities
) -> set[int]:
    """The visible slots that do not count because another visible one tells the same.

    `duplicate_of` maps a slot to its target's slot. Each member points to what counts in its place; all that are linked by
    such pointers tell one activity, and exactly one of them counts: the one that points nowhere, or the lowest id of a ring
    that nothing leaves. Where pointers end in several, the one named last in a joint activity counts, then the lowest id.
    """
    seen = set(visible)
    edges = _edges(seen, joint, duplicate_of, identity)
    ends = {min(ring, key=lambda slot: identity[slot]) for ring in _closed_rings(edges)}
    ends |= {target for targets in edges.values() for target in targets if target not in edges}
    back: set[int] = set()
    for group in _linked(edges):
        counted = min(group & ends, key=lambda slot: (-(joint[slot].named_ms if slot in joint else -1), identity[slot]))
        back |= group - {counted}
    return back


def _edges(
    seen: set[int], joint: Mapping[int, Joint], duplicate_of: Mapping[int, int], identity: Identities
) -> dict[int, set[int]]:
    edges: dict[int, set[int]] = {}
    groups: dict[str, list[int]] = {}
    for slot in seen:
        if slot in joint:
            groups.setdefault(joint[slot].activity, []).append(slot)
        target = duplicate_of.get(slot)
        if target is not None and target != slot and target in seen:
            edges.setdefault(slot, set()).add(target)
    for members in groups.values():
        told_by = min(members, key=lambda slot: (-joint[slot].named_ms, identity[slot]))
        for slot in members:
            if slot != told_by:
                edges.setdefault(slot, set()).add(told_by)
    return edges


def _linked(edges: Edges) -> Iterator[set[int]]:
    """The groups of slots that hang together, whichever way the pointers run."""
    neighbours: dict[int, set[int]] = {}
    for slot, targets in edges.items():
        for target in targets:
            neighbours.setdefault(slot, set()).add(target)
            neighbours.setdefault(target, set()).add(slot)
    left = set(neighbours)
    while left:
        group, waiting = set[int](), [left.pop()]
        while waiting:
            slot = waiting.pop()
            group.add(slot)
            waiting.extend(neighbours[slot] & left)
            left -= neighbours[slot]
        yield group


def _closed_rings(edges: Edges) -> Iterator[set[int]]:
    """The strongly connected groups that no edge leaves and that are rings (Tarjan, without recursion)."""
    order: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    on_stack: set[int] = set()
    for root in edges:
        if root in order:
            continue
        work = [(root, iter(edges[root]))]
        order[root] = low[root] = len(order)
        stack.append(root)
        on_stack.add(root)
        while work:
            slot, targets = work[-1]
            following = next(targets, None)
            if following is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[slot])
                if low[slot] == order[slot]:
                    group = _pop_group(slot, stack, on_stack)
                    leaves = any(target not in group for member in group for target in edges.get(member, ()))
                    if not leaves and len(group) > 1:
                        yield group
            elif following not in order:
                order[following] = low[following] = len(order)
                stack.append(following)
                on_stack.add(following)
                work.append((following, iter(edges.get(following, ()))))
            elif following in on_stack:
                low[slot] = min(low[slot], order[following])


def _pop_group(slot: int, stack: list[int], on_stack: set[int]) -> set[int]:
    group: set[int] = set()
    while True:
        member = stack.pop()
        on_stack.discard(member)
        group.add(member)
        if member == slot:
            return group
