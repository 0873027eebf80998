import { describe, expect, it } from 'vitest'

import { fromLocalInput, isOpen, localInput, narrowed, tallied, type Narrowing, type Owed } from '@/pages/completeness/owed'

const CITY = '330600'
const names = { a: '乙校', b: '甲校', [CITY]: '绍兴市', '330000': '浙江省' }

function owed(debtor: string, changes: Partial<Owed> = {}): Owed {
  return {
    obligation: `${CITY}:summary:${debtor}`,
    debtor,
    creditor: CITY,
    kind: 'summary',
    due_at: '2024-05-24T10:00:00+00:00',
    met: 'not_due',
    on_time: null,
    waiting_for: null,
    submission: null,
    version: null,
    received_at: null,
    ...changes,
  }
}

const asked: Narrowing = { whose: 'direct', kind: '', state: '', text: '', order: 'name' }
const debtors = (rows: Owed[]) => rows.map((one) => one.debtor)

describe('who owes what', () => {
  const rows = [
    owed('a', { met: 'accepted', on_time: true, submission: 's', version: 1 }),
    owed('b', { met: 'missing', on_time: false }),
    owed('c', { creditor: 'b', met: 'refused', submission: 't', version: 1 }),
    owed(CITY, { creditor: '330000' }),
  ]
  const found = { obligations: rows, names }

  it('is of those directly below, of the whole branch, or of oneself', () => {
    expect(debtors(narrowed(found, CITY, asked))).toEqual(['b', 'a'])
    expect(debtors(narrowed(found, CITY, { ...asked, whose: 'branch' })).sort()).toEqual(['a', 'b', 'c'])
    expect(debtors(narrowed(found, CITY, { ...asked, whose: 'own' }))).toEqual([CITY])
  })

  it('is narrowed by state, kind and name, and sorted', () => {
    expect(debtors(narrowed(found, CITY, { ...asked, state: 'open' }))).toEqual(['b'])
    expect(debtors(narrowed(found, CITY, { ...asked, state: 'accepted' }))).toEqual(['a'])
    expect(debtors(narrowed(found, CITY, { ...asked, kind: 'plan' }))).toEqual([])
    expect(debtors(narrowed(found, CITY, { ...asked, text: ' 甲 ' }))).toEqual(['b'])
    expect(debtors(narrowed(found, CITY, { ...asked, order: 'state' }))).toEqual(['b', 'a'])
    expect(rows[0]?.debtor).toBe('a')
  })

  it('counts what was reported, in time, late and missing, and never who was not asked', () => {
    const late = owed('d', { met: 'in_review', on_time: false, submission: 'u', version: 1 })

    expect(tallied([...rows, late])).toEqual({ owed: 5, reported: 2, onTime: 1, late: 1, missing: 1, open: 3 })
    expect(tallied([])).toEqual({ owed: 0, reported: 0, onTime: 0, late: 0, missing: 0, open: 0 })
  })

  it('can be reminded of while nothing is there that counts', () => {
    expect(rows.map(isOpen)).toEqual([false, true, true, true])
    expect(isOpen(owed('a', { met: 'returned', submission: 's' }))).toBe(false)
  })
})

describe('a deadline', () => {
  it('is typed in the time of Shanghai, whatever the machine thinks', () => {
    expect(localInput('2024-05-24T10:00:00+00:00')).toBe('2024-05-24T18:00')
    expect(new Date(fromLocalInput('2024-05-24T18:00')).toISOString()).toBe('2024-05-24T10:00:00.000Z')
  })
})
