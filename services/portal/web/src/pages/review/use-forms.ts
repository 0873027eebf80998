/** The words of a call: what fields, list entries and numbers are called. Codes stand for them until they come, or where nobody answers. */
import { reactive } from 'vue'

import { body, ingest } from '@/api/client'
import type { components } from '@/api/generated/ingest'

import type { Kind } from './types'

export type Form = components['schemas']['FormAnswer']

const forms = reactive(new Map<string, Form>())
const asked = new Set<string>()

/** The form of a kind in an edition; null while it is not here. Asking brings it. */
export function formOf(edition: string, kind: Kind): Form | null {
  const name = `${edition}:${kind}`
  const known = forms.get(name) as Form | undefined
  if (known) return known
  if (!asked.has(name)) {
    asked.add(name)
    body(ingest.GET('/v1/forms/{edition}/{kind}', { params: { path: { edition, kind } } }))
      .then((form) => forms.set(name, form))
      .catch(() => asked.delete(name))
  }
  return null
}
