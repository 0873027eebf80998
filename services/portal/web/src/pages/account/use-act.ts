/** One act of a form: busy while it runs, and the problem that it ended with. */
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'

import { asProblem, type Problem } from '@/api/problems'

export interface Act {
  isBusy: Ref<boolean>
  problem: ShallowRef<Problem | null>
  /** Run it; says whether it was done. */
  run: (what: () => Promise<unknown>) => Promise<boolean>
}

export function useAct(): Act {
  const isBusy = ref(false)
  const problem = shallowRef<Problem | null>(null)

  async function run(what: () => Promise<unknown>): Promise<boolean> {
    isBusy.value = true
    try {
      await what()
      problem.value = null
      return true
    } catch (thrown) {
      // The browser's own question was put aside: nothing happened.
      problem.value = thrown instanceof Error && thrown.name === 'NotAllowedError' ? null : asProblem(thrown)
      return false
    } finally {
      isBusy.value = false
    }
  }

  return { isBusy, problem, run }
}
