/** What a person enters of a subscriber, and what the service is told of it. */
import type { Subscriber } from './types'

export interface Draft {
  id: string
  name: string
  contact: string
  webhook: string
  editions: string[]
  kinds: string[]
  units: string[]
  types: string[]
  tags: string[]
  isFromBeginning: boolean
}

export function emptyDraft(): Draft {
  return { id: '', name: '', contact: '', webhook: '', editions: [], kinds: [], units: [], types: [], tags: [], isFromBeginning: false }
}

export function draftOf(subscriber: Subscriber): Draft {
  const { editions, kinds, units, types, tags } = subscriber.filters
  return {
    id: subscriber.subscriber,
    name: subscriber.name,
    contact: subscriber.contact,
    webhook: subscriber.webhook ?? '',
    editions: [...editions],
    kinds: [...kinds],
    units: [...units],
    types: [...types],
    tags: [...tags],
    isFromBeginning: false,
  }
}

/** The body of the order. `start` counts for a new subscriber alone. */
export function orderOf(draft: Draft) {
  const { editions, kinds, units, types, tags } = draft
  return {
    name: draft.name.trim(),
    contact: draft.contact.trim(),
    webhook: draft.webhook.trim() || null,
    filters: { editions, kinds: kinds as never, units, types, tags },
    start: { beginning: draft.isFromBeginning },
  }
}
