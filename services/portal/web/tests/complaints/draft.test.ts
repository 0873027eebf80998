import { beforeEach, describe, expect, it } from 'vitest'

import { bodyOf, emptyDraft, forget, itemOf, keep, keptDraft } from '@/pages/complaints/draft'

const ITEM = '0d9f6a52-3c1b-4f2e-9a77-1f2e3d4c5b6a'

describe('a complaint that is written', () => {
  beforeEach(() => {
    sessionStorage.clear()
  })

  it('is about the item that the address names, and about none where it names nothing that could be one', () => {
    expect(itemOf(ITEM.toUpperCase())).toBe(ITEM)
    for (const other of ['', 'x', `${ITEM}x`, '<b>', undefined, [ITEM]]) expect(itemOf(other)).toBeNull()
  })

  it('is there again after the page was loaded anew, under the same id', () => {
    const draft = { ...emptyDraft(), text: '照片里有我的孩子' }
    keep(ITEM, draft)
    expect(keptDraft(ITEM)).toEqual(draft)
    expect(keptDraft(null).text).toBe('')
    forget(ITEM)
    expect(keptDraft(ITEM).id).not.toBe(draft.id)
  })

  it('begins anew where what is kept can not be read', () => {
    sessionStorage.setItem('weekwire-complaint:', '{')
    expect(keptDraft(null).text).toBe('')
  })

  it('is sent without the spaces round it', () => {
    const draft = { ...emptyDraft(), text: ' 字太小 \n', name: ' 王 ', phone: '', email: '' }
    expect(bodyOf(null, draft)).toEqual({ complaint: draft.id, item: null, about: 'facts', text: '字太小', contact: { name: '王', phone: '', email: '' } })
  })
})
