/** What an organisation owes in an edition, and by when: the dates of the level it reports to. */
import type { components } from '@/api/generated/directory'
import type { components as Ingest } from '@/api/generated/ingest'

export type Obligation = components['schemas']['Obligation']
export type Line = Ingest['schemas']['SummaryAnswer']

export interface Due {
  obligation: string
  kind: Obligation['kind']
  creditor: string
  dueAt: string
  /** Until when it is still taken with a reason. */
  graceUntil: Date
  /** The report that answers it, by what the service ruled when it came. */
  answer: Line | null
  /** The report that was to answer it and came back: it is mended, and no other is begun. */
  returned: Line | null
}

/** Obligations that are open, the nearest first; those that a report answers come last. */
export function dueOf(obligations: readonly Obligation[], answers: Readonly<Record<string, Line>>): Due[] {
  const sorted = [...obligations].filter((one) => !one.cancelled).sort((one, other) => one.due_at.localeCompare(other.due_at))
  const all = sorted.map((one) => {
    const line = answers[one.obligation] ?? null
    const returned = line?.state === 'returned' ? line : null
    const answer = returned ? null : line
    const graceUntil = new Date(new Date(one.due_at).getTime() + one.grace_seconds * 1000)
    return { obligation: one.obligation, kind: one.kind, creditor: one.creditor, dueAt: one.due_at, graceUntil, answer, returned }
  })
  return [...all.filter((one) => !one.answer), ...all.filter((one) => one.answer)]
}
