/** What a return has marked, as its maker wrote it. */
import type { Notice } from './types'

interface Mark {
  note?: unknown
}

export function marksOf(notice: Pick<Notice, 'facts'>): string[] {
  const fields: unknown = notice.facts['fields']
  if (!Array.isArray(fields)) return []
  return (fields as Mark[]).map((one) => one.note).filter((note): note is string => typeof note === 'string' && note.trim() !== '')
}
