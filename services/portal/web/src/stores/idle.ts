/**
 * Whether somebody is there. A session ends when nobody has touched a page of it for its idle time, in whatever tab; before that
 * there is a warning, and afterwards the page stays as it is. Whoever is at work keeps the session, also without sending anything.
 */
import { computed, onScopeDispose, ref, watch, type ComputedRef } from 'vue'

import { refreshSession } from '@/api/client'

import { useSession } from './session'

const KEPT = 'weekwire-active'
const NOTED_EVERY = 2_000
const LONGEST_WARNING_SECONDS = 120
/** What a person at work does. Moving the pointer is none: a table that shakes is nobody. */
const DEEDS = ['pointerdown', 'keydown', 'wheel', 'touchstart', 'input'] as const

/** How long before the end the warning comes: two minutes, or a quarter of a shorter time. */
export function warningSeconds(idleSeconds: number): number {
  return Math.min(LONGEST_WARNING_SECONDS, idleSeconds / 4)
}

/** Seconds until the session ends if nobody does anything; never negative. */
export function secondsLeft(idleSeconds: number, activeAt: number, now: number): number {
  return Math.max(0, Math.ceil(idleSeconds - (now - activeAt) / 1000))
}

/** Whether the session should be kept now: somebody was there since the last time, and a third of the idle time has gone. */
export function shouldKeep(idleSeconds: number, activeAt: number, keptAt: number, now: number): boolean {
  return activeAt > keptAt && now - keptAt >= (idleSeconds * 1000) / 3
}

function lastActive(): number {
  return Number(localStorage.getItem(KEPT) ?? '0') || 0
}

export interface Idle {
  /** Seconds left, while that is to be said; else null. */
  warning: ComputedRef<number | null>
  /** Somebody is there. */
  stay: () => void
}

/** Watch over the session of this tab, for as long as the caller's scope lives. */
export function useIdle(): Idle {
  const session = useSession()
  const now = ref(Date.now())
  const activeAt = ref(Date.now())
  let keptAt = Date.now()

  function mark(at: number): void {
    activeAt.value = at
    localStorage.setItem(KEPT, String(at))
    now.value = at
  }

  function note(): void {
    const at = Date.now()
    if (Math.abs(at - activeAt.value) >= NOTED_EVERY) mark(at)
  }

  function stay(): void {
    mark(Date.now())
  }

  function look(): void {
    const noted = Math.max(activeAt.value, lastActive())
    const at = Date.now()
    now.value = at
    // What lies ahead was noted by a clock that has been put back since: nobody knows when that was, so it counts from here.
    if (noted > at) mark(at)
    else activeAt.value = noted
    keptAt = Math.min(keptAt, at)
    const idle = session.me?.idle_seconds
    if (!idle || session.hasEnded) return
    if (secondsLeft(idle, activeAt.value, now.value) === 0) {
      void session.endIdle()
    } else if (shouldKeep(idle, activeAt.value, keptAt, now.value)) {
      keptAt = now.value
      refreshSession().catch(() => undefined)
    }
  }

  const warning = computed(() => {
    const idle = session.me?.idle_seconds
    if (!idle || session.hasEnded) return null
    const left = secondsLeft(idle, activeAt.value, now.value)
    return left <= warningSeconds(idle) ? left : null
  })

  // Who comes back has done something.
  watch(() => session.returns, stay)
  watch(() => session.me?.person, stay)
  const timer = setInterval(look, 1000)
  DEEDS.forEach((deed) => {
    window.addEventListener(deed, note, { passive: true, capture: true })
  })
  document.addEventListener('visibilitychange', look)
  onScopeDispose(() => {
    clearInterval(timer)
    DEEDS.forEach((deed) => {
      window.removeEventListener(deed, note, { capture: true })
    })
    document.removeEventListener('visibilitychange', look)
  })
  return { warning, stay }
}
