/** The real ways of a feed: aggregation's stream, its answers, the static file, and what this device keeps. */
import { ask, problemOf, reach } from '@/api/client'

import type { Board, StaticBoard } from './answers'
import type { Stream, StreamListener, Ways } from './feed'
import { boardOfFile } from './file'

export interface Question {
  edition: string
  scope: string
  indicators: string[]
  isPending: boolean
  /** Whether everybody may ask it: then no session is needed, nor kept awake. */
  isPublic: boolean
}

const BASE = '/api/aggregation/v1'
const KEPT = 'weekwire-board:'

/** The question as a query, shared by the stream and the answer. */
export function queryOf(question: Question): URLSearchParams {
  const query = new URLSearchParams({ edition: question.edition, scope: question.scope })
  if (question.indicators.length) query.set('indicator', question.indicators.join(','))
  if (question.isPending) query.set('incl', 'pending')
  return query
}

/** Ask for JSON; public figures without a session, so that a board that hangs on a wall keeps nobody signed in. */
export async function fetched<T>(address: string, isPublic: boolean): Promise<T> {
  if (!isPublic) return (await (await ask(address)).json()) as T
  const answer = await reach(address, { credentials: 'omit' })
  if (!answer.ok) throw await problemOf(answer)
  return (await answer.json()) as T
}

/** The newest static file of an edition. Throws `Problem`. */
export function staticFile(edition: string): Promise<StaticBoard> {
  return fetched<StaticBoard>(`${BASE}/static/${encodeURIComponent(edition)}`, true)
}

function openStream(question: Question, listener: StreamListener): Stream {
  const source = new EventSource(`${BASE}/counts/stream?${queryOf(question).toString()}&alive=true`)
  source.addEventListener('figures', (event) => {
    listener.onBoard(JSON.parse(event.data as string) as Board)
  })
  source.addEventListener('alive', (event) => {
    listener.onAlive((JSON.parse(event.data as string) as { known_until: string | null }).known_until)
  })
  source.addEventListener('error', () => {
    // The browser would try again by itself, and show nothing meanwhile.
    listener.onLost()
  })
  return source
}

/** The ways of a question. What was kept is of the very same question; what is pending is never kept. */
export function waysOf(question: Question): Ways {
  const name = `${KEPT}${queryOf(question).toString()}`
  return {
    open: (listener) => openStream(question, listener),
    ask: () => fetched<Board>(`${BASE}/counts?${queryOf(question).toString()}`, question.isPublic),
    file: async () => (question.isPublic ? boardOfFile(await staticFile(question.edition), question.scope, question.indicators) : null),
    read: () => readKept(name),
    keep: (board) => {
      if (question.isPublic) keep(name, board)
    },
  }
}

function readKept(name: string): Board | null {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null') as Board | null
  } catch {
    return null
  }
}

function keep(name: string, board: Board): void {
  try {
    localStorage.setItem(name, JSON.stringify(board))
  } catch {
    // A full store keeps the older figures, which say their age.
  }
}
