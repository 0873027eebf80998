/** The reason and the overrides that are typed for one act on one item, kept until the decision is taken. */
import { reactive, ref, watch, type Reactive, type Ref } from 'vue'

import { keepWritten, written } from '@/lib/written'

import type { Act } from './types'

interface Kept {
  reason: string
  overrides: Record<string, string>
}

export interface WrittenDecision {
  reason: Ref<string>
  /** By finding. */
  overrides: Reactive<Record<string, string>>
}

function nameOf(submission: string, act: Act): string {
  return `decision:${submission}:${act}`
}

function keptOf(person: string, submission: string, act: Act): Kept {
  try {
    const kept = JSON.parse(written(person, nameOf(submission, act))) as Partial<Kept>
    return { reason: kept.reason ?? '', overrides: kept.overrides ?? {} }
  } catch {
    return { reason: '', overrides: {} }
  }
}

/** Forget what was typed: the decision has been taken. */
export function forgetDecision(person: string, submission: string, act: Act): void {
  keepWritten(person, nameOf(submission, act), '')
}

/** What is typed for the act that is being asked about; `act` is null while none is. `first` is the reason that stands there at first. */
export function useWrittenDecision(person: () => string, submission: () => string, act: () => Act | null, first: (act: Act) => string): WrittenDecision {
  const reason = ref('')
  const overrides = reactive<Record<string, string>>({})
  let isTaking = false

  watch(
    act,
    (now) => {
      if (!now) return
      const kept = keptOf(person(), submission(), now)
      isTaking = true
      reason.value = kept.reason || first(now)
      for (const name of Object.keys(overrides)) overrides[name] = ''
      Object.assign(overrides, kept.overrides)
      isTaking = false
    },
    { flush: 'sync', immediate: true },
  )
  watch(
    [reason, overrides],
    () => {
      const now = act()
      if (!now || isTaking) return
      const typed = Object.fromEntries(Object.entries(overrides).filter(([, text]) => text.trim() !== ''))
      const isEmpty = reason.value.trim() === '' && Object.keys(typed).length === 0
      keepWritten(person(), nameOf(submission(), now), isEmpty ? '' : JSON.stringify({ reason: reason.value, overrides: typed }))
    },
    { flush: 'sync', deep: true },
  )

  return { reason, overrides }
}
