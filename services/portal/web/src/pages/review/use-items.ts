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
    item.value = shown
  }

  return { item, problem, isLoading, open, refresh, ahead, show }
}
