import { describe, expect, it } from 'vitest'

import { choicesOf, hindrance } from '@/pages/review/acting'
import { isPlain, missing, openBlocks, overridesOf } from '@/pages/review/deciding'
import { sorted } from '@/pages/review/evidence'
import type { Finding } from '@/pages/review/types'

import { finding, item } from './items'

const acts = (one: ReturnType<typeof item>) => choicesOf(one).map((choice) => choice.act)

describe('what a reviewer may do', () => {
  it('is passing up before the last step of the chain, and accepting at it', () => {
    const before = item({ may_pass_up: true, may_return: true, may_refuse: true })
    const last = item({ level: 1, may_accept: true, may_return: true, may_refuse: true })

    expect(acts(before)).toEqual(['pass_up', 'return', 'refuse'])
    expect(acts(last)).toEqual(['accept', 'return', 'refuse'])
  })

  it('shows with its reason what is theirs but not allowed now', () => {
    const own = item({ why_not: { may_pass_up: 'same_person', may_return: 'same_person', may_refuse: 'same_person' } })

    expect(choicesOf(own).map((choice) => [choice.act, choice.isAllowed, choice.why])).toEqual([
      ['pass_up', false, 'same_person'],
      ['return', false, 'same_person'],
      ['refuse', false, 'same_person'],
    ])
    expect(hindrance(own)).toBe('same_person')
  })

  it('at the national desk is reading and then featuring', () => {
    const read = item({ state: 'accepted', may_proofread: true, may_return: true, why_not: { may_feature: 'proofs_missing', may_refuse: 'wrong_state' } })

    expect(choicesOf(read).map((choice) => [choice.act, choice.isAllowed])).toEqual([
      ['proofread', true],
      ['feature', false],
      ['return', true],
    ])
    expect(hindrance(read)).toBeNull()
  })

  it('leaves out what is for another state', () => {
    expect(acts(item({ state: 'returned', why_not: { may_withdraw: 'forbidden' } }))).toEqual([])
  })
})

describe('an act that lets a version pass', () => {
  const block = finding({ finding: 'b1', severity: 'block' })
  const blocked = item({ check: { state: 'checked', findings: [block, finding()] } })

  it('needs a reason for every block that nobody has let pass', () => {
    expect(openBlocks(blocked, 'accept').map((one) => one.id)).toEqual(['b1'])
    expect(openBlocks(blocked, 'return')).toEqual([])
    expect(missing(blocked, 'accept', { reason: '', marks: [], overrides: {} })).toEqual(['override'])
    expect(overridesOf(blocked, 'accept', { reason: '', marks: [], overrides: { b1: ' 引用原文 ' } })).toEqual([{ finding: 'b1', reason: '引用原文' }])
  })

  it('needs one to feature what was not checked', () => {
    expect(openBlocks(item({ check: { state: 'unchecked' } }), 'feature').map((one) => one.id)).toEqual(['unchecked'])
  })

  it('goes at once where nothing is to be asked, except that what becomes public is looked at again', () => {
    expect([isPlain(item(), 'pass_up'), isPlain(blocked, 'pass_up'), isPlain(item(), 'return'), isPlain(item(), 'feature')]).toEqual([true, false, false, false])
  })

  it('and a return need their reason, and a note at each mark', () => {
    const written = { reason: ' ', marks: [{ path: 'content.title', note: '' }], overrides: {} }

    expect(missing(item(), 'return', written)).toEqual(['reason', 'note'])
  })
})

describe('what was found', () => {
  it('stands in one group each; a block that was let pass is none any more', () => {
    const override = { decision: 'd', person: 'p', organisation: 'o', at: '2024-05-14T00:00:00Z', reason: 'r' }
    const groups = sorted([
      finding({ finding: 'block', severity: 'block' }),
      finding({ finding: 'passed', severity: 'block', override }),
      finding({ finding: 'hidden', hidden: 1 }),
      finding({ finding: 'number', path: 'content.sessions.0.measures.1' }),
    ])

    expect(Object.fromEntries(Object.entries(groups).map(([name, found]) => [name, (found as Finding[]).map((one) => one.finding)]))).toEqual({
      blocks: ['block'],
      alike: ['hidden'],
      numbers: ['number'],
      others: ['passed'],
    })
  })
})
