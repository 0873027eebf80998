import { describe, expect, it } from 'vitest'

import { ageOf } from '@/pages/board/lib/age'
import type { StaticBoard, Total } from '@/pages/board/lib/answers'
import { compareCuts, parseCut } from '@/pages/board/lib/cuts'
import { boardOfFile } from '@/pages/board/lib/file'
import { byRegion } from '@/pages/board/lib/units'
import { inShort, shown, signed, spoken } from '@/pages/board/lib/words'

const SESSIONS = { unit: '场', aggregation: 'sum' } as const
const RATE = { unit: '%', aggregation: 'ratio' } as const
const total = (value: number | null, qualifier: Total['qualifier'] = 'exact'): Total => ({ value, qualifier, sources: 1 })

describe('a cut', () => {
  it('is newer only where no partition is lower', () => {
    expect(compareCuts('a:2.2', 'a:1.2')).toBe('newer')
    expect(compareCuts('a:2.1', 'a:1.2')).toBe('older')
    expect(compareCuts('a:1.2', 'a:1.2')).toBe('same')
    expect(compareCuts('a:1.2.1', 'a:1.2')).toBe('newer')
    expect(compareCuts('b:0.0', 'a:1.2')).toBe('other log')
    expect(compareCuts('what', 'a:1.2')).toBe('older')
  })

  it('keeps an epoch that has colons of its own', () => {
    expect(parseCut('e:f:1.2')).toEqual({ epoch: 'e:f', offsets: [1, 2] })
    expect(parseCut('e:1.x')).toBeNull()
  })
})

describe('the age of figures', () => {
  const now = new Date('2024-05-18T10:00:00Z')
  it('is live only where a service answers, and old after a minute whoever answers', () => {
    expect(ageOf('2024-05-18T09:59:57Z', 'live', now).level).toBe('live')
    expect(ageOf('2024-05-18T09:59:57Z', 'file', now).level).toBe('recent')
    expect(ageOf('2024-05-18T09:58:00Z', 'live', now)).toMatchObject({ level: 'old', unit: 'minutes', count: 2 })
    expect(ageOf(null, 'none', now).level).toBe('none')
  })

  it('is never negative, whatever a clock says', () => {
    expect(ageOf('2024-05-18T10:00:09Z', 'live', now).seconds).toBe(0)
  })
})

describe('a figure in words', () => {
  it('has its qualifier where the notice writes it, and its unit', () => {
    expect(spoken(total(1_500, 'at_least'), SESSIONS, 'zh-CN')).toBe('1,500余场')
    expect(spoken(total(39_012, 'nearly'), SESSIONS, 'zh-CN')).toBe('近39,012场')
    expect(shown(total(12, 'expected'), SESSIONS, 'zh-CN')).toBe('预计12')
    expect(inShort(total(15_000_000, 'about'), SESSIONS, 'zh-CN')).toBe('约1,500万')
    expect(inShort(total(999), SESSIONS, 'zh-CN')).toBeNull()
  })

  it('stays true when it is shortened', () => {
    expect(inShort(total(15_996, 'at_least'), SESSIONS, 'zh-CN')).toBe('1.59万余')
    expect(inShort(total(15_914, 'nearly'), SESSIONS, 'zh-CN')).toBe('近1.6万')
    expect(inShort(total(15_996), SESSIONS, 'zh-CN')).toBe('约1.6万')
    expect(inShort(total(120_000), SESSIONS, 'zh-CN')).toBe('12万')
    expect(inShort(total(165_286_217, 'at_least'), SESSIONS, 'zh-CN')).toBe('1.65亿余')
    expect(inShort(total(1_996_000, 'at_least'), SESSIONS, 'en')).toBe('over 1.99M')
  })

  it('is a percentage where it is a ratio, and a dash where there is nothing', () => {
    expect(spoken(total(6_613), RATE, 'zh-CN')).toBe('66.13%')
    expect(spoken(total(null), SESSIONS, 'zh-CN')).toBe('—')
    expect(signed(-3, SESSIONS)).toBe('−3')
  })
})

describe('the reporting units', () => {
  it('stand by region in code order, the five cities and the Corps beside their neighbours', () => {
    const units = ['110000', '210000', '220000', '650000', '660000', '210200', '440300', '450000', '440000'].map((code) => ({ code }))
    const found = byRegion(units).map((group) => [group.region, group.units.map((unit) => unit.code)])
    expect(found).toEqual([
      ['north', ['110000']],
      ['northeast', ['210000', '210200', '220000']],
      ['southcentral', ['440000', '440300', '450000']],
      ['northwest', ['650000', '660000']],
    ])
  })
})

describe('the file of public figures', () => {
  const unit = { code: '330000', name: '浙江省', short_name: '浙江', kind: 'province' } as const
  const file: StaticBoard = {
    edition: '2024',
    scope: 'nation',
    incl: null,
    cut: 'a:1',
    as_of: '2024-05-18T10:00:00Z',
    known_until: '2024-05-18T10:00:03Z',
    written_at: '2024-05-18T10:00:04Z',
    sealed: false,
    title: '',
    theme: '',
    start: '2024-05-12',
    end: '2024-05-18',
    contact: { phone: null, fax: null, email: null },
    units: [unit],
    names: {},
    figures: [
      {
        figure: '2024:nation:session_count',
        indicator: 'session_count',
        name: '活动场次',
        unit: '场',
        group: 'scale',
        aggregation: 'sum',
        value: 7,
        qualifier: 'exact',
        sources: 3,
        by: { unit: { '330000': { value: 5, qualifier: 'exact', sources: 2 } } },
      },
    ],
  }

  it('holds the board of the nation and of each unit, and of nobody else', () => {
    expect(boardOfFile(file, 'nation', [])?.figures[0]?.value).toBe(7)
    expect(boardOfFile(file, '330000', ['session_count'])?.figures[0]).toMatchObject({ value: 5, figure: '2024:330000:session_count' })
    expect(boardOfFile(file, '330600', [])).toBeNull()
  })
})
