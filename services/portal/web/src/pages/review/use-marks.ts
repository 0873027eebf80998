/** The fields that a reviewer marks on an item, with what is wrong; kept in this tab until they are sent, also over a sign-in. */
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'

import type { Item, Mark } from './types'

const PREFIX = 'weekwire-review-marks:'

export interface Marks {
  marks: Ref<Mark[]>
  byPath: ComputedRef<Map<string, Mark>>
  /** Mark a field, or change what was written about it. */
  put: (mark: Mark) => void
  remove: (path: string) => void
  clear: () => void
}

function keptUnder(name: string): Mark[] {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? '[]') as Mark[]
  } catch {
    return []
  }
}

/** Marks of the item that is shown; each version has its own. */
export function useMarks(item: Ref<Item | null>): Marks {
  const marks = ref<Mark[]>([])
  const name = computed(() => (item.value ? `${PREFIX}${item.value.submission}:${String(item.value.version)}` : null))
  watch(
    name,
    (now) => {
      marks.value = now ? keptUnder(now) : []
    },
    { immediate: true },
  )

  function keep(): void {
    if (!name.value) return
    if (marks.value.length === 0) sessionStorage.removeItem(name.value)
    else sessionStorage.setItem(name.value, JSON.stringify(marks.value))
  }

  function put(mark: Mark): void {
    const others = marks.value.filter((one) => one.path !== mark.path)
    marks.value = [...others, mark]
    keep()
  }

  function remove(path: string): void {
    marks.value = marks.value.filter((one) => one.path !== path)
    keep()
  }

  function clear(): void {
    marks.value = []
    keep()
  }

  return { marks, byPath: computed(() => new Map(marks.value.map((mark) => [mark.path, mark]))), put, remove, clear }
}
