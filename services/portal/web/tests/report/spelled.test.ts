import { describe, expect, it } from 'vitest'

import { spelled } from '@/pages/report/spelled'

describe('a number beside its field', () => {
  it.each([
    ['12万', 120_000, '120,000 · 12万'],
    ['１２００', 1200, '1,200'],
    ['1.5亿', 150_000_000, '150,000,000 · 1.5亿'],
    ['300', 300, ''],
  ])('says what %s means', (typed, value, text) => {
    expect(spelled(typed, 'zh-CN')).toEqual({ value, text, isWrong: false })
  })

  it('is wrong where it is none, and nothing where nothing is typed', () => {
    expect(spelled('三百', 'zh-CN')).toEqual({ value: null, text: '', isWrong: true })
    expect(spelled(' ', 'zh-CN').isWrong).toBe(false)
  })
})
