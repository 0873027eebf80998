/** How far an invitation has come, in one word: what the letter did counts while the link is open. */
import type { components } from '@/api/generated/directory'
import { Problem } from '@/api/problems'

export type Invitation = components['schemas']['InvitationView']
export type InvitationState = 'none' | 'waiting' | 'sent' | 'refused' | 'byHand' | 'used' | 'revoked' | 'tooOld'

const LETTERS = { waiting: 'waiting', sent: 'sent', refused: 'refused', none: 'byHand' } as const

export function stateOf(invitation: Invitation | null): InvitationState {
  if (invitation === null) return 'none'
  if (invitation.state === 'open') return LETTERS[invitation.letter]
  return invitation.state === 'too_old' ? 'tooOld' : invitation.state
}

/** What came, or null where there is none of it. Throws every other problem. */
export async function orNone<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.code === 'not_found') return null
    throw thrown
  }
}
