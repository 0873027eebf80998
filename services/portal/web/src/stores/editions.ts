/** The editions of the week, and the one that the pages show. */
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'

import { body, directory } from '@/api/client'
import type { components } from '@/api/generated/directory'
import { serverNow } from '@/lib/use-now'

export type Edition = components['schemas']['Edition']
const KEPT = 'weekwire-edition'

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

  async function load(): Promise<void> {
    editions.value = await body(directory.GET('/v1/editions'))
  }

  /** Show another edition, and remember it on this device. */
  function choose(name: string): void {
    chosen.value = name
    localStorage.setItem(KEPT, name)
  }

  return { editions, edition, load, choose }
})
