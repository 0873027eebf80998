/** Asking again and again while a page is looked at: at once when it is looked at again, and more rarely while nobody answers. */
import { onMounted, onScopeDispose } from 'vue'

const LONGEST_FACTOR = 8

/** `ask` is called now and every `seconds`; after a fault the pause doubles, up to eight times as long. */
export function usePolling(ask: () => Promise<unknown>, seconds: number): () => Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  let factor = 1
  let isOver = false

  async function look(): Promise<void> {
    clearTimeout(timer)
    try {
      await ask()
      factor = 1
    } catch {
      factor = Math.min(factor * 2, LONGEST_FACTOR)
    }
    clearTimeout(timer)
    if (!isOver && !document.hidden) timer = setTimeout(() => void look(), seconds * 1000 * factor)
  }

  function onVisible(): void {
    if (!document.hidden) void look()
  }

  onMounted(() => {
    document.addEventListener('visibilitychange', onVisible)
    void look()
  })
  onScopeDispose(() => {
    isOver = true
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', onVisible)
  })
  return look
}
