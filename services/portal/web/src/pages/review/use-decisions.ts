/** Deciding, and taking one's newest act back. A request that got no answer is sent again under the same id, and counts once. */
import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'

import { body, moderation } from '@/api/client'
import { asProblem, type Problem } from '@/api/problems'
import { useNow } from '@/lib/use-now'

import { fetchItem } from './use-items'
import { newId, type Act, type Item, type Kept, type Mark, type Override } from './types'

export interface Draft {
  act: Act
  reason: string
  fields: Mark[]
  overrides: Override[]
  target?: string
  jointActivity?: string
}

/** What was just done and can still be undone. */
export interface Done {
  submission: string
  title: string
  act: Act
  decision: string
  until: Date
}

export interface Decisions {
  isBusy: Ref<boolean>
  problem: ShallowRef<Problem | null>
  /** The newest act that can be undone; null once its time is over. */
  undoable: ComputedRef<Done | null>
  secondsLeft: ComputedRef<number>
  /** Decide; null where it was refused or nobody answered (`problem` says which). */
  decide: (item: Item, draft: Draft) => Promise<Kept | null>
  undo: () => Promise<Done | null>
  forget: () => void
}

export function plainDraft(act: Act): Draft {
  return { act, reason: '', fields: [], overrides: [] }
}

export function useDecisions(): Decisions {
  const isBusy = ref(false)
  const problem = shallowRef<Problem | null>(null)
  const newest = shallowRef<Done | null>(null)
  const now = useNow(1)
  let sent: { key: string; id: string } | null = null
  let latest = ''

  const secondsLeft = computed(() =>
    newest.value ? Math.max(0, Math.floor((newest.value.until.getTime() - now.value.getTime()) / 1000)) : 0,
  )
  const undoable = computed(() => (secondsLeft.value > 0 ? newest.value : null))

  /** The id of a request: the same while it is the same request. */
  function idFor(key: string): string {
    if (sent?.key !== key) sent = { key, id: newId() }
    return sent.id
  }

  async function put(submission: string, decision: string, said: Record<string, unknown> & { act: Act; version: number }): Promise<Kept> {
    return body(
      moderation.PUT('/v1/items/{submission}/decisions/{decision}', {
        params: { path: { submission, decision } },
        body: said as never,
      }),
    )
  }

  async function trying<T>(work: () => Promise<T>): Promise<T | null> {
    if (isBusy.value) return null
    isBusy.value = true
    problem.value = null
    try {
      const came = await work()
      sent = null
      return came
    } catch (thrown) {
      problem.value = asProblem(thrown)
      if (!problem.value.isPassing) sent = null
      return null
    } finally {
      isBusy.value = false
    }
  }

  async function decide(item: Item, draft: Draft): Promise<Kept | null> {
    const said = {
      act: draft.act,
      version: item.version,
      ...(draft.reason.trim() ? { reason: draft.reason.trim() } : {}),
      ...(draft.fields.length ? { fields: draft.fields } : {}),
      ...(draft.overrides.length ? { overrides: draft.overrides } : {}),
      ...(draft.target ? { target: draft.target } : {}),
      ...(draft.jointActivity ? { joint_activity: draft.jointActivity } : {}),
    }
    const decision = idFor(`${item.submission}:${JSON.stringify(said)}`)
    const kept = await trying(() => put(item.submission, decision, said))
    if (kept) void noteUndo(item, draft.act, decision)
    return kept
  }

  /** Ask until when it can be taken back; where nobody answers, the page simply offers no undo. */
  async function noteUndo(item: Item, act: Act, decision: string): Promise<void> {
    latest = decision
    newest.value = null
    const after = await fetchItem(item.submission).catch(() => null)
    if (latest !== decision) return
    newest.value = after?.undo_until
      ? { submission: item.submission, title: item.title, act, decision, until: new Date(after.undo_until) }
      : null
  }

  async function undo(): Promise<Done | null> {
    const done = undoable.value
    if (!done) return null
    const undone = await trying(async () => {
      const item = await fetchItem(done.submission)
      const decision = idFor(`undo:${done.decision}`)
      await put(done.submission, decision, { act: 'undo', version: item.version, undoes: done.decision })
      return done
    })
    if (undone) newest.value = null
    return undone
  }

  function forget(): void {
    newest.value = null
  }

  return { isBusy, problem, undoable, secondsLeft, decide, undo, forget }
}
