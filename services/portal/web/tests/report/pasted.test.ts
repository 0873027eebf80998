import { describe, expect, it } from 'vitest'

import { cleanLine, cleanText } from '@/pages/report/pasted'

describe('pasted text', () => {
  it('loses what nobody sees', () => {
    expect(cleanText('\u200b职业\u00ad教育\ufeff')).toBe('职业教育')
  })

  it('keeps paragraphs and drops the heaps of empty lines between them', () => {
    expect(cleanText('一\r\n\r\n\r\n\r\n二\u000b三  \r\n')).toBe('一\n\n二\n三')
  })

  it("has Word's bullets as plain ones", () => {
    expect(cleanText('\uf0b7\t开放\n•　体验')).toBe('· 开放\n· 体验')
  })

  it('leaves words, full-width signs and rare characters alone', () => {
    expect(cleanText('《方案》２０２４,𠮷林')).toBe('《方案》２０２４,𠮷林')
  })

  it('is one line in a field of one line', () => {
    expect(cleanLine('  职业教育\r\n活动周 ')).toBe('职业教育 活动周')
  })
})
