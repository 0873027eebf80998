/**
 * A newsroom's feed token while this tab is open. It is the newsroom's own key, typed by its own person: it stays in the tab's
 * memory of the session and goes nowhere but to syndication.
 */
import { computed, ref, type ComputedRef, type Ref } from 'vue'

import { syndication } from '@/api/client'

const KEPT = 'weekwire-feed-token'
const PREFIX = 'wwf_'
const token = ref(sessionStorage.getItem(KEPT) ?? '')

/** Whose feed token a text claims to be; null where it is none. */
export function subscriberOf(text: string): string | null {
  if (!text.startsWith(PREFIX)) return null
  const dot = text.lastIndexOf('.')
  return dot > PREFIX.length && dot < text.length - 1 ? text.slice(PREFIX.length, dot) : null
}

export interface NewsroomToken {
  token: Ref<string>
  /** Whose it is; null where nobody came in with one. */
  subscriber: ComputedRef<string | null>
  /** The header that shows it; empty for who is signed in by name. */
  headers: ComputedRef<Record<string, string>>
  /** Come in with a token. Throws `Problem` where it opens nothing. */
  enter: (text: string) => Promise<void>
  leave: () => void
}

export function useNewsroomToken(): NewsroomToken {
  const headers = computed<Record<string, string>>(() => (token.value ? { Authorization: `Bearer ${token.value}` } : {}))

  async function enter(text: string): Promise<void> {
    const typed = text.trim()
    await syndication.GET('/v1/items', { params: { query: { limit: 1 } }, headers: { Authorization: `Bearer ${typed}` } })
    token.value = typed
    sessionStorage.setItem(KEPT, typed)
  }

  function leave(): void {
    token.value = ''
    sessionStorage.removeItem(KEPT)
  }

  return { token, subscriber: computed(() => subscriberOf(token.value)), headers, enter, leave }
}
