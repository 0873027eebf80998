import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { mount } from '@vue/test-utils'

import { marksOf } from '@/pages/inbox/marks'
import { usePolling } from '@/pages/inbox/polling'
import { toggled } from '@/pages/inbox/use-choices'

describe('what a return marked', () => {
  it('is shown as its maker wrote it, and nothing where there is none', () => {
    expect(marksOf({ facts: { fields: [{ path: 'a', note: '人次小于人数' }, { path: 'b', note: ' ' }, { path: 'c' }] } })).toEqual(['人次小于人数'])
    expect(marksOf({ facts: { fields: 'x' } })).toEqual([])
    expect(marksOf({ facts: {} })).toEqual([])
  })
})

describe('a tick', () => {
  it('turns one channel and leaves the others', () => {
    expect(toggled(['page'], 'email')).toEqual(['page', 'email'])
    expect(toggled(['page', 'email'], 'page')).toEqual(['email'])
  })
})

describe('polling', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  function polling(ask: () => Promise<unknown>) {
    return mount(
      defineComponent({
        setup() {
          usePolling(ask, 30)
          return () => h('i')
        },
      }),
    )
  }

  it('asks at once, then in its pace, and no more when the page is gone', async () => {
    const ask = vi.fn(() => Promise.resolve())
    const page = polling(ask)
    await vi.advanceTimersByTimeAsync(61_000)
    expect(ask).toHaveBeenCalledTimes(3)

    page.unmount()
    await vi.advanceTimersByTimeAsync(120_000)
    expect(ask).toHaveBeenCalledTimes(3)
  })

  it('asks more rarely while nobody answers, and soon again once somebody does', async () => {
    const ask = vi.fn(() => Promise.reject(new Error('away')))
    const page = polling(ask)
    await vi.advanceTimersByTimeAsync(181_000)
    expect(ask).toHaveBeenCalledTimes(3)

    ask.mockImplementation(() => Promise.resolve() as never)
    await vi.advanceTimersByTimeAsync(240_000 + 31_000)
    expect(ask).toHaveBeenCalledTimes(5)
    page.unmount()
  })
})
