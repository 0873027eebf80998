/** Saving an exported board: asked for like any answer, so that a refusal is a problem in words and no broken file. */
import { ask } from '@/api/client'

import { queryOf, type Question } from './ways'

export type FileKind = 'csv' | 'xlsx' | 'json'

/** The address of a board as a file, with every breakdown that its reader may see. */
export function exportAddress(question: Question, kind: FileKind, by: string[], language: string): string {
  const query = queryOf({ ...question, indicators: [] })
  query.set('by', by.join(','))
  query.set('format', kind)
  query.set('lang', language === 'en' ? 'en' : 'zh-CN')
  return `/api/aggregation/v1/counts/export?${query.toString()}`
}

/** Save a board as a file under the name that the service gives it. Throws `Problem`. */
export async function saveBoard(question: Question, kind: FileKind, by: string[], language: string): Promise<void> {
  const answer = await ask(exportAddress(question, kind, by, language))
  const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? `weekwire.${kind}`
  const address = URL.createObjectURL(await answer.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
