/** What a test call came to, as a key of `newsroom.tried`: the receiver's own status says more than a word for it. */
import type { Tried } from './types'

export function outcomeOf(tried: Tried): string {
  if (tried.taken) return 'taken'
  if (tried.why === 'address_not_allowed') return 'notAllowed'
  if (tried.why === 'timeout') return 'timeout'
  if (tried.why === 'connect' || tried.why === 'network') return 'unreachable'
  if (tried.why === 'redirects' || tried.why === 'moved') return 'redirects'
  if (tried.status === 401 || tried.status === 403) return 'refusedSignature'
  if (tried.status === 404) return 'noPath'
  if (tried.verdict === 'gone') return 'gone'
  if (tried.verdict === 'refused') return 'refused'
  if (tried.status !== null && tried.status >= 500) return 'broken'
  return 'other'
}
