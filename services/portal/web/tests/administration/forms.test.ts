import { describe, expect, it } from 'vitest'

import { queryOf } from '@/pages/administration/audit/filters'
import { inShanghai, toShanghai } from '@/pages/administration/editions/times'
import { idOf, kindsBelow } from '@/pages/administration/organisations/kinds'
import { closedForm, formOf, roleGrants } from '@/pages/administration/people/forms'
import type { OrganisationForm, Person } from '@/pages/administration/types'

const PERSON: Person = {
  person: 'p',
  revision: 7,
  name: 'wang.li',
  display_name: '王丽',
  organisation: '330600',
  phone: null,
  email: 'w@example.cn',
  language: 'zh-CN',
  grants: [
    { organisation: '330600', role: 'filer' },
    { organisation: '330000', role: 'reader' },
  ],
  closed: false,
  is_erased: false,
}

describe('a person', () => {
  it('keeps the roles of other organisations when those of one are chosen anew', () => {
    expect(roleGrants(PERSON.grants, '330600', ['reviewer'])).toEqual([
      { organisation: '330000', role: 'reader' },
      { organisation: '330600', role: 'reviewer' },
    ])
  })

  it('is sent with the revision that was seen, and empty fields as nothing', () => {
    const account = { name: ' wang.li ', display_name: '', email: ' ', phone: '', language: 'en' as const }

    expect(formOf(account, '330600', [], PERSON)).toMatchObject({ name: 'wang.li', email: null, phone: null, revision: 7, closed: false })
    expect(formOf(account, '330600', []).revision).toBeNull()
  })

  it('is closed with everything else as it was', () => {
    expect(closedForm(PERSON, true)).toMatchObject({ closed: true, grants: PERSON.grants, email: 'w@example.cn', revision: 7 })
  })
})

describe('an organisation', () => {
  const form = (fields: Partial<OrganisationForm>): OrganisationForm =>
    ({ kind: 'school', name: '校', short_name: '校', parent: '330600', ...fields }) as OrganisationForm

  it('is called by the code that it is known by', () => {
    expect(idOf(form({ school_code: '3633900003', credit_code: 'X' }))).toBe('3633900003')
    expect(idOf(form({ kind: 'county', gb2260: '330602' }))).toBe('330602')
    expect(idOf(form({ kind: 'body', body: 'publicity' }))).toBe('330600:publicity')
    expect(idOf(form({}))).toMatch(/^s-[0-9a-f-]{12}$/)
  })

  it('has below it only what may stand there', () => {
    expect(kindsBelow('body')).toEqual(['school'])
    expect(kindsBelow('county')).not.toContain('city')
  })
})

describe('times', () => {
  it('are shown and read in Shanghai, whatever the machine says', () => {
    expect(inShanghai('2024-05-25T15:59:59Z')).toBe('2024-05-25T23:59:59')
    expect(toShanghai('2024-05-25T23:59')).toBe('2024-05-25T23:59:00+08:00')
    expect(toShanghai('')).toBe('')
    expect(inShanghai('no time')).toBe('')
  })
})

describe('a question to the audit record', () => {
  it('names only the filters that say something', () => {
    const filters = { actor: ' p ', organisation: '', service: '', verb: '', object: '', outcome: 'refused' as const, since: '2024-05-14T00:00', until: '' }

    expect(queryOf(filters)).toEqual({ actor: 'p', outcome: 'refused', since: '2024-05-14T00:00:00+08:00' })
  })
})
