/** The worker that hashes, as promises. */
import type { HashReply, HashRequest } from './hash.worker'

interface Waiting {
  resolve: (sha256: string) => void
  reject: (fault: Error) => void
  onProgress: (doneBytes: number) => void
}

let worker: Worker | null = null
const waiting = new Map<string, Waiting>()

function started(): Worker {
  if (worker) return worker
  worker = new Worker(new URL('./hash.worker.ts', import.meta.url), { type: 'module' })
  worker.onmessage = (message: MessageEvent<HashReply>) => {
    hear(message.data)
  }
  worker.onerror = () => {
    for (const one of waiting.values()) one.reject(new Error('the hashing worker ended'))
    waiting.clear()
    worker = null
  }
  return worker
}

function hear(reply: HashReply): void {
  const one = waiting.get(reply.id)
  if (!one) return
  if ('doneBytes' in reply) one.onProgress(reply.doneBytes)
  else {
    waiting.delete(reply.id)
    if ('sha256' in reply) one.resolve(reply.sha256)
    else one.reject(new Error(reply.fault))
  }
}

/** The SHA-256 of a file in lower-case hexadecimal; rejects where it can not be read any more. */
export function sha256Of(id: string, blob: Blob, onProgress: (doneBytes: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject, onProgress })
    started().postMessage({ id, blob } satisfies HashRequest)
  })
}
