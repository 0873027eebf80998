import { describe, expect, it } from 'vitest'

import { changeOf, countable, ended, moved, newActivity, newPromoter, nextCode, partOf, restored } from '@/pages/administration/editions/lists'
import type { Edition } from '@/pages/administration/types'

const line = (code: string, same_as: string | null = null) => ({ code, name: `活动${code}`, kind: 'activity' as const, same_as })
const department = (code: string, ...activities: ReturnType<typeof line>[]) => ({ code, name: `部门${code}`, kind: 'department', activities })
const edition = (departments: unknown[], councils: unknown[] = []): Edition => ({ departments, councils, units: [] }) as unknown as Edition

describe('a code', () => {
  it('follows on the highest of its kind, also on one that ended', () => {
    expect(nextCode('D', ['D01', 'D09', 'C40', 'D-x'])).toBe('D10')
    expect(nextCode('C', [])).toBe('C01')
    const published = edition([department('D01'), department('D02')])
    expect(newPromoter('departments', edition([department('D01')]), published).code).toBe('D03')
    expect(newActivity(department('D01', line('D01-01')), department('D01', line('D01-01'), line('D01-02'))).code).toBe('D01-03')
  })
})

describe('the order of a list', () => {
  it('changes by one place, and not beyond its ends', () => {
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c'])
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b'])
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b'])
    expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b'])
  })
})

describe('an entry that ended', () => {
  const published = [department('D01'), department('D02'), department('D03')]

  it('is one that was published and is not wanted, and comes back where it was', () => {
    const wanted = [department('D01'), department('D03'), department('D04')]
    const gone = ended(published, wanted)
    expect(gone.map((one) => one.code)).toEqual(['D02'])
    expect(gone.map((one) => restored(published, wanted, one).map((each) => each.code))).toEqual([['D01', 'D02', 'D03', 'D04']])
    expect(gone.map((one) => restored(published, [], one).map((each) => each.code))).toEqual([['D02']])
    expect(ended(undefined, wanted)).toEqual([])
  })
})

describe('lines of the annexes', () => {
  it('are counted under those alone that are counted under none', () => {
    const both = edition([department('D01', line('D01-01'), line('D01-02', 'C01-01'))], [department('C01', line('C01-01'))])
    expect(countable(both).map((one) => one.code)).toEqual(['D01-01', 'C01-01'])
  })
})

describe('a path', () => {
  it('leads to the part of the page on which its field stands', () => {
    expect(['departments.0.name', 'councils', 'units.3.code', 'obligations.0.due_at', 'audiences.1.name', 'rules.x', 'theme'].map(partOf)).toEqual([
      'departments',
      'councils',
      'units',
      'dues',
      'lists',
      'rules',
      'basics',
    ])
  })

  it('is told in words, also of what is there no more', () => {
    const before = edition([department('D01', line('D01-01'))])
    const after = edition([{ ...department('D02'), name: '' }])
    expect(changeOf('departments[D01].name', [after, before])).toEqual({ list: 'departments', names: ['部门D01'], field: 'name' })
    expect(changeOf('departments[D01].activities[D01-01].kind', [after, before])).toEqual({ list: 'departments', names: ['部门D01', '活动D01-01'], field: 'kind' })
    expect(changeOf('departments[D02]', [after, before])).toEqual({ list: 'departments', names: ['D02'], field: null })
    expect(changeOf('departments[D01].activities[D01-01]', [after, before])).toEqual({ list: 'departments', names: ['部门D01', '活动D01-01'], field: null })
    expect(changeOf('departments.order', [after, before])).toEqual({ list: 'departments', names: [], field: 'order' })
    expect(changeOf('departments[D01].activities.order', [after, before])).toEqual({ list: 'departments', names: ['部门D01'], field: 'order' })
    expect(changeOf('limits.case_max_characters', [after, before])).toBeNull()
  })
})
