/** What waits at one's desks: how many items, and since when the oldest. */
import { body, moderation } from '@/api/client'

export interface Waiting {
  count: number
  /** Since when the oldest waits; null where nothing does. */
  since: string | null
}

export async function waitingAtDesk(edition: string | null): Promise<Waiting> {
  const query = { order: 'oldest' as const, limit: 1, answers_mine: false, ...(edition ? { edition } : {}) }
  const page = await body(moderation.GET('/v1/queue', { params: { query } }))
  return { count: page.total ?? page.items.length, since: page.items[0]?.waiting_since ?? null }
}
