/** What aggregation answers, as the pages read it. Its OpenAPI leaves these bodies open; the figures' rules are its README's. */

export type Qualifier = 'exact' | 'at_least' | 'nearly' | 'about' | 'expected'

/** One figure of one group. `value` is null where nothing was reported; a ratio is in hundredths of a percent. */
export interface Total {
  value: number | null
  qualifier: Qualifier
  sources: number
  /** What came without names: kept apart from a distinct count, and not deduplicated. */
  claimed?: number
  claimed_qualifier?: Qualifier
}

export interface Declared extends Total {
  /** How much more is declared than counted; null where one of them is not told. */
  difference: number | null
}

export type WindowName = 'week' | 'own' | 'outside'
export type Group = 'scale' | 'content' | 'effect'
export type Breakdown =
  | 'unit'
  | 'child'
  | 'place'
  | 'province'
  | 'day'
  | 'council'
  | 'department'
  | 'activity'
  | 'kind'
  | 'highlight'
  | 'local_type'
  | 'focus'
  | 'tag'

export interface Figure extends Total {
  /** `<edition>:<scope>:<indicator>` */
  figure: string
  indicator: string
  name: string
  unit: string
  group: Group
  aggregation: 'sum' | 'distinct' | 'max' | 'ratio'
  /** Absent in the record of a minute, which holds headlines only. */
  windows?: Record<WindowName, Total>
  expected?: Total | null
  declared?: Declared | null
  by: Partial<Record<Breakdown, Record<string, Total>>>
}

/** Figures of one scope at one cut. `known_until`: until then nothing newer in the log is missing in them. */
export interface Board {
  edition: string
  scope: string
  incl: 'pending' | null
  cut: string
  as_of: string
  known_until?: string | null
  behind?: boolean
  figures: Figure[]
  names?: Record<string, string>
}

export interface UnitName {
  code: string
  name: string
  short_name: string
  kind: 'province' | 'separately_planned_city' | 'corps'
}

/** The file of public figures, which stands alone: it carries the edition's words and the units' names. */
export interface StaticBoard extends Board {
  written_at: string
  sealed: boolean
  title: string
  theme: string
  start: string
  end: string
  units: UnitName[]
  contact: { phone: string | null; fax: string | null; email: string | null }
}

export interface CoverageCell {
  sessions: number
  submissions: number
  highlights: number
}

export interface Coverage {
  edition: string
  scope: string
  cut: string
  known_until: string | null
  days: string[]
  children: Record<string, { days: Record<string, CoverageCell>; gaps: string[] }>
  names: Record<string, string>
}

export interface Checks {
  edition: string
  cut: string
  known_until: string | null
  differences: { unit: number; place: number; day: number }
  received: number
  received_difference: number
  buckets: Record<'pending' | 'accepted' | 'returned' | 'refused' | 'withdrawn' | 'duplicate', number>
  unreadable: number
}

export interface SourceItem {
  submission: string
  organisation: string
  unit: string
  kind: string
  version: number
  state: string
  appended_at: string
}

export interface Sources {
  figure: string
  cut: string
  sources: SourceItem[]
  names: Record<string, string>
  others: number
  next_cursor: number | null
}

/** Until when a board is known to be whole, as far as it says. */
export function knownUntil(board: Board): string {
  return board.known_until ?? board.as_of
}

/** The figure of an indicator, where the board holds it. */
export function figureOf(board: Board | null, indicator: string): Figure | null {
  return board?.figures.find((one) => one.indicator === indicator) ?? null
}
