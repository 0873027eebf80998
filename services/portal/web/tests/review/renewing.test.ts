import { describe, expect, it } from 'vitest'

import { renewed, scrolledTo } from '@/pages/review/queue-lines'
import { askedFor, isNarrowed, nextOf, noFilters } from '@/pages/review/use-queue'

import { item } from './items'

const lines = (...names: string[]) => names.map((submission) => item({ submission }))
const names = (found: { lines: { submission: string }[] }) => found.lines.map((line) => line.submission)

describe('a list that is renewed while somebody reads', () => {
  it('keeps what is being read at its place when it is done elsewhere', () => {
    const now = renewed(lines('a', 'b', 'c', 'd'), lines('new', 'a', 'd'), 'c')

    expect(names(now)).toEqual(['new', 'a', 'c', 'd'])
    expect(now.gone).toBe('c')
    expect(names(renewed(lines('a', 'b'), lines('z'), 'a'))).toEqual(['a', 'z'])
  })

  it('is just the fresh one where what is read is still in it, or nothing is read', () => {
    expect(renewed(lines('a', 'b'), lines('b', 'a'), 'a')).toMatchObject({ gone: null, lines: [{ submission: 'b' }, { submission: 'a' }] })
    expect(names(renewed(lines('a', 'b'), lines('b'), null))).toEqual(['b'])
    expect(names(renewed(lines('a'), lines('b'), 'elsewhere'))).toEqual(['b'])
  })

  it('does not move under the eyes when lines come or go above', () => {
    const before = lines('a', 'b', 'c', 'd')

    expect(scrolledTo(before, lines('x', 'y', 'a', 'b', 'c', 'd'), 190, 84)).toBe(190 + 2 * 84)
    expect(scrolledTo(before, lines('c', 'd'), 190, 84)).toBe(190 - 2 * 84)
    expect(scrolledTo(before, lines('d'), 190, 84)).toBe(0)
    expect(scrolledTo(before, lines('q'), 190, 84)).toBe(190)
  })
})

describe('what is asked for', () => {
  it('is the same for the next one as for the list', () => {
    const filters = { ...noFilters('desk'), found: 'clean' as const, text: ' 开放日 ', answersMine: true, order: 'deadline' as const, kind: 'case' as const }

    expect(askedFor(filters, '2024')).toEqual({ kind: 'case', found: 'clean', text: '开放日', answers_mine: true, order: 'deadline' })
    expect(nextOf(filters, '2024')).toMatchObject({ edition: null, kind: 'case', found: 'clean', text: '开放日', answers_mine: true, order: 'deadline' })
    expect(nextOf(noFilters('all'), '2024')).toMatchObject({ edition: '2024' })
  })

  it('is nothing where the list shows what nobody can take', () => {
    for (const filters of [
      noFilters('selection'),
      noFilters('public'),
      { ...noFilters('all'), state: 'accepted' as const },
      { ...noFilters('desk'), claimed: 'others' as const },
      { ...noFilters('desk'), claimed: 'mine' as const },
    ]) {
      expect(nextOf(filters, '2024')).toBeNull()
    }
    expect(nextOf({ ...noFilters('desk'), claimed: 'free' as const }, null)).not.toBeNull()
  })

  it('narrows by words and returns, and not by its order', () => {
    expect(isNarrowed({ ...noFilters('desk'), order: 'oldest' })).toBe(false)
    expect(isNarrowed({ ...noFilters('desk'), text: '开放' })).toBe(true)
    expect(isNarrowed({ ...noFilters('desk'), answersMine: true })).toBe(true)
  })
})
