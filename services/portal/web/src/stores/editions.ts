/** The editions of the week, and the one that the pages show. */
import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'

import { body, directory } from '@/api/client'
import type { components } from '@/api/generated/directory'
import { serverNow } from '@/lib/use-now'

export type Edition = components['schemas']['Edition']
/** Whom to ask when the system fails, as the edition says it. */
export type Contact = Edition['contact']
const KEPT = 'weekwire-edition'
const LAST_KNOWN = 'weekwire-edition-known'
const RETRY_MILLISECONDS = 20_000

/** What this device remembers of the edition it showed last: enough to say which it is, and whom to ask. */
export interface Known {
  edition: string
  contact: Contact
}

/** The edition whose week is now, else the one whose week is nearest to now. */
export function nearest(editions: readonly Edition[], now: Date): Edition | undefined {
  const away = ({ start, end }: Edition): number => Math.max(Date.parse(start) - now.getTime(), now.getTime() - Date.parse(end), 0)
  return [...editions].sort((one, other) => away(one) - away(other))[0]
}

export const useEditions = defineStore('editions', () => {
  const editions = ref<Edition[]>([])
  const chosen = ref<string | null>(localStorage.getItem(KEPT))

  /** The chosen edition, else the nearest that is not sealed. */
  const edition = computed<Edition | null>(() => {
    const open = editions.value.filter((one) => !one.sealed)
    return editions.value.find((one) => one.edition === chosen.value) ?? nearest(open, serverNow()) ?? editions.value.at(-1) ?? null
  })

  const lastKnown = ref<Known | null>(known())
  /** Name and contact of the edition that is shown; while the directory does not answer, of the one that this device saw last. */
  const shown = computed<Known | null>(() => edition.value ?? lastKnown.value)

  async function load(): Promise<void> {
    editions.value = await body(directory.GET('/v1/editions'))
  }

  /** Load, and go on trying until the directory has answered; returns how to stop that. */
  function keepTrying(): () => void {
    const attempt = (): void => {
      if (editions.value.length === 0) load().catch(() => undefined)
      else stop()
    }
    const timer = setInterval(attempt, RETRY_MILLISECONDS)
    const stop = (): void => {
      clearInterval(timer)
      window.removeEventListener('online', attempt)
    }
    window.addEventListener('online', attempt)
    attempt()
    return stop
  }

  /** Show another edition, and remember it on this device. */
  function choose(name: string): void {
    chosen.value = name
    localStorage.setItem(KEPT, name)
  }

  watch(edition, (now) => {
    if (!now) return
    lastKnown.value = { edition: now.edition, contact: now.contact }
    localStorage.setItem(LAST_KNOWN, JSON.stringify(lastKnown.value))
  })

  return { editions, edition, shown, load, keepTrying, choose }
})

function known(): Known | null {
  try {
    const found = JSON.parse(localStorage.getItem(LAST_KNOWN) ?? 'null') as Known | null
    return typeof found?.edition === 'string' && found.contact ? found : null
  } catch {
    // What something else has written there is worth nothing.
    return null
  }
}
