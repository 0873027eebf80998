/** The service worker, by which the pages open without a line. A newer version waits until the person takes it. */
import { ref } from 'vue'
import { registerSW } from 'virtual:pwa-register'

/** Whether a newer version of the pages is there; nothing is reloaded under somebody's hands. */
export const hasUpdate = ref(false)
let take: ((reload?: boolean) => Promise<void>) | null = null

/** Register the worker, where the browser has one. */
export function registerWorker(): void {
  take = registerSW({
    onNeedRefresh: () => {
      hasUpdate.value = true
    },
  })
}

/** Take the newer version; the page is loaded anew. */
export async function takeUpdate(): Promise<void> {
  await take?.(true)
}
