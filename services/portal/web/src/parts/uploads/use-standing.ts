/** How far media has come with the files of a report: awaited, in work with position and time left, ready, or in trouble. */
import { onScopeDispose, shallowRef } from 'vue'

import { body, media, reach } from '@/api/client'
import type { components } from '@/api/generated/media'
import { asProblem } from '@/api/problems'

type FilesAnswer = components['schemas']['FilesAnswer']
type FileAnswer = components['schemas']['FileAnswer']

export interface FileStanding {
  state: FileAnswer['asset']['state']
  asset: string
  estimate: FileAnswer['estimate']
  trouble: FileAnswer['trouble']
  hasPicture: boolean
}

const SOON_MILLISECONDS = 2_000
const LATER_MILLISECONDS = 15_000

export function useStanding(report: () => string) {
  const standing = shallowRef<ReadonlyMap<string, FileStanding>>(new Map())
  let timer: ReturnType<typeof setTimeout> | undefined
  let isStopped = false

  async function look(): Promise<void> {
    clearTimeout(timer)
    try {
      const answer = await filesOf(report())
      standing.value = new Map((answer?.files ?? []).map((one) => [one.asset.sha256, standingOf(one)]))
    } catch {
      // Media has not heard of it yet, or is away: what is known stays, and it is asked again.
    }
    if (!isStopped && !isSettled()) timer = setTimeout(() => void look(), isInWork() ? SOON_MILLISECONDS : LATER_MILLISECONDS)
  }

  const isInWork = () => standing.value.size === 0 || [...standing.value.values()].some((one) => one.state === 'uploaded')
  const isSettled = () => standing.value.size > 0 && [...standing.value.values()].every((one) => ['ready', 'failed', 'withdrawn'].includes(one.state))

  onScopeDispose(() => {
    isStopped = true
    clearTimeout(timer)
  })
  return { standing, look }
}

function standingOf(one: FileAnswer): FileStanding {
  const { asset, state, renditions } = one.asset
  const hasPicture = renditions.some((rendition) => rendition.name === 'w400.jpg')
  return { state, asset, estimate: one.estimate, trouble: one.trouble, hasPicture }
}

/** The files of a submission. Where all have failed the answer is a 422, and tells what is wrong with each all the same. */
async function filesOf(submission: string): Promise<FilesAnswer> {
  try {
    return await body(media.GET('/v1/submissions/{submission}/media', { params: { path: { submission } } }))
  } catch (thrown) {
    if (asProblem(thrown).status !== 422) throw thrown
    return (await (await reach(`/api/media/v1/submissions/${submission}/media`)).json()) as FilesAnswer
  }
}
