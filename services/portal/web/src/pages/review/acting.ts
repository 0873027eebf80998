/** What a person may do to an item, in the order of the keys; what is not allowed carries the code that says why. */
import type { Act, Item, Line } from './types'

export interface Choice {
  act: Act
  /** The key that does it; none for what is rare. */
  key: string | null
  isAllowed: boolean
  /** The code of the problem that forbids it. */
  why: string | null
  tone: 'primary' | 'plain' | 'danger'
}

interface Known {
  act: Act
  key: string | null
  tone: Choice['tone']
}

const IN_REVIEW: Known[] = [
  { act: 'pass_up', key: 'A', tone: 'primary' },
  { act: 'accept', key: 'A', tone: 'primary' },
  { act: 'return', key: 'R', tone: 'plain' },
  { act: 'refuse', key: 'X', tone: 'danger' },
]
const ACCEPTED: Known[] = [
  { act: 'proofread', key: 'P', tone: 'primary' },
  { act: 'feature', key: 'F', tone: 'primary' },
  { act: 'return', key: 'R', tone: 'plain' },
  { act: 'refuse', key: 'X', tone: 'danger' },
]
const RARE: Known[] = [
  { act: 'unfeature', key: null, tone: 'danger' },
  { act: 'withdraw', key: null, tone: 'danger' },
]
/** Codes that only say that this act is for another place or time; the act is then not shown at all. */
const NOT_HERE = new Set(['wrong_state', 'already_withdrawn'])

/** Whether the act is allowed, by its name. */
export function mayDo(item: Line, act: Act | 'claim'): boolean {
  return (item as unknown as Record<string, unknown>)[`may_${act}`] === true
}

/** Why it is not: a problem's code; null where it is allowed. */
export function whyNot(item: Line, act: Act | 'claim'): string | null {
  return item.why_not[`may_${act}`] ?? null
}

/**
 * The acts to show. At the last step of a chain one accepts, before it one passes up: the other of the two is not shown, because
 * it is forbidden to everybody there.
 */
export function choicesOf(item: Item): Choice[] {
  const known = item.state === 'in_review' ? IN_REVIEW : item.state === 'accepted' ? ACCEPTED : []
  const isLast = item.level + 1 >= item.standing.chain.length - 1
  const wanted = known.filter((one) => (one.act === 'pass_up' ? !isLast : one.act === 'accept' ? isLast : true))
  return [...wanted, ...RARE]
    .map((one) => ({ ...one, isAllowed: mayDo(item, one.act), why: whyNot(item, one.act) }))
    .filter((one) => one.isAllowed || (known.some((other) => other.act === one.act) && !NOT_HERE.has(one.why ?? '')))
}

/** Why this person can judge nothing here, where that is so: the code of what hinders the plainest act of the item's state. */
export function hindrance(item: Item): string | null {
  if (item.state === 'in_review') return mayDo(item, 'return') ? null : whyNot(item, 'return')
  if (item.state !== 'accepted') return null
  const any = (['proofread', 'feature', 'return'] as const).some((act) => mayDo(item, act))
  return any ? null : (whyNot(item, 'proofread') ?? whyNot(item, 'return'))
}
