import { afterEach, describe, expect, it, vi } from 'vitest'

import { answered } from '@/parts/kept/answers'
import { forgetDraft, keepDraft, type KeptDraft, keptDraft, keptDrafts } from '@/parts/kept/device'

const draft = (person: string, report: string): KeptDraft => ({
  person, report, kind: 'case', organisation: 'o', title: 't', form: { a: 1 }, etag: null, isUnsaved: true, outgoing: null, refusal: null, savedAt: '',
})

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('what a device keeps', () => {
  it('is of the person who typed it', async () => {
    await keepDraft(draft('one', 'r'))
    await keepDraft(draft('another', 'q'))
    expect((await keptDrafts('one')).map((one) => one.report)).toEqual(['r'])
    expect(await keptDraft('another', 'r')).toBeNull()
    await forgetDraft('one', 'r')
    expect(await keptDrafts('one')).toEqual([])
  })
})

describe('an answer that a page needs without a line', () => {
  const address = 'http://localhost/api/ingest/v1/forms/2024/case'

  it('is the kept one where nobody answers', async () => {
    vi.stubGlobal('fetch', vi.fn().mockResolvedValue(new Response('{"form":1}', { headers: { etag: '"e"' } })))
    expect(await answered(address)).toEqual({ form: 1 })
    vi.stubGlobal('fetch', vi.fn().mockRejectedValue(new TypeError('no line')))
    expect(await answered(address)).toEqual({ form: 1 })
  })

  it('is asked for with what is known of it, and is the kept one where it has not changed', async () => {
    const asked = vi.fn().mockResolvedValue(new Response(null, { status: 304 }))
    vi.stubGlobal('fetch', asked)
    expect(await answered(address)).toEqual({ form: 1 })
    expect((asked.mock.calls[0]?.[0] as Request).headers.get('if-none-match')).toBe('"e"')
  })

  it('is a problem where it was never there', async () => {
    vi.stubGlobal('fetch', vi.fn().mockRejectedValue(new TypeError('no line')))
    await expect(answered('http://localhost/api/never')).rejects.toMatchObject({ code: 'offline' })
  })
})
