import { describe, expect, it } from 'vitest'

import { newest } from '@/pages/report/finding'
import type { KeptDraft } from '@/parts/kept/device'

const kept = (more: Partial<KeptDraft>): KeptDraft => ({
  person: 'p', report: 'r', kind: 'case', organisation: 'o', title: '', form: { content: { kind: 'case', title: 'here' } },
  etag: 'one', isUnsaved: false, outgoing: null, refusal: null, savedAt: '', ...more,
})
const draft = (etag: string) => ({ etag, form: { content: { kind: 'case', title: 'there' } } }) as never

describe('of what this device and the server have', () => {
  it("the server's is taken where nothing was typed since", () => {
    expect(newest(kept({}), draft('two'), null).stored).toMatchObject({ content: { title: 'there' } })
  })

  it('what was typed here and reached nobody goes first', () => {
    const found = newest(kept({ isUnsaved: true }), draft('one'), null)
    expect(found.stored).toMatchObject({ content: { title: 'here' } })
    expect(found.isInConflict).toBe(false)
  })

  it('neither is thrown away where both have changed', () => {
    expect(newest(kept({ isUnsaved: true }), draft('two'), null).isInConflict).toBe(true)
  })

  it('the kept one is there without a line', () => {
    expect(newest(kept({}), null, null).stored).toMatchObject({ content: { title: 'here' } })
  })

  it('a report that is nowhere is new', () => {
    expect(newest(null, null, null)).toMatchObject({ isNew: true, version: null })
  })

  it('an amendment is of the version that was seen, not of the newest', () => {
    const form = { content: { kind: 'case' }, page: { version: 1 } }
    expect(newest(kept({ form, isUnsaved: true }), null, { version: 2 } as never).version).toBe(1)
  })
})
