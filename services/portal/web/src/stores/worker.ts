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

/** Load the page anew, by the newest version that there is. */
export async function renewPages(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined)
  await registration?.update().catch(() => undefined)
  if (registration?.waiting) await takeUpdate()
  else window.location.reload()
}

/** Look for a newer version, since something of this one could not be had. */
export function lookForUpdate(): void {
  navigator.serviceWorker
    ?.getRegistration()
    .then((registration) => registration?.update())
    .catch(() => undefined)
}

/** Take the newer version; the page is loaded anew. */
export async function takeUpdate(): Promise<void> {
  await take?.(true)
}
