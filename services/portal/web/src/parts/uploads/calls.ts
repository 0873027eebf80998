/** What a sender of bytes says to media. A grant is enough: no session of a person is asked for. */
import { PAGE_HEADERS, problemOf, reach } from '@/api/client'
import type { components } from '@/api/generated/media'

export type Session = components['schemas']['UploadAnswer']
export type Signed = components['schemas']['SignedAnswer']

const UPLOADS = '/api/media/v1/uploads'

async function say(path: string, grant: string, method: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
  const answer = await reach(`${UPLOADS}${path}`, {
    method,
    headers: {
      ...PAGE_HEADERS,
      'X-Weekwire-Grant': grant,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  })
  if (!answer.ok) throw await problemOf(answer)
  return answer
}

/** Begin a file, or go on with it: the session with the parts that are there, and `sign` requests for missing ones. */
export async function begin(grant: string, sign: number): Promise<Session> {
  return (await (await say(`?sign=${sign}`, grant, 'POST')).json()) as Session
}

/** A signed request that puts one part. */
export async function signPart(upload: string, number: number, grant: string, sizeBytes: number): Promise<Signed> {
  const answer = await say(`/${upload}/parts/${number}`, grant, 'POST', { size_bytes: sizeBytes })
  return (await answer.json()) as Signed
}

/** All parts are there. Said again, it is the same answer. */
export async function complete(upload: string, grant: string): Promise<Session> {
  return (await (await say(`/${upload}/complete`, grant, 'POST')).json()) as Session
}
