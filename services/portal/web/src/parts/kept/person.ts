/** Who sits at this device, also while nobody answers who that is: what is kept is kept for a person. */
import { computed, type ComputedRef, watch } from 'vue'

import { useSession } from '@/stores/session'

export interface Sitting {
  person: string
  display_name: string
  organisation: string
}

const KEPT = 'weekwire-person'

function kept(): Sitting | null {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? 'null') as Sitting | null
  } catch {
    return null
  }
}

/** Who is signed in; without a line, who was signed in last and did not sign out. */
export function useSitting(): ComputedRef<Sitting | null> {
  const session = useSession()
  watch(
    () => session.me,
    (me, before) => {
      if (me) {
        const { person, display_name, organisation } = me
        localStorage.setItem(KEPT, JSON.stringify({ person, display_name, organisation }))
      } else if (before && !session.hasEnded) localStorage.removeItem(KEPT)
    },
    { immediate: true },
  )
  return computed(() => {
    if (session.me) return session.me
    return session.isUnreachable ? kept() : null
  })
}
