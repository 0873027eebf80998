import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'

import { newest } from '@/pages/report/finding'
import { useSaving } from '@/pages/report/use-saving'
import { keptDraft } from '@/parts/kept/device'

const draft = (etag: string) => ({ draft: 'r', organisation: 'o', title: 't', author: 'a', etag, created_at: '2024-05-14T00:00:00Z', saved_at: '2024-05-14T00:00:00Z', form: {} })
const saysItIs = (etag: string) => new Response(JSON.stringify(draft(etag)), { status: 200, headers: { 'content-type': 'application/json' } })
const changed = (etag: string) =>
  new Response(JSON.stringify({ code: 'draft_changed', status: 409, facts: { draft: draft(etag) } }), { status: 409, headers: { 'content-type': 'application/problem+json' } })

const seed = { report: 'r', person: 'p', organisation: 'o', edition: '2024', kind: 'case' as const, isFresh: false }
let title = ''
const asked = vi.fn<(request: Request) => Promise<Response>>()

function saving() {
  const scope = effectScope()
  const made = scope.run(() => useSaving(seed, () => ({ form: { title }, title, organisation: 'o', kind: 'case' })))
  if (!made) throw new Error('no scope')
  made.begin(newest(null, null, null))
  return { ...made, scope }
}

const seen = (call: number) => asked.mock.calls[call]?.[0].headers.get('if-match')

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.stubGlobal('fetch', asked)
  asked.mockReset()
  title = 'typed'
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('saving while somebody types', () => {
  it('replaces what it saw, and nothing else', async () => {
    const one = saving()
    asked.mockResolvedValueOnce(saysItIs('first')).mockResolvedValueOnce(saysItIs('second'))
    one.touch()
    await one.save()
    one.touch()
    await one.save()
    expect([seen(0), seen(1)]).toEqual([null, '"first"'])
    expect(one.state.value).toBe('saved')
    one.scope.stop()
  })

  it('keeps it on the device where nobody answers, and saves it when somebody does', async () => {
    const one = saving()
    asked.mockRejectedValueOnce(new TypeError('no line')).mockResolvedValueOnce(saysItIs('first'))
    one.touch()
    await one.save()
    expect(one.state.value).toBe('device')
    expect(await keptDraft('p', 'r')).toMatchObject({ title: 'typed', isUnsaved: true })
    window.dispatchEvent(new Event('online'))
    await vi.advanceTimersByTimeAsync(10)
    await vi.waitFor(() => {
      expect(one.state.value).toBe('saved')
    })
    one.scope.stop()
  })

  it('writes over nobody: it tells, and waits for what is chosen', async () => {
    const one = saving()
    asked.mockResolvedValueOnce(saysItIs('mine')).mockResolvedValueOnce(changed('theirs')).mockResolvedValueOnce(saysItIs('again'))
    one.touch()
    await one.save()
    title = 'typed on'
    one.touch()
    await one.save()
    expect(one.state.value).toBe('conflict')
    expect(await keptDraft('p', 'r')).toMatchObject({ title: 'typed on', isUnsaved: true })
    one.touch()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(asked).toHaveBeenCalledTimes(2)
    await one.overwrite()
    expect(seen(2)).toBe('"theirs"')
    expect(one.state.value).toBe('saved')
    one.scope.stop()
  })

  it('saves no more once the report is on its way', async () => {
    const one = saving()
    await one.stop()
    one.touch()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(asked).not.toHaveBeenCalled()
    one.scope.stop()
  })
})

describe('leaving the page', () => {
  it('saves what was typed last', async () => {
    const one = saving()
    asked.mockResolvedValueOnce(saysItIs('first'))
    one.touch()
    await one.leave()
    expect(asked).toHaveBeenCalledTimes(1)
    expect(one.state.value).toBe('saved')
    one.scope.stop()
  })
})
