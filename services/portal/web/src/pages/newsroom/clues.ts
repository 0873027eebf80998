/** When and where a clue takes place, in words. */
import type { Clue } from './types'

type Sitting = Clue['sessions'][number]
const MOST = 5

function dayInWords(day: string, language: string): string {
  const parts = { timeZone: 'UTC', month: 'long', day: 'numeric', weekday: 'short' } as const
  return new Intl.DateTimeFormat(language, parts).format(new Date(`${day}T00:00:00Z`))
}

/** A line a session, the first few of them; of the rest only that there are more. */
export function sittingsOf(sessions: readonly Sitting[], language: string): string[] {
  const lines = sessions.slice(0, MOST).map((one) => {
    const days = [...new Set([one.start, one.end])].map((day) => dayInWords(day, language)).join(' – ')
    const times = [one.starts, one.ends].filter(Boolean).join('–')
    return [[days, times].filter(Boolean).join(' '), one.place, one.address].filter(Boolean).join(' · ')
  })
  return sessions.length > MOST ? [...lines, '……'] : lines
}
