/** The edition of a board: the one that all pages show; while the directory does not answer, the one that this device saw last. */
import { computed, onMounted, type ComputedRef } from 'vue'

import { useEditions, type Edition } from '@/stores/editions'

export interface EditionOnPage {
  name: ComputedRef<string | null>
  edition: ComputedRef<Edition | null>
}

const CHOSEN = 'weekwire-edition'
const SEEN = 'weekwire-board-edition'

/** The pages' edition, by name also where nothing else of it is known. */
export function useShownEdition(): EditionOnPage {
  const editions = useEditions()
  onMounted(() => {
    if (editions.editions.length === 0) editions.load().catch(() => undefined)
  })
  const edition = computed(() => editions.edition)
  const name = computed(() => {
    const found = edition.value?.edition ?? null
    if (found) localStorage.setItem(SEEN, found)
    return found ?? localStorage.getItem(CHOSEN) ?? localStorage.getItem(SEEN)
  })
  return { name, edition }
}
