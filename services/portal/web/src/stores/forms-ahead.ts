/** The forms of all kinds, fetched while nothing else is to be done: a report of any kind can then be begun without a line. */
import { watch } from 'vue'

import type { components } from '@/api/generated/ingest'
import { answered } from '@/parts/kept/answers'

import { useEditions } from './editions'
import { useSession } from './session'

type Kind = components['schemas']['Kind']
const KINDS = ['activity_report', 'case', 'manuscript', 'photo_set', 'video', 'plan', 'summary'] as const satisfies readonly Kind[]
const LATEST_MILLISECONDS = 5_000

function whenIdle(work: () => void): void {
  // Safari has no such call; there it is done a moment later.
  if ('requestIdleCallback' in window) window.requestIdleCallback(work, { timeout: LATEST_MILLISECONDS })
  else setTimeout(work, LATEST_MILLISECONDS)
}

/** Keep the edition's forms on this device, one after the other; what has not changed costs an empty answer. */
export async function keepForms(edition: string): Promise<void> {
  for (const kind of KINDS) await answered(`/api/ingest/v1/forms/${encodeURIComponent(edition)}/${kind}`)
}

/** Do so once for whoever reports, as soon as the edition is known. */
export function useFormsAhead(): void {
  const editions = useEditions()
  const session = useSession()
  let done = ''
  watch(
    () => (session.holds('filer') && !editions.edition?.sealed ? (editions.edition?.edition ?? null) : null),
    (edition) => {
      if (!edition || edition === done) return
      done = edition
      whenIdle(() => {
        keepForms(edition).catch(() => {
          // Away or cut off: the next page tries again.
          done = ''
        })
      })
    },
    { immediate: true },
  )
}
