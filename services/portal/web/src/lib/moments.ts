/** Times as people read them: Asia/Shanghai, with the weekday near a deadline, whatever the machine's own zone. */
const ZONE = 'Asia/Shanghai'
const NEAR_MILLISECONDS = 8 * 86_400_000

/** `5月14日 周二 18:00`; the year where it is not this one. */
export function moment(at: string | Date, language: string, now = new Date()): string {
  const when = new Date(at)
  const near = Math.abs(when.getTime() - now.getTime()) < NEAR_MILLISECONDS
  return new Intl.DateTimeFormat(language, {
    timeZone: ZONE,
    month: 'long',
    day: 'numeric',
    ...(when.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
    ...(near ? { weekday: 'short' } : {}),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(when)
}

/** Hours, minutes and seconds in Shanghai: the age of a figure is read in seconds. */
export function clockTime(at: string | Date, language: string): string {
  const parts = { timeZone: ZONE, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const
  return new Intl.DateTimeFormat(language, parts).format(new Date(at))
}

/** A day without its time. */
export function day(at: string | Date, language: string): string {
  const parts = { timeZone: ZONE, month: 'long', day: 'numeric', weekday: 'short' } as const
  return new Intl.DateTimeFormat(language, parts).format(new Date(at))
}

export interface Left {
  days: number
  hours: number
  minutes: number
  isOver: boolean
}

/** How long until a moment; where it has passed, how long ago, with `isOver`. */
export function left(until: string | Date, now: Date): Left {
  const milliseconds = new Date(until).getTime() - now.getTime()
  const minutes = Math.floor(Math.abs(milliseconds) / 60_000)
  return {
    days: Math.floor(minutes / 1440),
    hours: Math.floor((minutes % 1440) / 60),
    minutes: minutes % 60,
    isOver: milliseconds < 0,
  }
}
