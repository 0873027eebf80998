import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from 'vitest'
import { effectScope, watch, type EffectScope } from 'vue'

import { useIdle, type Idle } from '@/stores/idle'
import { useSession, type Me } from '@/stores/session'

const refresh = vi.hoisted(() => vi.fn(() => Promise.resolve(true)))
vi.mock('@/api/client', async (original) => ({ ...(await original<object>()), refreshSession: refresh }))

const IDLE_SECONDS = 1800
const HOUR = 3_600_000
const START = new Date('2024-05-14T09:00:00+08:00').getTime()
const NOTED = 'weekwire-active'

interface Tab {
  idle: Idle
  /** Called where the tab ends the session. */
  ended: MockInstance<() => Promise<void>>
  scope: EffectScope
}

/** A tab of somebody who is signed in. */
function tab(): Tab {
  setActivePinia(createPinia())
  const session = useSession()
  session.me = { person: 'p-330600-reviewer-1', idle_seconds: IDLE_SECONDS } as Me
  const ended = vi.spyOn(session, 'endIdle').mockImplementation(() => {
    session.hasEnded = true
    return Promise.resolve()
  })
  const scope = effectScope()
  const idle = scope.run(useIdle)
  if (!idle) throw new Error('the scope has ended')
  return { idle, ended, scope }
}

const pass = (seconds: number) => vi.advanceTimersByTime(seconds * 1000)
const touch = () => window.dispatchEvent(new Event('keydown'))

describe('a session that nobody uses', () => {
  const scopes: EffectScope[] = []
  const opened = () => {
    const made = tab()
    scopes.push(made.scope)
    return made
  }

  beforeEach(() => {
    localStorage.clear()
    refresh.mockClear()
    vi.useFakeTimers({ now: START })
  })
  afterEach(() => {
    scopes.splice(0).forEach((one) => { one.stop() })
    vi.useRealTimers()
  })

  it('is warned of, and ends', () => {
    const { idle, ended } = opened()

    pass(IDLE_SECONDS - 121)
    expect(idle.warning.value).toBeNull()
    pass(1)
    expect(idle.warning.value).toBe(120)
    pass(119)
    expect(ended).not.toHaveBeenCalled()
    pass(1)
    expect(ended).toHaveBeenCalledTimes(1)
  })

  it('goes on where somebody is there in another tab', () => {
    const { ended } = opened()
    pass(IDLE_SECONDS - 10)

    localStorage.setItem(NOTED, String(Date.now()))
    pass(IDLE_SECONDS - 1)

    expect(ended).not.toHaveBeenCalled()
    pass(1)
    expect(ended).toHaveBeenCalledTimes(1)
  })

  it('ends, too, where a wrong clock had noted that somebody would be there tomorrow', () => {
    localStorage.setItem(NOTED, String(START + 24 * HOUR))
    const { ended } = opened()

    pass(IDLE_SECONDS + 1)

    expect(ended).toHaveBeenCalledTimes(1)
  })

  it('ends its idle time after the clock was put back under an open page', () => {
    const { ended } = opened()
    pass(10)
    touch()
    vi.setSystemTime(START - 24 * HOUR)

    pass(IDLE_SECONDS)
    expect(ended).not.toHaveBeenCalled()
    pass(1)

    expect(ended).toHaveBeenCalledTimes(1)
  })

  it('is kept for whoever goes on working after the clock was put back', () => {
    const { ended } = opened()
    vi.setSystemTime(START - 24 * HOUR)
    for (let minute = 0; minute < 60; minute += 1) {
      touch()
      pass(60)
    }

    expect(ended).not.toHaveBeenCalled()
    expect(refresh.mock.calls.length).toBeGreaterThanOrEqual(5)
    expect(Number(localStorage.getItem(NOTED))).toBeLessThanOrEqual(Date.now())
  })

  it('stays for whoever says so, at no moment of which it could end', () => {
    const { idle, ended, scope } = opened()
    pass(IDLE_SECONDS - 1)
    expect(idle.warning.value).toBe(1)
    // The clock goes on before the press is heard: only the press itself stands between the session and its end.
    vi.setSystemTime(Date.now() + 60_000)
    const warnings: (number | null)[] = []
    scope.run(() => {
      watch(idle.warning, (left) => {
        warnings.push(left)
        document.dispatchEvent(new Event('visibilitychange'))
      }, { flush: 'sync' })
    })

    idle.stay()

    expect(ended).not.toHaveBeenCalled()
    expect(warnings).toEqual([null])
    pass(IDLE_SECONDS - 1)
    expect(ended).not.toHaveBeenCalled()
  })
})
