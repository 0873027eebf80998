/** Hashes files away from the page, a piece at a time, so that a film of gigabytes needs no memory and stops nobody. */
import { createSHA256 } from 'hash-wasm'

export interface HashRequest {
  id: string
  blob: Blob
}

export type HashReply =
  | { id: string; doneBytes: number }
  | { id: string; sha256: string }
  | { id: string; fault: string }

const PIECE_BYTES = 4 * 1024 * 1024
let queue: Promise<void> = Promise.resolve()

async function hash({ id, blob }: HashRequest): Promise<void> {
  try {
    const hasher = await createSHA256()
    hasher.init()
    for (let at = 0; at < blob.size; at += PIECE_BYTES) {
      const piece = await blob.slice(at, at + PIECE_BYTES).arrayBuffer()
      hasher.update(new Uint8Array(piece))
      reply({ id, doneBytes: Math.min(at + PIECE_BYTES, blob.size) })
    }
    reply({ id, sha256: hasher.digest('hex') })
  } catch (fault) {
    reply({ id, fault: String(fault) })
  }
}

function reply(message: HashReply): void {
  self.postMessage(message)
}

// One file after the other: two would only read the same disk twice as slowly.
self.onmessage = (message: MessageEvent<HashRequest>) => {
  queue = queue.then(() => hash(message.data))
}
