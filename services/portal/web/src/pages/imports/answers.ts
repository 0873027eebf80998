/** What ingest says of a table, and how it is counted on the page. */
import type { components } from '@/api/generated/ingest'

export type Row = components['schemas']['RowAnswer']
export type Outcome = Row['outcome']
export type ImportLine = components['schemas']['ImportLine']
export type Kind = components['schemas']['Kind']

/** Kinds that need no files, which a table can not bring. */
export const KINDS: readonly Kind[] = ['activity_report', 'plan', 'manuscript', 'summary']
export const ACCEPTED_FILES = '.xlsx,.csv'
/** What the gateway and the service take at most; a table of 500 rows has a hundredth of it. */
export const LARGEST_BYTES = 2_000_000

const FAULTY: ReadonlySet<Outcome> = new Set<Outcome>(['refused', 'differs', 'waiting'])
const TO_FILE: ReadonlySet<Outcome> = new Set<Outcome>(['ready', 'would_amend'])

/** Whether somebody has to look at a row. */
export function isFaulty(row: Row): boolean {
  return FAULTY.has(row.outcome)
}

/** The rows that are shown: all, or those that somebody has to look at. */
export function shownRows(rows: readonly Row[], onlyFaults: boolean): readonly Row[] {
  return onlyFaults ? rows.filter(isFaulty) : rows
}

/** How many reports a take-over would file. */
export function countToFile(rows: readonly Row[]): number {
  return rows.filter((row) => TO_FILE.has(row.outcome)).length
}

/** How many reports have which outcome, in the order in which a reader asks. */
export function counted(rows: readonly Row[]): { outcome: Outcome; count: number }[] {
  const order: readonly Outcome[] = ['ready', 'would_amend', 'created', 'amended', 'same', 'differs', 'waiting', 'refused']
  return order
    .map((outcome) => ({ outcome, count: rows.filter((row) => row.outcome === outcome).length }))
    .filter((one) => one.count > 0)
}

/** Why a file is not even sent, as a key of this room's texts; null where it is. */
export function refusedFile(file: { name: string; size: number }): 'empty' | 'tooLarge' | 'wrongType' | null {
  if (file.size === 0) return 'empty'
  if (file.size > LARGEST_BYTES) return 'tooLarge'
  return /\.(xlsx|csv|txt)$/i.test(file.name) ? null : 'wrongType'
}
