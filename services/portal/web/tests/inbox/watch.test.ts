import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { Notice } from '@/pages/inbox/types'
import { isNews } from '@/pages/inbox/use-inbox'
import { InboxWatch, type InboxState, type LineListener } from '@/pages/inbox/watch'

function fixture() {
  const lines: { listener: LineListener; isClosed: boolean }[] = []
  const shown: InboxState[] = []
  const ask = vi.fn(() => Promise.resolve())
  const watch = new InboxWatch({
    ask,
    open: (listener) => {
      const line = { listener, isClosed: false }
      lines.push(line)
      return { close: () => (line.isClosed = true) }
    },
    show: (state) => shown.push(state),
  })
  const last = () => {
    const line = lines.at(-1)
    if (!line) throw new Error('no line was opened')
    return line
  }
  return { lines, shown, ask, watch, last }
}

const STATE: InboxState = { unread: 3, newest: null }

describe('an inbox that is looked at', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  it('is asked for once, then told by a stream, and asked for no more while that speaks', async () => {
    const { lines, shown, ask, watch, last } = fixture()
    watch.start()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(lines).toHaveLength(1)

    last().listener.onInbox(STATE)
    for (let beat = 0; beat < 10; beat += 1) {
      await vi.advanceTimersByTimeAsync(20_000)
      last().listener.onAlive()
    }

    expect(ask).toHaveBeenCalledTimes(1)
    expect(shown).toEqual([STATE])
    expect(lines).toHaveLength(1)
  })

  it('is asked for every half minute while a stream is refused', async () => {
    const { lines, ask, watch, last } = fixture()
    watch.start()
    await vi.advanceTimersByTimeAsync(2_000)
    last().listener.onLost()

    await vi.advanceTimersByTimeAsync(30_000)
    expect(ask).toHaveBeenCalledTimes(2)
    expect(lines).toHaveLength(2)
    last().listener.onLost()
    await vi.advanceTimersByTimeAsync(29_000)
    expect(lines).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(ask).toHaveBeenCalledTimes(3)
  })

  it('asks at once when a stream that was well ends, which renews the session, and opens the next', async () => {
    const { lines, ask, watch, last } = fixture()
    watch.start()
    await vi.advanceTimersByTimeAsync(2_000)
    last().listener.onInbox(STATE)
    await vi.advanceTimersByTimeAsync(15_000)

    last().listener.onLost()
    await vi.advanceTimersByTimeAsync(0)

    expect(ask).toHaveBeenCalledTimes(2)
    expect(lines).toHaveLength(2)
    expect(lines[0]?.isClosed).toBe(true)
  })

  it('gives up a stream that has been silent for a minute', async () => {
    const { lines, ask, watch, last } = fixture()
    watch.start()
    await vi.advanceTimersByTimeAsync(2_000)
    last().listener.onInbox(STATE)

    await vi.advanceTimersByTimeAsync(60_000)

    expect(lines[0]?.isClosed).toBe(true)
    expect(ask).toHaveBeenCalledTimes(2)
    expect(lines).toHaveLength(2)
  })

  it('opens no stream while nobody answers, and asks more rarely', async () => {
    const { lines, ask, watch } = fixture()
    ask.mockRejectedValue(new Error('away'))
    watch.start()
    await vi.advanceTimersByTimeAsync(59_000)
    expect(ask).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(ask).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(119_000)
    expect(ask).toHaveBeenCalledTimes(2)

    expect(lines).toHaveLength(0)
  })

  it('is left alone when nobody looks, and what an old line still says is not heard', async () => {
    const { lines, shown, ask, watch, last } = fixture()
    watch.start()
    await vi.advanceTimersByTimeAsync(2_000)
    const old = last()
    watch.stop()
    old.listener.onInbox(STATE)
    old.listener.onLost()
    await vi.advanceTimersByTimeAsync(300_000)

    expect(old.isClosed).toBe(true)
    expect(shown).toEqual([])
    expect(ask).toHaveBeenCalledTimes(1)

    watch.start()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(ask).toHaveBeenCalledTimes(2)
    expect(lines).toHaveLength(2)
  })
})

describe('news', () => {
  const one = { notice: 'n-1', at: '2024-05-14T02:00:00Z', group: 'queue', read_at: null } as Notice

  it('is what the list does not show, or shows with less in it', () => {
    expect(isNews(one, [], '')).toBe(true)
    expect(isNews(one, [one], '')).toBe(false)
    expect(isNews({ ...one, at: '2024-05-14T03:00:00Z' }, [one], '')).toBe(true)
  })

  it('is nothing that was read, or that belongs to another group than is shown', () => {
    expect(isNews({ ...one, read_at: '2024-05-14T03:00:00Z' }, [], '')).toBe(false)
    expect(isNews(one, [], 'returned')).toBe(false)
    expect(isNews(one, [], 'queue')).toBe(true)
  })
})
