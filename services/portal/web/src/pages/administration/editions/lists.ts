/** Lists of an edition whose entries have a code: added, renamed, ordered and ended by people who need not know codes. */
import type { Edition } from '../types'

export type Promoter = NonNullable<Edition['departments']>[number]
export type Activity = NonNullable<Promoter['activities']>[number]
export type Unit = NonNullable<Edition['units']>[number]
export type PromoterList = 'departments' | 'councils'
export const PROMOTER_KINDS = { departments: ['department'], councils: ['industry_council', 'teaching_council'] } as const
export const ACTIVITY_KINDS = ['activity', 'umbrella', 'duty'] as const
export const UNIT_KINDS = ['province', 'separately_planned_city', 'corps'] as const
const PREFIX = { departments: 'D', councils: 'C' } as const

interface Coded {
  code: string
}

/** The code after the highest of its kind, in as many digits: `C41` after `C40`. A code that ended is not given again. */
export function nextCode(prefix: string, taken: readonly string[]): string {
  const numbers = taken.filter((code) => code.startsWith(prefix) && /^\d+$/.test(code.slice(prefix.length))).map((code) => Number(code.slice(prefix.length)))
  return `${prefix}${String(Math.max(0, ...numbers) + 1).padStart(2, '0')}`
}

/** A list with one entry moved by `step` places; as it was where it cannot go further. */
export function moved<T>(list: readonly T[], index: number, step: number): T[] {
  const now = [...list]
  const to = index + step
  if (to < 0 || to >= now.length) return now
  const [one] = now.splice(index, 1)
  if (one !== undefined) now.splice(to, 0, one)
  return now
}

/** What was published and is no longer on the list. */
export function ended<T extends Coded>(published: readonly T[] | undefined, wanted: readonly T[]): T[] {
  const codes = new Set(wanted.map((one) => one.code))
  return (published ?? []).filter((one) => !codes.has(one.code))
}

/** A list with an ended entry again in the place in which it was published. */
export function restored<T extends Coded>(published: readonly T[], wanted: readonly T[], entry: T): T[] {
  const before = new Set(published.slice(0, published.findIndex((one) => one.code === entry.code)).map((one) => one.code))
  const at = wanted.reduce((place, one, index) => (before.has(one.code) ? index + 1 : place), 0)
  return [...wanted.slice(0, at), entry, ...wanted.slice(at)]
}

export function newPromoter(list: PromoterList, edition: Edition, published: Edition | null): Promoter {
  const taken = [...(edition[list] ?? []), ...(published?.[list] ?? [])].map((one) => one.code)
  return { code: nextCode(PREFIX[list], taken), name: '', kind: PROMOTER_KINDS[list][0], activities: [] }
}

export function newActivity(promoter: Promoter, published: Promoter | undefined): Activity {
  const taken = [...(promoter.activities ?? []), ...(published?.activities ?? [])].map((one) => one.code)
  return { code: nextCode(`${promoter.code}-`, taken), name: '', kind: 'activity' }
}

/** Every line of annexes 1 and 2 that another line may be counted under: those that are counted under none themselves. */
export function countable(edition: Edition): Activity[] {
  return [...(edition.departments ?? []), ...(edition.councils ?? [])].flatMap((one) => one.activities ?? []).filter((one) => !one.same_as)
}

/** The part of the page on which a field stands that a problem or a change names. */
export function partOf(path: string): 'basics' | 'dues' | 'limits' | 'rules' | 'lists' | 'forms' | 'departments' | 'councils' | 'units' {
  const head = path.split(/[.[]/)[0] ?? ''
  if (head === 'departments' || head === 'councils' || head === 'units' || head === 'limits' || head === 'rules' || head === 'forms') return head
  if (head === 'obligations') return 'dues'
  return LISTED.has(head) ? 'lists' : 'basics'
}

const LISTED = new Set([
  'local_types',
  'focus',
  'tags',
  'audiences',
  'manuscript_forms',
  'summary_parts',
  'selection_categories',
  'coverage_goals',
  'theme_days',
])
const NAMED = /^(departments|councils|units)(?:\[([^\]]+)\])?(?:\.activities(?:\[([^\]]+)\]|(?=\.order$)))?(?:\.(\w+))?$/

/** What a change of these lists is about: list, names of its entries as they are or were, and the field; null of any other. */
export function changeOf(path: string, editions: readonly (Edition | null)[]): { list: string; names: string[]; field: string | null } | null {
  const found = NAMED.exec(path)
  if (!found) return null
  const [, list = '', code, activity, field] = found
  // A whole list that came or went is no list of changes.
  if (!code) return field ? { list, names: [], field } : null
  const promoters: readonly Promoter[] = list === 'units' ? [] : editions.flatMap((one) => one?.[list as PromoterList] ?? [])
  const entries: readonly { code: string; name: string }[] = list === 'units' ? editions.flatMap((one) => one?.units ?? []) : promoters
  const entry = entries.find((one) => one.code === code)
  const lines = promoters.flatMap((one) => one.activities ?? [])
  const names = [entry?.name || code]
  if (activity) names.push(lines.find((one) => one.code === activity)?.name || activity)
  return { list, names, field: field ?? null }
}
