/** What the groups of a breakdown are called: the notice's own words, from the edition; names of organisations from the answer. */
import type { Edition } from '@/stores/editions'

import type { Breakdown } from './answers'
import { otherPlace } from './units'

type Names = Record<string, string>
export type Translate = (key: string) => string

/** Breakdowns whose groups may hold the same session several times, so that they need not add up. */
export const OVERLAPPING: readonly Breakdown[] = ['local_type', 'focus', 'tag']

/** The names of a breakdown's groups by their code, as far as the edition tells them, in its order. */
export function namesIn(edition: Edition | null, by: Breakdown): Names {
  if (!edition) return {}
  const entries = (list: readonly { code: string; name: string }[] | undefined): Names =>
    Object.fromEntries((list ?? []).map((one) => [one.code, one.name]))
  const promoters = [...(edition.departments ?? []), ...(edition.councils ?? [])]
  if (by === 'local_type') return entries(edition.local_types)
  if (by === 'focus') return entries(edition.focus)
  if (by === 'tag') return entries(edition.tags)
  if (by === 'activity') return entries(promoters.flatMap((one) => one.activities ?? []))
  if (by === 'council') return Object.fromEntries((edition.councils ?? []).map((one) => [one.code, one.short_name ?? one.name]))
  if (by === 'department') return entries(edition.departments)
  if (by === 'unit' || by === 'province') return Object.fromEntries((edition.units ?? []).map((one) => [one.code, one.short_name]))
  return {}
}

/** What one group is called; its code where nobody knows better. */
export function labelOf(code: string, by: Breakdown, names: Names, t: Translate, language: string): string {
  if (by === 'day') return code === 'undated' ? t('board.undated') : `${String(Number(code.slice(5, 7)))}/${String(Number(code.slice(8)))}`
  if (by === 'highlight') return t(code === 'highlight' ? 'board.highlight' : 'board.noHighlight')
  if (by === 'kind') return t(`board.kinds.${code}`)
  if (by === 'place' || by === 'province') return names[code] ?? otherPlace(code, language) ?? code
  if (code === 'none') return t('board.notTold')
  if (code === 'other') return t('board.other')
  return names[code] ?? code
}
