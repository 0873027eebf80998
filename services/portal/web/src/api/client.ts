/**
 * The services' typed clients. A call gives the answer's body or throws a `Problem`. Tokens are in cookies that no script sees;
 * an access token that has ended is renewed once and the call repeated.
 */
import createClient, { type Middleware } from 'openapi-fetch'

import { noteServerTime } from '@/lib/use-now'

import type { paths as AggregationPaths } from './generated/aggregation'
import type { paths as DirectoryPaths } from './generated/directory'
import type { paths as IngestPaths } from './generated/ingest'
import type { paths as MediaPaths } from './generated/media'
import type { paths as ModerationPaths } from './generated/moderation'
import type { paths as NotificationPaths } from './generated/notification'
import type { paths as SyndicationPaths } from './generated/syndication'
import { away, Problem, type ProblemBody, unreachable } from './problems'

/** What tells a service that a page of ours asks, which no other site's page can send (the defence against forged requests). */
export const PAGE_HEADERS = { 'X-Weekwire-Page': '1' } as const
/** In which every answer of a service says what time it is there. */
const TIME_HEADER = 'X-Weekwire-Time'
const REFRESH_ADDRESS = '/api/directory/v1/sessions/refresh'
const ENDED = new Set(['token_expired', 'token_invalid', 'not_signed_in'])
/** Addresses at which a refused token is the answer itself. */
const SIGNING_IN = ['/v1/sessions', '/v1/sessions/refresh']

type SignOutListener = () => void
const listeners = new Set<SignOutListener>()
let lastRefresh = 0

/** Call `listener` whenever the services no longer know who we are; returns how to stop that. */
export function onSignedOut(listener: SignOutListener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Take the next access token. Tabs share cookies, so one tab at a time asks; false where the session has ended. */
export async function refreshSession(since = Date.now()): Promise<boolean> {
  const ask = async (): Promise<boolean> => {
    if (lastRefresh > since) return true
    const answer = await reach(REFRESH_ADDRESS, {
      method: 'POST',
      headers: { ...PAGE_HEADERS, 'Content-Type': 'application/json' },
      body: '{}',
    })
    if (answer.ok) lastRefresh = Date.now()
    else if (answer.status >= 500 || answer.status === 429) throw await problemOf(answer)
    return answer.ok
  }
  return 'locks' in navigator ? navigator.locks.request('weekwire-refresh', ask) : ask()
}

/** The problem that an answer carries. */
export async function problemOf(answer: Response): Promise<Problem> {
  const wait = Number(answer.headers.get('retry-after'))
  try {
    const body = (await answer.clone().json()) as ProblemBody
    if (typeof body.code === 'string') return new Problem(body, Number.isFinite(wait) && wait > 0 ? wait : null)
  } catch {
    // Not one of our services has answered.
  }
  return away(answer.status)
}

/** Fetch, where no answer at all is a problem of its own. */
export async function reach(address: string | Request, options?: RequestInit): Promise<Response> {
  try {
    const answer = await fetch(address, { credentials: 'same-origin', ...options })
    const time = answer.headers.get(TIME_HEADER)
    if (time) noteServerTime(time)
    return answer
  } catch (fault) {
    if (fault instanceof DOMException && fault.name === 'AbortError') throw fault
    throw unreachable()
  }
}

/** Fetch with one renewal of an ended session; `address` is a page's, as `/api/media/v1/...`. Throws `Problem`. */
export async function ask(address: string | Request, options: RequestInit = {}): Promise<Response> {
  const begun = Date.now()
  const request = new Request(address, { credentials: 'same-origin', ...options })
  for (const [name, value] of Object.entries(PAGE_HEADERS)) request.headers.set(name, value)
  const spare = request.clone()
  const answer = await reach(request)
  if (answer.ok || answer.status === 304) return answer
  const problem = await problemOf(answer)
  const path = new URL(request.url).pathname
  const signsIn = SIGNING_IN.some((one) => path.endsWith(one))
  if (answer.status !== 401 || !ENDED.has(problem.code) || signsIn) throw problem
  if (await refreshSession(begun)) {
    const second = await reach(spare)
    if (second.ok || second.status === 304) return second
    throw await problemOf(second)
  }
  listeners.forEach((listener) => {
    listener()
  })
  throw problem
}

const throwing: Middleware = {
  async onResponse({ response }) {
    if (!response.ok && response.status !== 304) throw await problemOf(response)
  },
}

function client<Paths extends object>(service: string) {
  const made = createClient<Paths>({ baseUrl: `/api/${service}`, fetch: (request: Request) => ask(request) })
  made.use(throwing)
  return made
}

export const directory = client<DirectoryPaths>('directory')
export const ingest = client<IngestPaths>('ingest')
export const media = client<MediaPaths>('media')
export const moderation = client<ModerationPaths>('moderation')
export const aggregation = client<AggregationPaths>('aggregation')
export const syndication = client<SyndicationPaths>('syndication')
export const notification = client<NotificationPaths>('notification')

/** The body of an answer that came; calls above throw instead of giving an error. */
export async function body<T>(call: Promise<{ data?: T }>): Promise<T> {
  const { data } = await call
  return data as T
}
