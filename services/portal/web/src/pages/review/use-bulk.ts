/** Many items at once: chosen, previewed, confirmed, and taken back one by one. */
import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'

import { body, moderation } from '@/api/client'
import { asProblem, type Problem } from '@/api/problems'

import { newId, type Act, type BulkAnswer, type Preview } from './types'
import { fetchItem } from './use-items'

/** Most items of one bulk, as the service takes them. */
export const MOST = 500
export const BULK_ACTS: Act[] = ['pass_up', 'accept', 'return', 'refuse']
const AT_ONCE = 4

export interface Undone {
  done: number
  left: string[]
}

export interface Bulk {
  chosen: Ref<Set<string>>
  preview: ShallowRef<Preview | null>
  result: ShallowRef<BulkAnswer | null>
  undone: ShallowRef<Undone | null>
  problem: ShallowRef<Problem | null>
  isBusy: Ref<boolean>
  /** How far an undo is, 0 to 1; null while none is under way. */
  progress: Ref<number | null>
  titles: ComputedRef<Map<string, string>>
  toggle: (submission: string) => void
  choose: (submissions: string[]) => void
  /** Choose these no more; gives how many of them were chosen. Nothing is dropped from under a preview. */
  drop: (submissions: string[]) => number
  ask: (act: Act, reason: string) => Promise<void>
  confirm: () => Promise<void>
  undo: () => Promise<void>
  /** Forget preview and results; what was chosen stays. */
  reset: () => void
}

export function useBulk(): Bulk {
  const chosen = ref(new Set<string>())
  const preview = shallowRef<Preview | null>(null)
  const result = shallowRef<BulkAnswer | null>(null)
  const undone = shallowRef<Undone | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const isBusy = ref(false)
  const progress = ref<number | null>(null)
  let bulk = newId()

  const titles = computed(() => new Map(preview.value?.items.map((line) => [line.submission, line.title]) ?? []))

  function toggle(submission: string): void {
    const next = new Set(chosen.value)
    if (!next.delete(submission) && next.size < MOST) next.add(submission)
    chosen.value = next
  }

  function choose(submissions: string[]): void {
    chosen.value = new Set(submissions.slice(0, MOST))
  }

  function drop(submissions: string[]): number {
    if (preview.value) return 0
    const dropped = submissions.filter((one) => chosen.value.has(one))
    if (dropped.length) chosen.value = new Set([...chosen.value].filter((one) => !dropped.includes(one)))
    return dropped.length
  }

  async function trying(work: () => Promise<void>): Promise<void> {
    if (isBusy.value) return
    isBusy.value = true
    problem.value = null
    try {
      await work()
    } catch (thrown) {
      problem.value = asProblem(thrown)
    } finally {
      isBusy.value = false
    }
  }

  function ask(act: Act, reason: string): Promise<void> {
    return trying(async () => {
      const select = { submissions: [...chosen.value] }
      preview.value = await body(moderation.POST('/v1/bulk-previews', { body: { select, act, ...(reason.trim() ? { reason: reason.trim() } : {}) } }))
      result.value = null
      undone.value = null
      bulk = newId()
    })
  }

  /** The same bulk sent again gives the same results, so a cut line loses and doubles nothing. */
  function confirm(): Promise<void> {
    return trying(async () => {
      if (!preview.value) return
      result.value = await body(
        moderation.PUT('/v1/bulk-decisions/{bulk}', { params: { path: { bulk } }, body: { preview: preview.value.preview } }),
      )
      chosen.value = new Set()
    })
  }

  async function undoOne(submission: string): Promise<boolean> {
    try {
      const item = await fetchItem(submission)
      if (!item.may_undo) return false
      const said = { act: 'undo' as const, version: item.version }
      await moderation.PUT('/v1/items/{submission}/decisions/{decision}', {
        params: { path: { submission, decision: newId() } },
        body: said as never,
      })
      return true
    } catch (thrown) {
      if (asProblem(thrown).isPassing) throw thrown
      return false
    }
  }

  function undo(): Promise<void> {
    return trying(async () => {
      const waiting = result.value?.items.filter((line) => line.result === 'done').map((line) => line.submission) ?? []
      const counted: Undone = { done: 0, left: [] }
      progress.value = 0
      try {
        for (let from = 0; from < waiting.length; from += AT_ONCE) {
          const some = waiting.slice(from, from + AT_ONCE)
          const answers = await Promise.all(some.map(undoOne))
          counted.done += answers.filter(Boolean).length
          counted.left.push(...some.filter((_, index) => !answers[index]))
          progress.value = Math.min(1, (from + some.length) / waiting.length)
        }
        undone.value = counted
      } finally {
        progress.value = null
      }
    })
  }

  function reset(): void {
    preview.value = null
    result.value = null
    undone.value = null
    problem.value = null
  }

  return { chosen, preview, result, undone, problem, isBusy, progress, titles, toggle, choose, drop, ask, confirm, undo, reset }
}
