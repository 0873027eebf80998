import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { Problem } from '@/api/problems'
import type { Edition } from '@/pages/administration/types'
import { useDraft } from '@/pages/administration/editions/use-draft'

type Answer = (options: { body?: unknown }) => unknown
const answers: Record<string, Answer> = {}

vi.mock('@/api/client', () => {
  const call = (method: string) => async (path: string, options: { body?: unknown }) => {
    const answer = answers[`${method} ${path}`]
    if (!answer) throw new Error(`nobody answers ${method} ${path}`)
    return { data: answer(options) }
  }
  return {
    directory: { GET: call('GET'), PUT: call('PUT'), POST: call('POST'), DELETE: call('DELETE') },
    body: async (came: Promise<{ data?: unknown }>) => (await came).data,
  }
})

const PUBLISHED = { edition: '2024', revision: 5, theme: '旧主题', sealed: false } as unknown as Edition
const DRAFT = '/v1/editions/{edition}/draft'

function problem(status: number, code: string): Problem {
  return new Problem({ code, status, facts: {}, detail_zh: '', detail_en: '', remedy_zh: '', remedy_en: '' })
}

beforeEach(() => {
  vi.useFakeTimers()
  for (const name of Object.keys(answers)) Reflect.deleteProperty(answers, name)
  answers['GET /v1/editions/{edition}'] = () => structuredClone(PUBLISHED)
  answers[`GET ${DRAFT}`] = () => {
    throw problem(404, 'not_found')
  }
})

describe('a draft of an edition', () => {
  it('is kept a moment after the last change, over the one that was seen', async () => {
    const sent: unknown[] = []
    answers[`PUT ${DRAFT}`] = ({ body }) => {
      sent.push(body)
      return { revision: sent.length + 10 }
    }
    const draft = useDraft()
    await draft.open('2024')
    expect(draft.state.value).toBe('published')

    for (const theme of ['新', '新主题']) {
      if (draft.wanted.value) draft.wanted.value.theme = theme
      await flushPromises()
    }
    await vi.advanceTimersByTimeAsync(1_000)
    if (draft.wanted.value) draft.wanted.value.theme = '再改'
    await flushPromises()
    await vi.advanceTimersByTimeAsync(1_000)

    expect(sent).toMatchObject([
      { revision: null, state: { theme: '新主题', revision: 5 } },
      { revision: 11, state: { theme: '再改' } },
    ])
    expect(draft.state.value).toBe('kept')
  })

  it('says so where it could not be kept, and what was typed stays', async () => {
    answers[`PUT ${DRAFT}`] = () => {
      throw problem(409, 'conflict')
    }
    const draft = useDraft()
    await draft.open('2024')
    if (draft.wanted.value) draft.wanted.value.theme = '新主题'

    expect(await draft.keep()).toBe(false)

    expect(draft.saving.value?.code).toBe('conflict')
    expect(draft.wanted.value?.theme).toBe('新主题')
  })

  it('is shown instead of what is published, and published under its own revision', async () => {
    answers[`GET ${DRAFT}`] = () => ({ revision: 42, state: { ...PUBLISHED, theme: '草稿' } })
    const sent: unknown[] = []
    answers['POST /v1/editions/{edition}/publish'] = ({ body }) => {
      sent.push(body)
      return { ...PUBLISHED, theme: '草稿', revision: 6 }
    }
    const draft = useDraft()
    await draft.open('2024')
    expect(draft.wanted.value?.theme).toBe('草稿')

    expect(await draft.publish('因故')).toBe(true)

    expect(sent).toEqual([{ revision: 42, note: '因故' }])
    expect([draft.state.value, draft.base.value]).toEqual(['done', 6])
  })
})
