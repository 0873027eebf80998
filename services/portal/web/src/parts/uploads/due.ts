/** Until when bytes may still come, in words: the moment in Shanghai's time, and what is left by the servers' clock. */
import { left, moment } from '@/lib/moments'

type Told = (key: string, named: Record<string, string | number>) => string

export function dueWords(dueAt: string, now: Date, language: string, t: Told): string {
  const { days, hours, minutes, isOver } = left(dueAt, now)
  const at = moment(dueAt, language, now)
  if (isOver) return t('report.filesDueOver', { at })
  const span = days ? t('report.spanDays', { days, hours }) : hours ? t('report.spanHours', { hours, minutes }) : t('report.spanMinutes', { minutes })
  return t('report.filesDue', { at, span })
}
