/** Rows of a panel on the large screen: the largest first, few enough to be read from afar. */
import type { Breakdown, Figure } from '@/pages/board/lib/answers'
import { labelOf, namesIn, type Translate } from '@/pages/board/lib/labels'
import { shown } from '@/pages/board/lib/words'
import type { Edition } from '@/stores/editions'

export interface Bar {
  code: string
  label: string
  text: string
  /** Of the largest, 0 to 1. */
  share: number
}

const UNNAMED = new Set(['none', 'other', 'undated'])

/** At most `most` rows of a breakdown; days in their order, all else by size. What has no name is left out. */
export function barsOf(figure: Figure | null, by: Breakdown, edition: Edition | null, words: { t: Translate; language: string }, most = 8): Bar[] {
  if (!figure) return []
  const names = namesIn(edition, by)
  const rows = Object.entries(figure.by[by] ?? {}).filter(([code, total]) => !UNNAMED.has(code) && total.value !== null)
  const inWeek = by === 'day' && edition ? rows.filter(([code]) => code >= edition.start && code <= edition.end) : rows
  const sorted = inWeek.sort(([one, left], [other, right]) => (by === 'day' ? one.localeCompare(other) : (right.value ?? 0) - (left.value ?? 0)))
  const largest = Math.max(1, ...sorted.map(([, total]) => total.value ?? 0))
  return sorted.slice(0, most).map(([code, total]) => ({
    code,
    label: labelOf(code, by, names, words.t, words.language),
    text: shown(total, figure, words.language),
    share: (total.value ?? 0) / largest,
  }))
}
