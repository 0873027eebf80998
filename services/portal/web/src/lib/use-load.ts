/** Loading as every page does it: what came, whether it still comes, and what went wrong. */
import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'

import { asProblem, type Problem } from '@/api/problems'
import { useSession } from '@/stores/session'

export interface Loading<T> {
  value: ShallowRef<T | null>
  problem: ShallowRef<Problem | null>
  isLoading: Ref<boolean>
  /** Load (again). What came before stays on the page meanwhile. */
  load: () => Promise<void>
}

/** `fetch` is called by `load`; of two calls at once the later one counts. */
export function useLoad<T>(fetch: () => Promise<T>): Loading<T> {
  const value = shallowRef<T | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const isLoading = ref(false)
  let last = 0

  async function load(): Promise<void> {
    last += 1
    const mine = last
    isLoading.value = true
    try {
      const came = await fetch()
      if (mine === last) {
        value.value = came
        problem.value = null
      }
    } catch (thrown) {
      if (mine === last) problem.value = asProblem(thrown)
    } finally {
      if (mine === last) isLoading.value = false
    }
  }

  // Whoever signs in again in an open page finds what could not be loaded without a session.
  const session = useSession()
  watch(
    () => session.returns,
    () => {
      if (problem.value?.status === 401) void load()
    },
  )

  return { value, problem, isLoading, load }
}
