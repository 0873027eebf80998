import { describe, expect, it } from 'vitest'

import { found, mayOpen, together, type Scope } from '@/pages/board/lib/finding'

const scope = (code: string, name: string): Scope => ({ code, name, below: '' })
const UNITS = [scope('330000', '浙江省教育厅'), scope('140000', '山西省教育厅'), scope('610000', '陕西省教育厅'), scope('460000', '海南省教育厅'), scope('430000', '湖南省教育厅')]
const names = (asked: string): string[] => found(UNITS, asked).map((one) => one.name.slice(0, 2))

describe('a scope', () => {
  it('is found by name, code, pinyin, initials and its English name', () => {
    for (const asked of ['浙江', '330000', 'zhejiang', 'zhe jiang', 'zj', 'ZJ', 'Zhejiang', 'zj']) expect(names(asked), asked).toEqual(['浙江'])
  })

  it('that has the same initials as another is found beside it', () => {
    expect(names('sx')).toEqual(['山西', '陕西'])
    expect(names('hn')).toEqual(['海南', '湖南'])
    expect(names('shaanxi')).toEqual(['陕西'])
  })

  it('answers nothing to nothing', () => {
    expect(names(' ')).toEqual([])
    expect(names('xyz')).toEqual([])
  })

  it('is offered once, those of the page first', () => {
    const city = scope('330600', '绍兴市')
    expect(together([UNITS[0] as Scope], [UNITS[0] as Scope, city], 9).map((one) => one.code)).toEqual(['330000', '330600'])
    expect(together([UNITS[0] as Scope], [city], 1)).toHaveLength(1)
  })
})

describe('what the directory found', () => {
  const open = new Set(['330000', 'C08'])
  const school = { organisation: '3633900003', path: ['ministry', '330000', '330600', '3633900003'] }

  it("is offered where its board is public or in one's own branch", () => {
    expect(mayOpen({ organisation: 'C08', path: ['ministry', 'C08'] }, [], open)).toBe(true)
    expect(mayOpen(school, ['330600'], open)).toBe(true)
    expect(mayOpen(school, ['ministry'], open)).toBe(true)
  })

  it('is not offered where it would be refused', () => {
    expect(mayOpen(school, ['510000'], open)).toBe(false)
    expect(mayOpen({ organisation: null, path: [] }, ['ministry'], open)).toBe(false)
  })
})
