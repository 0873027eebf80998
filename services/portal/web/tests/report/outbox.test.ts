import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { type KeptDraft, keepDraft, keptDraft } from '@/parts/kept/device'
import { useOutbox } from '@/parts/kept/outbox'

const promised = vi.fn().mockResolvedValue(undefined)
vi.mock('@/parts/uploads/uploads', () => ({ useUploads: () => ({ promised }) }))

const asked = vi.fn<(request: Request) => Promise<Response>>()
const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
const receipt = { receipt: 'r.1', submission: 'r', version: 1, uploads: [] }
const puts = () => asked.mock.calls.filter(([request]) => request.method === 'PUT').length

function draft(more: Partial<KeptDraft> = {}): KeptDraft {
  const form = { page: { files: [{ file: 'f', name: 'n', size_bytes: 1, sha256: 'aa', kind: 'photo' }] } }
  return { person: 'p', report: 'r', kind: 'case', organisation: 'o', title: 't', form, etag: null, isUnsaved: true, outgoing: { body: { edition: '2024' }, ifMatch: null }, refusal: null, savedAt: '', ...more }
}

beforeEach(() => {
  setActivePinia(createPinia())
  vi.stubGlobal('fetch', asked)
  asked.mockReset()
  promised.mockClear()
})

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('a report on its way', () => {
  it('waits without a line, and goes once when it is back', async () => {
    const outbox = useOutbox()
    asked.mockRejectedValueOnce(new TypeError('no line'))
    expect(await outbox.send(draft())).toBe('waiting')
    expect(await keptDraft('p', 'r')).toMatchObject({ outgoing: { body: { edition: '2024' } } })
    asked.mockImplementation((request) => Promise.resolve(request.method === 'PUT' ? json(201, receipt) : new Response(null, { status: 204 })))
    await outbox.sendAll('p')
    await outbox.sendAll('p')
    expect(puts()).toBe(2)
    expect(outbox.arrived.get('r')?.receipt).toBe('r.1')
    expect(promised.mock.calls[0]?.[3]).toEqual([{ file: 'f', name: 'n', size_bytes: 1, sha256: 'aa', kind: 'photo', isSent: false }])
    expect(await keptDraft('p', 'r')).toBeNull()
  })

  it('that is refused is a draft again, with what is wrong beside it', async () => {
    const outbox = useOutbox()
    asked.mockResolvedValueOnce(json(422, { code: 'invalid', status: 422, facts: {}, fields: [{ path: 'content.title' }] }))
    await keepDraft(draft())
    await outbox.sendAll('p')
    expect(outbox.waiting.size).toBe(0)
    expect(await keptDraft('p', 'r')).toMatchObject({ outgoing: null, refusal: { code: 'invalid' } })
  })

  it('amends the version that was seen', async () => {
    asked.mockImplementation((request) => Promise.resolve(request.method === 'PUT' ? json(201, receipt) : new Response(null, { status: 204 })))
    await useOutbox().send(draft({ outgoing: { body: {}, ifMatch: 3 } }))
    expect(asked.mock.calls[0]?.[0].headers.get('if-match')).toBe('"3"')
  })

  it('can be taken back to be written on', async () => {
    const outbox = useOutbox()
    asked.mockRejectedValueOnce(new TypeError('no line'))
    await outbox.send(draft())
    await outbox.takeBack('p', 'r')
    await outbox.sendAll('p')
    expect(puts()).toBe(1)
    expect(outbox.waiting.size).toBe(0)
  })
})
