/** Doing one thing from a page: whether it is under way, what went wrong, and what is so now, in a sentence. */
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'

import { asProblem, type Problem } from '@/api/problems'

/** What the browser throws where the person put aside a question that it had asked (a passkey's): nothing was done, and nothing is wrong. */
const PUT_ASIDE = 'NotAllowedError'

export interface Act {
  isBusy: Ref<boolean>
  problem: ShallowRef<Problem | null>
  said: Ref<string>
  /**
   * Do it once, and bring what the call brought; `done` is what to say afterwards. Null, and only null, where it was not done:
   * refused, and then `problem` says why; or with nothing to say where the person put the browser's question aside, or while
   * something else is under way.
   */
  act: <T>(call: () => Promise<T>, done?: string) => Promise<T | null>
  clear: () => void
}

export function useAct(): Act {
  const isBusy = ref(false)
  const problem = shallowRef<Problem | null>(null)
  const said = ref('')

  function clear(): void {
    problem.value = null
    said.value = ''
  }

  async function act<T>(call: () => Promise<T>, done = ''): Promise<T | null> {
    if (isBusy.value) return null
    isBusy.value = true
    clear()
    try {
      const came = await call()
      said.value = done
      return came
    } catch (thrown) {
      if (!(thrown instanceof Error && thrown.name === PUT_ASIDE)) problem.value = asProblem(thrown)
      return null
    } finally {
      isBusy.value = false
    }
  }

  return { isBusy, problem, said, act, clear }
}
