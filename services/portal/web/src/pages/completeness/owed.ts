/** Who owes what, as the page shows it: narrowed, sorted, counted. Someone who was not asked is in no row. */
export const KINDS = ['plan', 'activity_report', 'case', 'manuscript', 'photo_set', 'video', 'summary'] as const
export type Kind = (typeof KINDS)[number]
export const STATES = ['missing', 'not_due', 'returned', 'refused', 'in_review', 'accepted'] as const
export type State = (typeof STATES)[number]

/** One obligation of an answer of `GET /v1/completeness`. */
export interface Owed {
  obligation: string
  debtor: string
  creditor: string
  kind: Kind
  due_at: string
  met: State
  on_time: boolean | null
  waiting_for: string | null
  submission: string | null
  version: number | null
  received_at: string | null
}

export interface Completeness {
  edition: string
  scope: string
  owed: number
  on_time: number
  counts: Record<State, number>
  obligations: Owed[]
  names: Record<string, string>
  behind: boolean
}

/** Whose obligations: of those directly below, of the whole branch, or one's own. */
export type Whose = 'direct' | 'branch' | 'own'
export const WHOSE: readonly Whose[] = ['direct', 'branch', 'own']
export const ORDERS = ['due', 'name', 'state'] as const
export type Order = (typeof ORDERS)[number]

export interface Narrowing {
  whose: Whose
  kind: Kind | ''
  state: State | 'open' | ''
  text: string
  order: Order
}

/** What can still be reminded of: nothing has come, or what came was refused. */
export const isOpen = (one: Owed): boolean => one.met === 'missing' || one.met === 'not_due' || one.met === 'refused'

/** The name of an organisation; its id where the answer holds none. */
export const nameOf = (names: Readonly<Record<string, string>>, organisation: string): string => names[organisation] ?? organisation

function isWhose(one: Owed, scope: string, whose: Whose): boolean {
  if (whose === 'own') return one.debtor === scope
  if (one.debtor === scope) return false
  return whose === 'branch' || one.creditor === scope
}

/** The rows that fit, in their order. `scope` is the organisation that looks. */
export function narrowed(found: Pick<Completeness, 'obligations' | 'names'>, scope: string, asked: Narrowing): Owed[] {
  const text = asked.text.trim().toLowerCase()
  const rows = found.obligations.filter((one) => {
    if (!isWhose(one, scope, asked.whose)) return false
    if (asked.kind && one.kind !== asked.kind) return false
    if (asked.state === 'open' ? !isOpen(one) : asked.state && one.met !== asked.state) return false
    return !text || nameOf(found.names, one.debtor).toLowerCase().includes(text) || one.debtor.toLowerCase().includes(text)
  })
  return rows.sort((one, other) => compared(one, other, asked.order, found.names))
}

function compared(one: Owed, other: Owed, order: Order, names: Readonly<Record<string, string>>): number {
  const byDue = one.due_at.localeCompare(other.due_at)
  const byName = nameOf(names, one.debtor).localeCompare(nameOf(names, other.debtor), 'zh-CN')
  const byState = STATES.indexOf(one.met) - STATES.indexOf(other.met)
  const ways = { due: [byDue, byName], name: [byName, byDue], state: [byState, byDue, byName] }
  return ways[order].find((way) => way !== 0) ?? one.obligation.localeCompare(other.obligation)
}

export interface Tally {
  owed: number
  reported: number
  onTime: number
  late: number
  missing: number
  open: number
}

/** The counts of some rows. Reported is whatever came and was not refused; missing is overdue with nothing there. */
export function tallied(rows: readonly Owed[]): Tally {
  const count = (is: (one: Owed) => boolean) => rows.filter(is).length
  return {
    owed: rows.length,
    reported: count((one) => one.submission !== null && one.met !== 'refused'),
    onTime: count((one) => one.on_time === true),
    late: count((one) => one.on_time === false && one.met !== 'missing'),
    missing: count((one) => one.met === 'missing'),
    open: count(isOpen),
  }
}

/** The id under which a level asks one below for a kind, so that asking twice is one obligation. */
export const obligationId = (creditor: string, kind: Kind, debtor: string): string => `${creditor}:${kind}:${debtor}`

const SHANGHAI_HOURS = 8

/** A moment as an input of a date and a time takes it, in Shanghai's time: `2024-05-24T18:00`. */
export function localInput(at: string): string {
  return new Date(new Date(at).getTime() + SHANGHAI_HOURS * 3_600_000).toISOString().slice(0, 16)
}

/** The moment that such an input means. */
export const fromLocalInput = (value: string): string => `${value}:00+08:00`
