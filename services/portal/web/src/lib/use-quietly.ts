/** Renewing what a page shows while somebody looks at it: every so often, and at once when they come back to it. */
import { onScopeDispose } from 'vue'

/**
 * Call `renew` every `seconds` for as long as the caller's scope lives and the page is seen and online; also when the page is
 * seen again or the line is back. One at a time: what takes longer is not asked for twice.
 */
export function useQuietly(renew: () => Promise<unknown>, seconds: number): void {
  let isUnderWay = false

  async function go(): Promise<void> {
    if (isUnderWay || document.hidden || !navigator.onLine) return
    isUnderWay = true
    try {
      await renew()
    } finally {
      isUnderWay = false
    }
  }

  const seen = (): void => void go()
  const timer = setInterval(seen, seconds * 1000)
  document.addEventListener('visibilitychange', seen)
  window.addEventListener('online', seen)
  onScopeDispose(() => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', seen)
    window.removeEventListener('online', seen)
  })
}
