/** The list on the left: what waits for one's desks, what may be featured, or everything of one's branch; narrowed and counted. */
import { computed, reactive, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'

import { body, moderation } from '@/api/client'
import { asProblem, type Problem } from '@/api/problems'
import { serverNow } from '@/lib/use-now'

import { renewed } from './queue-lines'
import type { Found, Kind, Line, NextBody, Order, State } from './types'

export type View = 'desk' | 'selection' | 'public' | 'all'

export interface Filters {
  view: View
  kind: Kind | null
  unit: string | null
  organisation: string | null
  state: State | null
  olderThanSeconds: number | null
  claimed: 'free' | 'mine' | 'others' | null
  found: Found | null
  proofsDone: number | null
  /** Words of a title, or the beginning of a number. */
  text: string | null
  /** Only what answers a return that one has made oneself. */
  answersMine: boolean
  order: Order
}

const PAGE = 200
/** Most lines held at once; whoever has more narrows the list. */
const MOST_LINES = 2_000

export interface Queue {
  filters: Filters
  lines: ShallowRef<Line[]>
  counts: ShallowRef<Record<string, number>>
  /** How many fit in all; null while only the lines themselves tell. */
  total: Ref<number | null>
  isLoading: Ref<boolean>
  problem: ShallowRef<Problem | null>
  /** When the list was last what the service said; null before the first time. */
  asOf: ShallowRef<Date | null>
  /** The line that is held although it fits the list no more. */
  gone: Ref<string | null>
  load: () => Promise<void>
  /**
   * Ask again without a trace of waiting; the line that `held` names stays at its place. Where nobody answers, all stays. Gives
   * what has left the list.
   */
  renew: (held: string | null) => Promise<string[]>
  /** Put a line in the place of its older self, or take it out where it is done. */
  replace: (line: Line) => void
  /** The same for what came with a renewal, which is no newer than the list itself. */
  refit: (line: Line) => void
  remove: (submission: string) => void
  indexOf: (submission: string | null) => number
}

export function noFilters(view: View): Filters {
  return {
    view,
    kind: null,
    unit: null,
    organisation: null,
    state: null,
    olderThanSeconds: null,
    claimed: null,
    found: null,
    proofsDone: null,
    text: null,
    answersMine: false,
    order: 'urgent',
  }
}

/** Whether anything is left out beside what the view itself leaves out. */
export function isNarrowed(filters: Filters): boolean {
  const open = { ...noFilters(filters.view), order: filters.order }
  return Object.entries(filters).some(([name, value]) => value !== open[name as keyof Filters] && value !== '')
}

/** What the service is asked for; only what narrows is said. */
export function askedFor(filters: Filters, edition: string | null): Record<string, string | number | boolean> {
  const own: Partial<Record<string, string | number | boolean>> =
    filters.view === 'all'
      ? { ...(filters.state ? { state: filters.state } : {}) }
      : filters.view === 'desk'
        ? {}
        : { state: 'accepted', featured: filters.view === 'public' }
  const said: Record<string, string | number | boolean | null | undefined> = {
    ...own,
    // What waits for somebody waits whatever the edition; looking back is done in one.
    edition: filters.view === 'all' || filters.view === 'public' ? edition : null,
    kind: filters.kind,
    unit: filters.unit,
    organisation: filters.organisation,
    older_than_seconds: filters.olderThanSeconds,
    claimed: filters.claimed,
    found: filters.found,
    proofs_done: filters.view === 'selection' ? filters.proofsDone : null,
    text: filters.text?.trim() ? filters.text.trim() : null,
    answers_mine: filters.answersMine ? true : null,
    order: filters.order === 'urgent' ? null : filters.order,
  }
  return Object.fromEntries(Object.entries(said).filter((entry): entry is [string, string | number | boolean] => entry[1] != null))
}

/** What the next one to take in hand is asked by; null where the list shows nothing that one could take. */
export function nextOf(filters: Filters, edition: string | null): NextBody | null {
  const isDesk = filters.view === 'desk' || (filters.view === 'all' && (filters.state ?? 'in_review') === 'in_review')
  if (!isDesk || filters.claimed === 'mine' || filters.claimed === 'others') return null
  return {
    edition: filters.view === 'all' ? edition : null,
    kind: filters.kind,
    unit: filters.unit,
    organisation: filters.organisation,
    older_than_seconds: filters.olderThanSeconds,
    text: filters.text?.trim() ? filters.text.trim() : null,
    answers_mine: filters.answersMine,
    found: filters.found,
    order: filters.order,
  }
}

/** The list; it loads page after page, so that the first lines are there at once and scrolling never waits. */
export function useQueue(first: View, edition: Ref<string | null>): Queue {
  const filters = reactive(noFilters(first))
  const lines = shallowRef<Line[]>([])
  const counts = shallowRef<Record<string, number>>({})
  const total = ref<number | null>(null)
  const isLoading = ref(false)
  const problem = shallowRef<Problem | null>(null)
  const asOf = shallowRef<Date | null>(null)
  const gone = ref<string | null>(null)
  const places = computed(() => new Map(lines.value.map((line, index) => [line.submission, index])))
  let run = 0
  /** Rises with every change that is made here: what was asked for before it is no longer the newest. */
  let changes = 0

  async function page(cursor: string | null) {
    const query = { ...askedFor(filters, edition.value), limit: PAGE, ...(cursor ? { cursor } : {}) }
    return filters.view === 'desk'
      ? body(moderation.GET('/v1/queue', { params: { query } }))
      : body(moderation.GET('/v1/items', { params: { query } }))
  }

  async function load(): Promise<void> {
    run += 1
    const mine = run
    isLoading.value = true
    try {
      let came = await page(null)
      if (mine !== run) return
      lines.value = came.items
      counts.value = came.counts
      total.value = came.total
      problem.value = null
      gone.value = null
      while (came.next && lines.value.length < MOST_LINES) {
        came = await page(came.next)
        if (mine !== run) return
        lines.value = [...lines.value, ...came.items]
      }
      if (!came.next) total.value = lines.value.length
      asOf.value = serverNow()
    } catch (thrown) {
      if (mine === run) problem.value = asProblem(thrown)
    } finally {
      if (mine === run) isLoading.value = false
    }
  }

  async function renew(held: string | null): Promise<string[]> {
    if (isLoading.value) return []
    const [mine, since] = [run, changes]
    try {
      let came = await page(null)
      const [first, fresh] = [came, [...came.items]]
      while (came.next && fresh.length < MOST_LINES) {
        came = await page(came.next)
        fresh.push(...came.items)
      }
      if (mine !== run || since !== changes) return []
      const [before, there] = [lines.value, new Set(fresh.map((line) => line.submission))]
      const now = renewed(before, fresh, held)
      lines.value = now.lines
      gone.value = now.gone
      counts.value = first.counts
      total.value = came.next ? first.total : now.lines.length
      problem.value = null
      asOf.value = serverNow()
      return before.map((line) => line.submission).filter((one) => !there.has(one))
    } catch {
      // The list stays as it was, with its time; the next renewal tries again.
      return []
    }
  }

  function replace(line: Line): void {
    changes += 1
    refit(line)
  }

  function refit(line: Line): void {
    lines.value = lines.value.map((one) => (one.submission === line.submission ? line : one))
  }

  function remove(submission: string): void {
    changes += 1
    const left = lines.value.filter((one) => one.submission !== submission)
    if (total.value !== null) total.value -= lines.value.length - left.length
    lines.value = left
  }

  function indexOf(submission: string | null): number {
    return submission === null ? -1 : (places.value.get(submission) ?? -1)
  }

  watch([() => ({ ...filters }), edition], () => void load())
  return { filters, lines, counts, total, isLoading, problem, asOf, gone, load, renew, replace, refit, remove, indexOf }
}
