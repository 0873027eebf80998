/** Reminding: seen before whom it reaches, done once however often it is asked, and said after what became of it. */
import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'

import { body, notification } from '@/api/client'
import type { components } from '@/api/generated/notification'
import type { Problem } from '@/api/problems'
import { useAct } from '@/lib/use-act'

export type Row = components['schemas']['RowAnswer']

export interface Reminding {
  rows: ShallowRef<Row[]>
  reached: ComputedRef<Row[]>
  left: ComputedRef<Row[]>
  problem: ShallowRef<Problem | null>
  isBusy: Ref<boolean>
  isDone: Ref<boolean>
  preview: () => Promise<void>
  remind: (note: string) => Promise<void>
}

export function useReminding(obligations: readonly string[]): Reminding {
  const request = crypto.randomUUID()
  const rows = shallowRef<Row[]>([])
  const { isBusy, problem, act } = useAct()
  const isDone = ref(false)

  /** Whether it was answered. */
  async function ask(call: () => Promise<{ rows: Row[] }>): Promise<boolean> {
    const came = await act(async () => {
      rows.value = (await call()).rows
    })
    return came !== null
  }

  return {
    rows,
    reached: computed(() => rows.value.filter((row) => row.outcome === 'reminded')),
    left: computed(() => rows.value.filter((row) => row.outcome !== 'reminded')),
    problem,
    isBusy,
    isDone,
    preview: async () => {
      await ask(() => body(notification.POST('/v1/reminders/preview', { body: { obligations: [...obligations] } })))
    },
    remind: async (note) => {
      const said = { request, obligations: [...obligations], note }
      isDone.value = await ask(() => body(notification.POST('/v1/reminders', { body: said })))
    },
  }
}
