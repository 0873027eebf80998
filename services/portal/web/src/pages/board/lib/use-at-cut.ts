/**
 * What stands below the headline is loaded again when the headline has moved, at most every few seconds: it belongs to a cut of
 * its own, which it shows. A part that could not be loaded keeps what it showed, and is asked for again by itself.
 */
import { onScopeDispose, watch, type Ref } from 'vue'

import { useLoad, type Loading } from '@/lib/use-load'

const PACE_MILLISECONDS = 3_000
const AGAIN_MILLISECONDS = 10_000

/** Load with `fetch` when `key` (what is asked) changes at once, and when `cut` moves at a pace; nothing while `key` is null. */
export function useAtCut<T>(
  key: Ref<string | null>,
  cut: Ref<string | null>,
  fetch: () => Promise<T>,
  paceMilliseconds = PACE_MILLISECONDS,
): Loading<T> {
  const loading = useLoad(fetch)
  let timer: ReturnType<typeof setTimeout> | null = null
  let lastAt = 0

  function loadNow(): void {
    if (timer) clearTimeout(timer)
    timer = null
    lastAt = Date.now()
    void loading.load()
  }

  watch(
    key,
    (now) => {
      loading.value.value = null
      loading.problem.value = null
      if (now !== null) loadNow()
    },
    { immediate: true },
  )
  watch(cut, (now, before) => {
    if (key.value === null || timer || !now || !before) return
    timer = setTimeout(loadNow, Math.max(0, lastAt + paceMilliseconds - Date.now()))
  })
  watch(loading.problem, (problem) => {
    if (problem?.isPassing && !timer) timer = setTimeout(loadNow, AGAIN_MILLISECONDS)
  })
  onScopeDispose(() => {
    if (timer) clearTimeout(timer)
  })
  return loading
}
