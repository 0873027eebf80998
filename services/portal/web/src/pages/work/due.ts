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
  /** The report that answers it, as far as this page knows. */
  answer: Line | null
}

const ANSWERS = new Set(['received', 'in_review', 'accepted'])

/** Obligations that are open, the nearest first; those that a report of their kind answers come last. */
export function dueOf(obligations: readonly Obligation[], lines: readonly Line[]): Due[] {
  const free = [...lines].filter((line) => ANSWERS.has(line.state)).reverse()
  const sorted = [...obligations].filter((one) => !one.cancelled).sort((one, other) => one.due_at.localeCompare(other.due_at))
  const all = sorted.map((one) => {
    // One report answers one obligation: the one that is due first.
    const at = free.findIndex((line) => line.kind === one.kind && line.edition === one.edition)
    const [answer = null] = at < 0 ? [] : free.splice(at, 1)
    const graceUntil = new Date(new Date(one.due_at).getTime() + one.grace_seconds * 1000)
    return { obligation: one.obligation, kind: one.kind, creditor: one.creditor, dueAt: one.due_at, graceUntil, answer }
  })
  return [...all.filter((one) => !one.answer), ...all.filter((one) => one.answer)]
}
