/** The item that is open, and the one after it, fetched before it is asked for. */
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'

import { body, moderation } from '@/api/client'
import { asProblem, type Problem } from '@/api/problems'

import type { Item } from './types'

/** For how long what was fetched ahead is shown without asking again. */
const FRESH_MILLISECONDS = 20_000

interface Ahead {
  at: number
  item: Promise<Item>
}

export interface Items {
  item: ShallowRef<Item | null>
  problem: ShallowRef<Problem | null>
  isLoading: Ref<boolean>
  /** Show an item: what was fetched ahead at once, else once it comes. */
  open: (submission: string | null) => Promise<void>
  /** Ask for it again, after somebody has decided on it. */
  refresh: () => Promise<void>
  /**
   * Ask for it again without a trace of waiting, and take over what others did to the version that is read; a newer version
   * waits in `newer` until the reader wants it.
   */
  renew: () => Promise<void>
  newer: ShallowRef<Item | null>
  /** Fetch an item that will probably be opened next. */
  ahead: (submission: string | null) => void
  /** Show an item that came with another answer. */
  show: (item: Item) => void
}

export function fetchItem(submission: string): Promise<Item> {
  return body(moderation.GET('/v1/items/{submission}', { params: { path: { submission } } }))
}

export function useItems(): Items {
  const item = shallowRef<Item | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const isLoading = ref(false)
  const newer = shallowRef<Item | null>(null)
  const fetched = new Map<string, Ahead>()
  let wanted: string | null = null

  function take(submission: string): Promise<Item> {
    const known = fetched.get(submission)
    fetched.delete(submission)
    return known && Date.now() - known.at < FRESH_MILLISECONDS ? known.item : fetchItem(submission)
  }

  async function open(submission: string | null): Promise<void> {
    wanted = submission
    problem.value = null
    newer.value = null
    if (submission === null) {
      item.value = null
      return
    }
    if (item.value?.submission !== submission) item.value = null
    isLoading.value = true
    try {
      const came = await take(submission)
      if (wanted === submission) item.value = came
    } catch (thrown) {
      if (wanted === submission) problem.value = asProblem(thrown)
    } finally {
      if (wanted === submission) isLoading.value = false
    }
  }

  async function refresh(): Promise<void> {
    if (wanted === null) return
    fetched.delete(wanted)
    await open(wanted)
  }

  async function renew(): Promise<void> {
    const shown = item.value
    if (!shown || isLoading.value) return
    const came = await fetchItem(shown.submission).catch(() => null)
    // Whatever else was shown meanwhile, by a decision or by going on, is newer than this answer.
    if (!came || item.value !== shown) return
    if (came.version > shown.version) newer.value = came
    else item.value = came
  }

  function ahead(submission: string | null): void {
    if (submission === null || submission === wanted) return
    const known = fetched.get(submission)
    if (known && Date.now() - known.at < FRESH_MILLISECONDS) return
    const coming = fetchItem(submission)
    // A fault shows once the item is really opened.
    coming.catch(() => fetched.delete(submission))
    fetched.set(submission, { at: Date.now(), item: coming })
  }

  function show(shown: Item): void {
    wanted = shown.submission
    fetched.delete(shown.submission)
    problem.value = null
    newer.value = null
    item.value = shown
  }

  return { item, problem, isLoading, open, refresh, renew, newer, ahead, show }
}
