/** An earlier version of an item as its filer sent it, to be laid beside the newest; each is asked for once. */
import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'

import { body, ingest } from '@/api/client'
import type { components } from '@/api/generated/ingest'
import { asProblem, type Problem } from '@/api/problems'

export type Earlier = components['schemas']['SubmissionAnswer']

export interface EarlierVersion {
  version: Ref<number>
  earlier: ShallowRef<Earlier | null>
  problem: ShallowRef<Problem | null>
  load: () => Promise<void>
}

/** `first` is the version that is compared with at first: what a return judged, or the one before. */
export function useEarlier(submission: () => string, first: () => number): EarlierVersion {
  const version = ref(first())
  const earlier = shallowRef<Earlier | null>(null)
  const problem = shallowRef<Problem | null>(null)
  let wanted = ''

  async function load(): Promise<void> {
    const path = { submission: submission(), version: version.value }
    const mine = `${path.submission}:${String(path.version)}`
    wanted = mine
    problem.value = null
    try {
      const came = await body(ingest.GET('/v1/submissions/{submission}/versions/{version}', { params: { path } }))
      if (wanted === mine) earlier.value = came
    } catch (thrown) {
      if (wanted === mine) problem.value = asProblem(thrown)
    }
  }

  watch([submission, first], () => {
    earlier.value = null
    version.value = first()
  })
  watch([submission, version], load, { immediate: true })
  return { version, earlier, problem, load }
}
