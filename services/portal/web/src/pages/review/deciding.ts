/** What an act still needs before it can be sent. */
import type { Act, Finding, Item, Mark, Override } from './types'
import { OVER_BLOCKS, WITH_REASON } from './types'

/** Stands for the findings of a version whose checks crashed or have not run; featuring it needs a reason, too. */
export const UNCHECKED = 'unchecked'

export interface Block {
  id: string
  finding: Finding | null
}

/** The blocks that this act needs a reason for. */
export function openBlocks(item: Item, act: Act): Block[] {
  if (!OVER_BLOCKS.has(act)) return []
  const found = (item.check.findings ?? []).filter((one) => one.severity === 'block' && !one.override)
  const blocks: Block[] = found.map((finding) => ({ id: finding.finding, finding }))
  if (act === 'feature' && item.check.state !== 'checked') blocks.push({ id: UNCHECKED, finding: null })
  return blocks
}

/** Whether an act is sent at once, without asking for anything. What becomes public is always looked at once more. */
export function isPlain(item: Item, act: Act): boolean {
  return !WITH_REASON.has(act) && act !== 'feature' && openBlocks(item, act).length === 0
}

export interface Written {
  reason: string
  marks: readonly Mark[]
  overrides: Readonly<Record<string, string>>
}

/** What is missing: keys of `review.missing`. */
export function missing(item: Item, act: Act, written: Written): string[] {
  const lacks: string[] = []
  if (WITH_REASON.has(act) && written.reason.trim() === '') lacks.push('reason')
  if (written.marks.some((mark) => mark.note.trim() === '')) lacks.push('note')
  if (openBlocks(item, act).some((block) => !written.overrides[block.id]?.trim())) lacks.push('override')
  return lacks
}

export function overridesOf(item: Item, act: Act, written: Written): Override[] {
  return openBlocks(item, act).map((block) => ({ finding: block.id, reason: (written.overrides[block.id] ?? '').trim() }))
}
