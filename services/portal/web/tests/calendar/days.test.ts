import { describe, expect, it } from 'vitest'

import { byDay, dayInWords, daysBetween, hours, today } from '@/pages/calendar/days'
import { icalendarAddress, questionOf } from '@/pages/calendar/use-calendar'

const WORDS = { allDay: '全天', until: (day: string) => `至 ${day}` }
const WEEK = { edition: '2024', start: '2024-05-12', end: '2024-05-18' }
const TUESDAY = new Date('2024-05-14T04:00:00Z')

function timed(start: string, end = start, starts: string | null = null, ends: string | null = null) {
  return { start, end, starts, ends, whole_month: false }
}

describe('a day', () => {
  it('is the one of Shanghai', () => {
    expect(today(new Date('2024-05-13T16:00:00Z'))).toBe('2024-05-14')
    expect(dayInWords('2024-05-14', 'zh-CN')).toBe('5月14日周二')
    expect(daysBetween('2024-05-30', '2024-06-02')).toEqual(['2024-05-30', '2024-05-31', '2024-06-01', '2024-06-02'])
    expect(daysBetween('2024-01-01', '2025-01-01')).toHaveLength(31)
  })

  it('says its hours, or how long something goes on', () => {
    expect(hours(timed('2024-05-14', '2024-05-14', '09:00', '11:30'), WORDS)).toBe('09:00–11:30')
    expect(hours(timed('2024-05-14', '2024-05-14', '09:00'), WORDS)).toBe('09:00')
    expect(hours(timed('2024-05-14'), WORDS)).toBe('全天')
    expect(hours(timed('2024-05-12', '2024-05-18'), WORDS)).toBe('全天 至 2024-05-18')
  })

  it('gathers what is met on it: what began before stands under the first day shown', () => {
    const items = [timed('2024-05-12', '2024-05-18'), timed('2024-05-15'), timed('2024-05-14')]
    expect(byDay(items, '2024-05-14').map((one) => [one.day, one.items.length])).toEqual([
      ['2024-05-14', 2],
      ['2024-05-15', 1],
    ])
    expect(byDay(items, null).map((one) => one.day)).toEqual(['2024-05-12', '2024-05-14', '2024-05-15'])
  })
})

describe('the question to the calendar', () => {
  it('leaves out what is over while the week runs, unless it is wanted', () => {
    expect(questionOf({}, WEEK, TUESDAY)).toEqual({ edition: '2024', from: '2024-05-14' })
    expect(questionOf({ past: '1' }, WEEK, TUESDAY)).toEqual({ edition: '2024' })
    expect(questionOf({}, WEEK, new Date('2024-06-01T00:00:00Z'))).toEqual({ edition: '2024' })
  })

  it('is of one day where one is chosen, and keeps what else is', () => {
    const asked = { q: '陶艺', day: '2024-05-13', unit: '330000', city: '330600', audience: 'residents' }
    expect(questionOf(asked, WEEK, TUESDAY)).toEqual({
      edition: '2024', q: '陶艺', unit: '330000', city: '330600', audience: 'residents', from: '2024-05-13', to: '2024-05-13',
    })
    expect(icalendarAddress({ q: '陶艺' }, 'https://a.b')).toBe('https://a.b/api/ingest/v1/calendar.ics?q=%E9%99%B6%E8%89%BA')
  })
})
