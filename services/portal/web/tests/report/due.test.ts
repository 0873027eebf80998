import { describe, expect, it } from 'vitest'

import { dueWords } from '@/parts/uploads/due'

const told = (key: string, named: Record<string, string | number>) => `${key} ${Object.values(named).join(' ')}`
const DUE = '2024-05-17T10:00:00Z'

describe('until when bytes may come', () => {
  it('is told with the weekday in Shanghai and what is left', () => {
    expect(dueWords(DUE, new Date('2024-05-16T06:00:00Z'), 'zh-CN', told)).toBe('report.filesDue 5月17日周五 18:00 report.spanDays 1 4')
  })

  it('is counted in hours and minutes near its end', () => {
    expect(dueWords(DUE, new Date('2024-05-17T08:20:00Z'), 'zh-CN', told)).toContain('report.spanHours 1 40')
    expect(dueWords(DUE, new Date('2024-05-17T09:51:00Z'), 'zh-CN', told)).toContain('report.spanMinutes 9')
  })

  it('is told as over once it is', () => {
    expect(dueWords(DUE, new Date('2024-05-17T10:01:00Z'), 'zh-CN', told)).toBe('report.filesDueOver 5月17日周五 18:00')
  })
})
