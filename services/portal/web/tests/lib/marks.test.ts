import { describe, expect, it } from 'vitest'

import { reasonOf } from '@/lib/marks'

const mark = (more: object) => ({ path: 'content.sessions', note: '人数请写人次', code: 'unclear_number', zh: '口径不清', en: 'Unclear number', ...more })

describe('the reason of a mark', () => {
  it("is named in the reader's language", () => {
    expect(reasonOf(mark({}), 'zh-CN')).toBe('口径不清')
    expect(reasonOf(mark({}), 'en')).toBe('Unclear number')
  })

  it('is not said twice where the note begins with it', () => {
    expect(reasonOf(mark({ note: '口径不清,请写人次' }), 'zh-CN')).toBe('')
  })

  it('says nothing where it is none of the list, or unknown', () => {
    expect(reasonOf(mark({ code: 'other', zh: '其他' }), 'zh-CN')).toBe('')
    expect(reasonOf(mark({ code: 'newer', zh: null, en: null }), 'en')).toBe('')
  })
})
