import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'

import { useEditions, type Edition } from '@/stores/editions'

const CONTACT = { phone: '010-1', fax: '010-2', email: 'a@example.cn' }
const EDITION = { edition: '2024', start: '2024-05-12', end: '2024-05-18', sealed: false, contact: CONTACT } as unknown as Edition

function answering(answer: () => Promise<Response>): void {
  vi.stubGlobal('fetch', vi.fn(answer))
}

async function reloaded() {
  setActivePinia(createPinia())
  return useEditions()
}

describe('the edition', () => {
  beforeEach(() => {
    localStorage.clear()
    vi.unstubAllGlobals()
  })

  it('is unknown on a device that never saw one', async () => {
    expect((await reloaded()).shown).toBeNull()
  })

  it('is remembered with its contact while the directory is away', async () => {
    answering(async () => new Response(JSON.stringify([EDITION]), { headers: { 'content-type': 'application/json' } }))
    await (await reloaded()).load()
    await nextTick()
    answering(async () => new Response('', { status: 503 }))
    const editions = await reloaded()

    await expect(editions.load()).rejects.toThrow()

    expect(editions.edition).toBeNull()
    expect(editions.shown).toEqual({ edition: '2024', contact: CONTACT })
  })

  it('is asked for again until it comes, and then no more', async () => {
    vi.useFakeTimers()
    const asked = vi.fn(async () => new Response('', { status: 503 }))
    vi.stubGlobal('fetch', asked)
    const editions = await reloaded()
    editions.keepTrying()
    await vi.advanceTimersByTimeAsync(20_000)
    expect(asked).toHaveBeenCalledTimes(2)
    answering(async () => new Response(JSON.stringify([EDITION]), { headers: { 'content-type': 'application/json' } }))
    await vi.advanceTimersByTimeAsync(20_000)
    expect(editions.edition?.edition).toBe('2024')
    const after = vi.fn()
    vi.stubGlobal('fetch', after)

    await vi.advanceTimersByTimeAsync(60_000)

    expect(after).not.toHaveBeenCalled()
    vi.useRealTimers()
  })

  it('takes nothing from what something else has written in its place', async () => {
    localStorage.setItem('weekwire-edition-known', '{"edition": 7')
    expect((await reloaded()).shown).toBeNull()
  })
})
