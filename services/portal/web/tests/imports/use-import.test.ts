import { afterEach, describe, expect, it, vi } from 'vitest'

import { useImport, type Target } from '@/pages/imports/use-import'

const TARGET: Target = { edition: '2024', organisation: '330600', kind: 'activity_report' }
const TRIED = { outcomes: { ready: 1 }, unknown_headings: ['备注'], rows: [{ row: 2, outcome: 'ready' }] }
const TAKEN = { state: 'done', rows: [{ row: 2, outcome: 'created' }] }

function answered(...answers: (object | Error)[]) {
  const asked: { method: string; path: string }[] = []
  vi.stubGlobal('fetch', (request: Request | string, options?: RequestInit) => {
    const sent = request instanceof Request ? request : new Request(new URL(request, location.href), options)
    asked.push({ method: sent.method, path: new URL(sent.url).pathname + new URL(sent.url).search })
    const answer = answers.shift()
    if (answer instanceof Error || !answer) return Promise.reject(answer ?? new TypeError('no line'))
    return Promise.resolve(new Response(JSON.stringify(answer), { status: 200, headers: { 'Content-Type': 'application/json' } }))
  })
  return asked
}

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('a table on its way', () => {
  it('is tried first and taken over under one id when somebody says so', async () => {
    const asked = answered(TRIED, TAKEN)
    const table = useImport(() => TARGET)

    await table.choose(new File(['x'], '表.xlsx'))
    expect(table.stage.value).toBe('checked')
    expect(table.unknownHeadings.value).toEqual(['备注'])
    await table.takeOver()

    expect(table.stage.value).toBe('taken')
    expect(asked.map((one) => one.method)).toEqual(['POST', 'PUT'])
    expect(asked[1]?.path).toContain(`/v1/imports/${table.importId.value}?`)
  })

  it('keeps its id and its rows where the line is cut, so that again makes nothing twice', async () => {
    const asked = answered(TRIED, new TypeError('cut'), TAKEN)
    const table = useImport(() => TARGET)
    await table.choose(new File(['x'], '表.xlsx'))

    await table.takeOver()
    expect(table.problem.value?.code).toBe('offline')
    expect(table.stage.value).toBe('checked')
    expect(table.rows.value).toHaveLength(1)
    await table.takeOver()

    expect(table.problem.value).toBe(null)
    expect(table.stage.value).toBe('taken')
    expect(asked[2]?.path).toBe(asked[1]?.path)
  })

  it('is another one once it may replace', async () => {
    const asked = answered(TRIED, TRIED, TAKEN)
    const table = useImport(() => TARGET)
    await table.choose(new File(['x'], '表.xlsx'))
    const first = table.importId.value

    await table.setReplaces(true)
    await table.takeOver()

    expect(table.importId.value).not.toBe(first)
    expect(asked.slice(1).every((one) => one.path.includes('replace=true'))).toBe(true)
  })

  it('is not sent where it can be none', async () => {
    const asked = answered()
    const table = useImport(() => TARGET)

    await table.choose(new File(['x'], '照片.jpg'))

    expect(table.fileFault.value).toBe('wrongType')
    expect(asked).toEqual([])
  })
})
