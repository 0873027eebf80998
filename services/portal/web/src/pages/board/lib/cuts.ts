/** Cuts of the decision log, `<log epoch>:<next offset per partition>`: what is newer, and what only comes later. */

export interface Cut {
  epoch: string
  offsets: number[]
}

/** A cut as it is written, or null where it is none. */
export function parseCut(text: string): Cut | null {
  const at = text.lastIndexOf(':')
  if (at < 0) return null
  const offsets = text
    .slice(at + 1)
    .split('.')
    .filter((part) => part !== '')
    .map(Number)
  return offsets.every((one) => Number.isSafeInteger(one) && one >= 0) ? { epoch: text.slice(0, at), offsets } : null
}

export type Order = 'newer' | 'same' | 'older' | 'other log'

/** How `one` stands to `other`: newer means that no partition is lower and one is higher. */
export function compareCuts(one: string, other: string): Order {
  if (one === other) return 'same'
  const [left, right] = [parseCut(one), parseCut(other)]
  if (!left || !right) return 'older'
  if (left.epoch !== right.epoch) return 'other log'
  const length = Math.max(left.offsets.length, right.offsets.length)
  const pairs = Array.from({ length }, (_, index) => [left.offsets[index] ?? 0, right.offsets[index] ?? 0] as const)
  if (pairs.some(([mine, theirs]) => mine < theirs)) return 'older'
  return pairs.some(([mine, theirs]) => mine > theirs) ? 'newer' : 'same'
}
