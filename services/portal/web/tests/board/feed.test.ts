import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { Problem, unreachable } from '@/api/problems'
import type { Board } from '@/pages/board/lib/answers'
import { Following, PACE, type Feed, type StreamListener, type Ways } from '@/pages/board/lib/feed'

const T0 = '2024-05-18T10:00:00.000Z'

function board(cut: string, sessions: number, until = T0): Board {
  const figure = {
    figure: '2024:nation:session_count',
    indicator: 'session_count',
    name: '活动场次',
    unit: '场',
    group: 'scale',
    aggregation: 'sum',
    value: sessions,
    qualifier: 'exact',
    sources: 1,
    by: {},
  } as const
  return { edition: '2024', scope: 'nation', incl: null, cut, as_of: until, known_until: until, figures: [{ ...figure }] }
}

function refusal(status: number): Problem {
  return new Problem({
    code: 'not_found',
    status,
    facts: {},
    detail_zh: '',
    detail_en: '',
    remedy_zh: '',
    remedy_en: '',
  })
}

/** Services whose behaviour a test sets; it counts what is opened and asked. */
class Services {
  listener: StreamListener | null = null
  opened = 0
  closed = 0
  asked = 0
  answer: () => Promise<Board> = () => Promise.reject(unreachable())
  fileAnswer: () => Promise<Board | null> = () => Promise.reject(unreachable())
  kept: Board | null = null

  ways(): Ways {
    return {
      open: (listener) => {
        this.opened += 1
        this.listener = listener
        return { close: () => (this.closed += 1) }
      },
      ask: () => {
        this.asked += 1
        return this.answer()
      },
      file: () => this.fileAnswer(),
      read: () => this.kept,
      keep: (shown) => (this.kept = shown),
    }
  }
}

let services: Services
let seen: Feed[]
let following: Following

function begin(): void {
  following = new Following(services.ways(), (state) => seen.push(state))
  following.start()
}

const value = (): number | null => following.state.board?.figures[0]?.value ?? null

describe('figures on a page', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date(T0) })
    services = new Services()
    seen = []
  })
  afterEach(() => {
    following.stop()
    vi.useRealTimers()
  })

  it('come from the stream as long as it speaks, and nobody is asked meanwhile', async () => {
    begin()
    services.listener?.onBoard(board('a:1.1', 3))
    await vi.advanceTimersByTimeAsync(PACE.silentMilliseconds - 1)
    services.listener?.onAlive('2024-05-18T10:00:09.000Z')
    await vi.advanceTimersByTimeAsync(PACE.silentMilliseconds - 1)

    expect(value()).toBe(3)
    expect(following.state).toMatchObject({ way: 'live', until: '2024-05-18T10:00:09.000Z' })
    expect(services.asked).toBe(0)
  })

  it('are asked for when the stream falls silent, though nobody said that it is lost', async () => {
    services.answer = () => Promise.resolve(board('a:2.1', 4))
    begin()
    services.listener?.onBoard(board('a:1.1', 3))
    await vi.advanceTimersByTimeAsync(PACE.silentMilliseconds)

    expect(value()).toBe(4)
    expect(following.state.way).toBe('asking')
    expect(services.closed).toBe(1)
  })

  it('come from the file when no service answers, with the age of the file, and come back', async () => {
    services.fileAnswer = () => Promise.resolve(board('a:5.5', 9, '2024-05-18T09:58:00.000Z'))
    begin()
    services.listener?.onLost()
    await vi.advanceTimersByTimeAsync(0)
    expect(following.state).toMatchObject({ way: 'file', until: '2024-05-18T09:58:00.000Z' })
    expect(value()).toBe(9)

    services.answer = () => Promise.resolve(board('a:6.5', 10, '2024-05-18T10:00:05.000Z'))
    await vi.advanceTimersByTimeAsync(PACE.askMilliseconds)
    expect(following.state).toMatchObject({ way: 'asking', until: '2024-05-18T10:00:05.000Z' })
    expect(value()).toBe(10)

    await vi.advanceTimersByTimeAsync(PACE.askMilliseconds)
    expect(services.opened).toBe(2)
    services.listener?.onBoard(board('a:7.5', 11))
    expect(following.state.way).toBe('live')
    const asked = services.asked
    await vi.advanceTimersByTimeAsync(PACE.askMilliseconds * 2)
    expect(services.asked).toBe(asked)
  })

  it('come from the file while a gateway still waits for a service that is away', async () => {
    services.fileAnswer = () => Promise.resolve(board('a:5.5', 9, '2024-05-18T09:58:00.000Z'))
    services.answer = () => new Promise(() => undefined)
    begin()
    await vi.advanceTimersByTimeAsync(PACE.impatientMilliseconds)
    expect(following.state).toMatchObject({ way: 'file', until: '2024-05-18T09:58:00.000Z' })

    services.listener?.onBoard(board('a:6.5', 10))
    expect(value()).toBe(10)
    expect(following.state.way).toBe('live')
  })

  it('look at no file while the stream answers in time', async () => {
    let files = 0
    services.fileAnswer = () => {
      files += 1
      return Promise.resolve(null)
    }
    begin()
    services.listener?.onBoard(board('a:1.1', 3))
    await vi.advanceTimersByTimeAsync(PACE.impatientMilliseconds * 2)

    expect(files).toBe(0)
  })

  it('never go back to an older file, and their age goes on', async () => {
    services.fileAnswer = () => Promise.resolve(board('a:1.0', 1, '2024-05-18T09:00:00.000Z'))
    begin()
    services.listener?.onBoard(board('a:2.2', 5))
    services.listener?.onLost()
    await vi.advanceTimersByTimeAsync(0)

    expect(value()).toBe(5)
    expect(following.state).toMatchObject({ way: 'file', until: T0 })
  })

  it('stay on the page when nothing answers at all, not even the store of files', async () => {
    begin()
    services.listener?.onBoard(board('a:2.2', 5))
    services.listener?.onLost()
    await vi.advanceTimersByTimeAsync(PACE.askMilliseconds * 3)

    expect(value()).toBe(5)
    expect(following.state).toMatchObject({ way: 'kept', until: T0 })
    expect(services.asked).toBeGreaterThan(2)
  })

  it('begin with what the device kept, until something newer comes', () => {
    services.kept = board('a:1.1', 2, '2024-05-18T08:00:00.000Z')
    begin()
    expect(following.state).toMatchObject({ way: 'kept', until: '2024-05-18T08:00:00.000Z' })

    services.listener?.onBoard(board('a:2.1', 3))
    expect(value()).toBe(3)
    expect(services.kept.cut).toBe('a:2.1')
  })

  it('ignore what is not newer by its cut, wherever it comes from', () => {
    begin()
    services.listener?.onBoard(board('a:5.5', 7))
    services.listener?.onBoard(board('a:6.4', 8))
    services.listener?.onBoard(board('a:4.4', 6))

    expect(value()).toBe(7)
  })

  it('take the present log from the services, and no file of the log before', async () => {
    begin()
    services.listener?.onBoard(board('old:9.9', 7))
    services.listener?.onBoard(board('new:1.1', 2))
    expect(value()).toBe(2)

    services.fileAnswer = () => Promise.resolve(board('old:9.9', 7))
    services.listener?.onLost()
    await vi.advanceTimersByTimeAsync(0)
    expect(value()).toBe(2)
  })

  it('say that nobody answers where there is none at all, and are asked for on and on', async () => {
    services.answer = () => Promise.reject(unreachable())
    services.fileAnswer = () => Promise.reject(unreachable())
    begin()
    services.listener?.onLost()
    await vi.advanceTimersByTimeAsync(PACE.askMilliseconds * 2)
    expect(following.state).toMatchObject({ board: null, problem: null, away: { code: 'offline' } })

    services.answer = () => Promise.resolve(board('a:1.1', 5))
    await vi.advanceTimersByTimeAsync(PACE.askMilliseconds * 2)
    expect(value()).toBe(5)
    expect(following.state.away).toBeNull()
  })

  it('end with what is wrong where one may not see them', async () => {
    services.answer = () => Promise.reject(refusal(404))
    begin()
    services.listener?.onLost()
    await vi.advanceTimersByTimeAsync(PACE.askMilliseconds * 5)

    expect(following.state.problem?.status).toBe(404)
    expect(services.asked).toBe(1)
  })

  it('are asked of nobody while the page rests, and go on from there', async () => {
    services.answer = () => Promise.resolve(board('a:2.2', 4))
    begin()
    services.listener?.onBoard(board('a:1.1', 3))
    following.stop()
    await vi.advanceTimersByTimeAsync(PACE.silentMilliseconds * 10)
    expect(services.asked).toBe(0)
    expect(services.closed).toBe(1)

    following.start()
    expect(services.opened).toBe(2)
    expect(value()).toBe(3)
    services.listener?.onBoard(board('a:3.3', 5))
    expect(value()).toBe(5)
  })

  it('take nothing from an answer that comes after the page has come to rest', async () => {
    let give: (answer: Board) => void = () => undefined
    services.answer = () => new Promise((resolve) => (give = resolve))
    begin()
    services.listener?.onLost()
    following.stop()
    give(board('a:9.9', 99))
    await vi.advanceTimersByTimeAsync(PACE.askMilliseconds * 2)

    expect(value()).toBeNull()
    expect(services.asked).toBe(1)
  })
})
