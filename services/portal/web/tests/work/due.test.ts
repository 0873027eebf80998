import { describe, expect, it } from 'vitest'

import { dueOf, type Line, type Obligation } from '@/pages/work/due'

const owed = (obligation: string, due_at: string, kind = 'case') =>
  ({ obligation, edition: '2024', debtor: 's', creditor: 'c', kind, due_at, grace_seconds: 60, cancelled: false, revision: 1, set_by: 'c', source: '' }) as unknown as Obligation
const line = (state: string, kind = 'case') => ({ submission: state, edition: '2024', kind, state }) as unknown as Line

describe('what is due', () => {
  it('is in the order of its dates, and what is answered comes last', () => {
    const due = dueOf([owed('late', '2024-05-20T00:00:00Z'), owed('soon', '2024-05-10T00:00:00Z'), owed('other', '2024-05-01T00:00:00Z', 'video')], [line('accepted', 'video')])
    expect(due.map((one) => one.obligation)).toEqual(['soon', 'late', 'other'])
  })

  it('is answered once by one report, the first date first', () => {
    const due = dueOf([owed('soon', '2024-05-10T00:00:00Z'), owed('late', '2024-05-20T00:00:00Z')], [line('received')])
    expect(due.map((one) => [one.obligation, one.answer !== null])).toEqual([['late', false], ['soon', true]])
  })

  it('is not answered by what was returned', () => {
    expect(dueOf([owed('soon', '2024-05-10T00:00:00Z')], [line('returned')])[0]?.answer).toBeNull()
  })

  it('is taken with a reason until its grace ends', () => {
    expect(dueOf([owed('soon', '2024-05-10T00:00:00Z')], [])[0]?.graceUntil.toISOString()).toBe('2024-05-10T00:01:00.000Z')
  })
})
