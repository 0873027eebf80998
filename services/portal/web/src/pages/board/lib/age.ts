/** How old figures are, in the words of a person: live, seconds or minutes ago, and from when on one must say so aloud. */
import type { Way } from './feed'

const LIVE_SECONDS = 12
const OLD_SECONDS = 60

export type AgeLevel = 'live' | 'recent' | 'old' | 'none'

export interface Age {
  level: AgeLevel
  seconds: number
  /** Seconds, minutes, hours or days, whichever is read most easily. */
  unit: 'seconds' | 'minutes' | 'hours' | 'days'
  count: number
}

/** The age at `now` of figures known until `until`. Only what comes by the stream or by asking can be live. */
export function ageOf(until: string | null, way: Way, now: Date): Age {
  if (!until) return { level: 'none', seconds: 0, unit: 'seconds', count: 0 }
  const seconds = Math.max(0, Math.floor((now.getTime() - new Date(until).getTime()) / 1_000))
  const isServed = way === 'live' || way === 'asking'
  const level: AgeLevel = seconds >= OLD_SECONDS ? 'old' : isServed && seconds < LIVE_SECONDS ? 'live' : 'recent'
  return { level, seconds, ...spelled(seconds) }
}

function spelled(seconds: number): Pick<Age, 'unit' | 'count'> {
  if (seconds < 60) return { unit: 'seconds', count: seconds }
  if (seconds < 3_600) return { unit: 'minutes', count: Math.floor(seconds / 60) }
  if (seconds < 172_800) return { unit: 'hours', count: Math.floor(seconds / 3_600) }
  return { unit: 'days', count: Math.floor(seconds / 86_400) }
}
