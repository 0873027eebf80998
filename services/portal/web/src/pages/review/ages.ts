/** How long something has waited, in one short word group: `3 天 4 小时`, `25 分钟`. */

export interface Age {
  /** A key of `review.age`. */
  unit: 'days' | 'hours' | 'minutes' | 'now'
  values: { days: number; hours: number; minutes: number }
}

/** For how long something has waited by now, in seconds; the clock of this device is not asked. */
export function waitedSeconds(line: { waiting_since: string }, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - new Date(line.waiting_since).getTime()) / 1000))
}

/** The two largest units of a time; less than a minute is now. */
export function ageOf(seconds: number): Age {
  const minutes = Math.floor(seconds / 60)
  const values = { days: Math.floor(minutes / 1440), hours: Math.floor((minutes % 1440) / 60), minutes: minutes % 60 }
  if (values.days > 0) return { unit: 'days', values }
  if (values.hours > 0) return { unit: 'hours', values }
  return { unit: minutes > 0 ? 'minutes' : 'now', values }
}
