/** Setting a date: for one obligation that is there, or one kind for several of those directly below. */
import { shallowRef, type Ref, type ShallowRef } from 'vue'

import { body, directory } from '@/api/client'
import type { components } from '@/api/generated/directory'
import { asProblem, Problem } from '@/api/problems'
import { useAct } from '@/lib/use-act'

import { fromLocalInput, obligationId, type Kind } from './owed'

type Organisation = components['schemas']['Organisation']
const PAGE_CHILDREN = 500
const NO_RULE = 404
const DAY_SECONDS = 86_400

export interface Setting {
  debtor: string
  problem: Problem | null
}

/** What is asked: a local time in Shanghai, days in which it is still taken with a reason, and why it is so. */
export interface Asked {
  due: string
  graceDays: number
  reason: string
}

export interface Dates {
  children: ShallowRef<Organisation[]>
  problem: ShallowRef<Problem | null>
  isBusy: Ref<boolean>
  settings: ShallowRef<Setting[]>
  loadChildren: (parent: string) => Promise<void>
  /** Whether everything was kept. */
  set: (edition: string, creditor: string, kind: Kind, debtors: readonly string[], asked: Asked, known?: string) => Promise<boolean>
  /** How many days of grace an obligation gives as it stands; null where it is not there. */
  graceDays: (obligation: string) => Promise<number | null>
  cancel: (obligation: string) => Promise<boolean>
}

export function useDates(): Dates {
  const children = shallowRef<Organisation[]>([])
  const { isBusy, problem, act } = useAct()
  const settings = shallowRef<Setting[]>([])

  /** Whether it was done wholly. */
  async function doing(work: () => Promise<boolean>): Promise<boolean> {
    return (await act(work)) ?? false
  }

  async function known(obligation: string) {
    try {
      return await body(directory.GET('/v1/obligations/{obligation}', { params: { path: { obligation } } }))
    } catch (thrown) {
      if (thrown instanceof Problem && thrown.status === NO_RULE) return null
      throw thrown
    }
  }

  async function setOne(edition: string, creditor: string, kind: Kind, debtor: string, asked: Asked, id: string): Promise<void> {
    const before = await known(id)
    await directory.PUT('/v1/obligations/{obligation}', {
      params: { path: { obligation: id } },
      body: {
        edition,
        creditor,
        kind,
        debtor,
        due_at: fromLocalInput(asked.due),
        grace_seconds: Math.round(asked.graceDays * DAY_SECONDS),
        reason: asked.reason.trim(),
        term_after_return_seconds: before?.term_after_return_seconds ?? 259_200,
        source: before?.source ?? '',
        ...(before ? { revision: before.revision } : {}),
      },
    })
  }

  return {
    children,
    problem,
    isBusy,
    settings,
    loadChildren: async (parent) => {
      await doing(async () => {
        const found: Organisation[] = []
        let cursor: string | null | undefined
        do {
          const query = { parent, limit: PAGE_CHILDREN, ...(cursor ? { cursor } : {}) }
          const page = await body(directory.GET('/v1/organisations', { params: { query } }))
          found.push(...page.items)
          cursor = page.next
        } while (cursor)
        children.value = found.filter((one) => !one.closed_on)
        return true
      })
    },
    graceDays: async (obligation) => {
      const found = await known(obligation).catch(() => null)
      return found ? found.grace_seconds / DAY_SECONDS : null
    },
    set: (edition, creditor, kind, debtors, asked, id) =>
      doing(async () => {
        const done: Setting[] = []
        for (const debtor of debtors) {
          try {
            await setOne(edition, creditor, kind, debtor, asked, id ?? obligationId(`${creditor}`, kind, debtor))
            done.push({ debtor, problem: null })
          } catch (thrown) {
            done.push({ debtor, problem: asProblem(thrown) })
          }
          settings.value = [...done]
        }
        return done.every((one) => one.problem === null)
      }),
    cancel: (obligation) =>
      doing(async () => {
        await directory.DELETE('/v1/obligations/{obligation}', { params: { path: { obligation } } })
        return true
      }),
  }
}
