/** How long something has waited, in one short word group: `3 天 4 小时`, `25 分钟`. */

export interface Age {
  /** A key of `review.age`. */
  unit: 'days' | 'hours' | 'minutes' | 'now'
  values: { days: number; hours: number; minutes: number }
}

/** The two largest units of a time; less than a minute is now. */
export function ageOf(seconds: number): Age {
  const minutes = Math.floor(seconds / 60)
  const values = { days: Math.floor(minutes / 1440), hours: Math.floor((minutes % 1440) / 60), minutes: minutes % 60 }
  if (values.days > 0) return { unit: 'days', values }
  if (values.hours > 0) return { unit: 'hours', values }
  return { unit: minutes > 0 ? 'minutes' : 'now', values }
}
