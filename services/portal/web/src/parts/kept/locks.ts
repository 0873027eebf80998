/**
 * One window at a time works on a report (`report-<id>`) and sends its bytes (`bytes-<id>`). A window that comes second
 * is told; it may take over, and then the first is told, after it has kept what was typed.
 */

const lockOf = (name: string) => `weekwire-${name}`
const FLUSH_MILLISECONDS = 800

export interface Hold {
  /** Whether this window works on the report. */
  isHeld: boolean
  release: () => void
}

/** Without locks (an old browser) every window works; the server then tells the later one. */
const canLock = Boolean(navigator.locks as LockManager | undefined)

/**
 * Try to be the window that works on a report. `onLost` is called when another window takes it over;
 * `keep` before that, so that the other begins with all that was typed.
 */
export async function hold(name: string, onLost: () => void, keep: () => Promise<void>, steal = false): Promise<Hold> {
  if (!canLock) return { isHeld: true, release: () => undefined }
  if (steal) await askToKeep(name)
  return new Promise((resolve) => {
    let isReleased = false
    const options: LockOptions = steal ? { steal: true } : { ifAvailable: true }
    navigator.locks
      .request(lockOf(name), options, async (lock) => {
        if (!lock) {
          resolve({ isHeld: false, release: () => undefined })
          return
        }
        const channel = keeping(name, keep)
        await new Promise<void>((release) => {
          resolve({
            isHeld: true,
            release: () => {
              isReleased = true
              channel?.close()
              release()
            },
          })
        })
      })
      .catch(() => {
        if (!isReleased) onLost()
      })
  })
}

/** Call `then` once no window works on the report any more; returns how to stop waiting. */
export function whenFree(name: string, then: () => void): () => void {
  const stop = new AbortController()
  if (canLock)
    navigator.locks.request(lockOf(name), { signal: stop.signal }, () => undefined).then(then, () => undefined)
  return () => {
    stop.abort()
  }
}

function keeping(name: string, keep: () => Promise<void>): BroadcastChannel | null {
  if (typeof BroadcastChannel === 'undefined') return null
  const channel = new BroadcastChannel(lockOf(name))
  channel.onmessage = (message) => {
    if (message.data !== 'keep') return
    void keep().then(() => {
      channel.postMessage('kept')
    })
  }
  return channel
}

function askToKeep(name: string): Promise<void> {
  if (typeof BroadcastChannel === 'undefined') return Promise.resolve()
  const channel = new BroadcastChannel(lockOf(name))
  return new Promise((resolve) => {
    const done = () => {
      channel.close()
      resolve()
    }
    const timer = setTimeout(done, FLUSH_MILLISECONDS)
    channel.onmessage = (message) => {
      if (message.data !== 'kept') return
      clearTimeout(timer)
      done()
    }
    channel.postMessage('keep')
  })
}
