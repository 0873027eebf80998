/** The editions of the week, and the one that the pages show. */
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'

import { body, directory } from '@/api/client'
import type { components } from '@/api/generated/directory'

export type Edition = components['schemas']['Edition']
const KEPT = 'weekwire-edition'

export const useEditions = defineStore('editions', () => {
  const editions = ref<Edition[]>([])
  const chosen = ref<string | null>(localStorage.getItem(KEPT))

  /** The chosen edition, else the newest that is not sealed. */
  const edition = computed<Edition | null>(() => {
    const open = editions.value.filter((one) => !one.sealed)
    return editions.value.find((one) => one.edition === chosen.value) ?? open.at(-1) ?? editions.value.at(-1) ?? null
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
