import { describe, expect, it } from 'vitest'

import { dueOf, type Line, type Obligation } from '@/pages/work/due'

const owed = (obligation: string, due_at: string, kind = 'case') =>
  ({ obligation, edition: '2024', debtor: 's', creditor: 'c', kind, due_at, grace_seconds: 60, cancelled: false, revision: 1, set_by: 'c', source: '' }) as unknown as Obligation
const line = (state: string) => ({ submission: state, edition: '2024', kind: 'case', state }) as unknown as Line

describe('what is due', () => {
  it('is in the order of its dates, and what is answered comes last', () => {
    const due = dueOf([owed('late', '2024-05-20T00:00:00Z'), owed('soon', '2024-05-10T00:00:00Z'), owed('other', '2024-05-01T00:00:00Z', 'video')], { other: line('accepted') })
    expect(due.map((one) => one.obligation)).toEqual(['soon', 'late', 'other'])
  })

  it('is answered by the report that the service has ruled to answer it, and by no other of its kind', () => {
    const due = dueOf([owed('soon', '2024-05-10T00:00:00Z'), owed('late', '2024-05-20T00:00:00Z')], { late: line('received') })
    expect(due.map((one) => [one.obligation, one.answer !== null])).toEqual([['soon', false], ['late', true]])
  })

  it('is not answered by what was returned, which is to be mended', () => {
    const [one] = dueOf([owed('soon', '2024-05-10T00:00:00Z')], { soon: line('returned') })
    expect([one?.answer, one?.returned?.state]).toEqual([null, 'returned'])
  })

  it('is taken with a reason until its grace ends', () => {
    expect(dueOf([owed('soon', '2024-05-10T00:00:00Z')], {})[0]?.graceUntil.toISOString()).toBe('2024-05-10T00:01:00.000Z')
  })
})
