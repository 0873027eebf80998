import { describe, expect, it } from 'vitest'

import { counted, countToFile, refusedFile, shownRows, type Outcome, type Row } from '@/pages/imports/answers'
import { nameOf } from '@/pages/imports/saving'
import { addressOf } from '@/pages/imports/use-import'

function row(number: number, outcome: Outcome): Row {
  return { row: number, rows: 1, number: '', title: `${number}`, submission: '', outcome, receipt: null, verdict: null, flags: [], problems: [] }
}

const ROWS = [row(2, 'ready'), row(3, 'refused'), row(4, 'same'), row(5, 'ready'), row(6, 'differs')]

describe('the result of a table', () => {
  it('is counted in the order in which a reader asks', () => {
    expect(counted(ROWS)).toEqual([
      { outcome: 'ready', count: 2 },
      { outcome: 'same', count: 1 },
      { outcome: 'differs', count: 1 },
      { outcome: 'refused', count: 1 },
    ])
    expect(countToFile(ROWS)).toBe(2)
  })

  it('is narrowed to what somebody has to look at', () => {
    expect(shownRows(ROWS, true).map((one) => one.row)).toEqual([3, 6])
    expect(shownRows(ROWS, false)).toHaveLength(5)
  })
})

describe('a file', () => {
  it('is refused before it is sent where it can not be a table', () => {
    expect(refusedFile({ name: '汇总.XLSX', size: 10 })).toBe(null)
    expect(refusedFile({ name: '汇总.csv', size: 10 })).toBe(null)
    expect(refusedFile({ name: '汇总.xls', size: 10 })).toBe('wrongType')
    expect(refusedFile({ name: '汇总.xlsx', size: 0 })).toBe('empty')
    expect(refusedFile({ name: '汇总.xlsx', size: 2_000_001 })).toBe('tooLarge')
  })

  it('is saved under the name that its answer gives it', () => {
    expect(nameOf("attachment; filename=\"weekwire.xlsx\"; filename*=UTF-8''2024-%E6%A8%A1%E6%9D%BF.xlsx", 'x')).toBe('2024-模板.xlsx')
    expect(nameOf("attachment; filename*=UTF-8''%E6%A8", 'x.xlsx')).toBe('x.xlsx')
    expect(nameOf(null, 'x.xlsx')).toBe('x.xlsx')
  })

  it('goes to the address of what was chosen', () => {
    const target = { edition: '2024', organisation: '330000:education', kind: 'plan' } as const
    expect(addressOf('imports:check', target, { replace: 'true' })).toBe(
      '/api/ingest/v1/imports:check?edition=2024&organisation=330000%3Aeducation&kind=plan&replace=true',
    )
  })
})
