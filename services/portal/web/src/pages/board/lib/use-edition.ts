/** The edition of a board: the one in the address, else the one that the pages show. */
import { computed, onMounted, type ComputedRef, type Ref } from 'vue'

import { useEditions, type Edition } from '@/stores/editions'

export interface EditionOnPage {
  name: ComputedRef<string | null>
  edition: ComputedRef<Edition | null>
  names: ComputedRef<string[]>
}

const KEPT = 'weekwire-board-edition'

/** The edition `wanted`, else the pages' own; the name that this device saw last where the directory does not answer. */
export function useEditionOf(wanted: Ref<string | null>): EditionOnPage {
  const editions = useEditions()
  onMounted(() => {
    if (editions.editions.length === 0) editions.load().catch(() => undefined)
  })
  const edition = computed(() => editions.editions.find((one) => one.edition === wanted.value) ?? (wanted.value ? null : editions.edition))
  const name = computed(() => {
    const found = wanted.value ?? editions.edition?.edition ?? null
    if (found) localStorage.setItem(KEPT, found)
    return found ?? localStorage.getItem(KEPT)
  })
  return { name, edition, names: computed(() => editions.editions.map((one) => one.edition).reverse()) }
}
