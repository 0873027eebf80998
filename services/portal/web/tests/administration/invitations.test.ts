import { describe, expect, it } from 'vitest'

import { Problem, type ProblemBody } from '@/api/problems'
import { orNone, stateOf, type Invitation } from '@/pages/administration/people/invitations'

const known: Invitation = {
  state: 'open',
  letter: 'sent',
  letter_fault: '',
  made_by: 'm',
  made_at: '2024-05-14T04:00:00Z',
  ends_at: '2024-05-21T04:00:00Z',
  link: null,
}

function problem(code: string, status: number): Problem {
  return new Problem({ code, status, facts: {}, detail_zh: '', detail_en: '', remedy_zh: '', remedy_en: '' } as ProblemBody)
}

describe('how far an invitation has come', () => {
  it('is what its letter did, while it is open', () => {
    expect((['waiting', 'sent', 'refused', 'none'] as const).map((letter) => stateOf({ ...known, letter }))).toEqual(['waiting', 'sent', 'refused', 'byHand'])
  })

  it('is what ended it, whatever the letter did', () => {
    expect((['used', 'revoked', 'too_old'] as const).map((state) => stateOf({ ...known, state }))).toEqual(['used', 'revoked', 'tooOld'])
    expect(stateOf(null)).toBe('none')
  })

  it('is none where there never was one, and no other problem is swallowed', async () => {
    expect(await orNone(Promise.reject(problem('not_found', 404)))).toBeNull()
    await expect(orNone(Promise.reject(problem('forbidden', 403)))).rejects.toThrow(Problem)
  })
})
