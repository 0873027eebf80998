/** Days of the calendar as plain `2024-05-14`, in Shanghai: no machine's own zone moves them. */
const DAY_MILLISECONDS = 86_400_000

/** The day that it is in Shanghai. */
export function today(now: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(now)
}

/** `5月14日 周二`. */
export function dayInWords(day: string, language: string): string {
  const parts = { timeZone: 'UTC', month: 'long', day: 'numeric', weekday: 'short' } as const
  return new Intl.DateTimeFormat(language, parts).format(new Date(`${day}T00:00:00Z`))
}

/** `5月14日` and `周二`, one below the other in a narrow strip. */
export function dayInShort(day: string, language: string): { date: string; weekday: string } {
  const at = new Date(`${day}T00:00:00Z`)
  const date = new Intl.DateTimeFormat(language, { timeZone: 'UTC', month: 'short', day: 'numeric' }).format(at)
  const weekday = new Intl.DateTimeFormat(language, { timeZone: 'UTC', weekday: 'short' }).format(at)
  return { date, weekday }
}

/** Every day from one to another, both included; at most a month of them. */
export function daysBetween(first: string, last: string): string[] {
  const from = Date.parse(`${first}T00:00:00Z`)
  const until = Math.min(Date.parse(`${last}T00:00:00Z`), from + 30 * DAY_MILLISECONDS)
  const days: string[] = []
  for (let at = from; at <= until; at += DAY_MILLISECONDS) days.push(new Date(at).toISOString().slice(0, 10))
  return days
}

export interface Timed {
  start: string
  end: string
  starts: string | null
  ends: string | null
  whole_month: boolean
}

/** When something is, but for its day: `09:00–11:30`, `全天`, or how long it goes on. */
export function hours(one: Timed, words: { allDay: string; until: (day: string) => string }): string {
  const times = one.starts ? (one.ends ? `${one.starts}–${one.ends}` : one.starts) : words.allDay
  return one.start === one.end ? times : `${times} ${words.until(one.end)}`
}

/** Things in the order in which they come, under the day on which they are met: what began earlier, under the first shown. */
export function byDay<T extends Timed>(items: readonly T[], first: string | null): { day: string; items: T[] }[] {
  const groups = new Map<string, T[]>()
  for (const one of items) {
    const day = first !== null && one.start < first ? first : one.start
    groups.set(day, [...(groups.get(day) ?? []), one])
  }
  return [...groups].sort(([one], [other]) => one.localeCompare(other)).map(([day, found]) => ({ day, items: found }))
}
