/** The form that says what a person is, for changes that keep everything else. */
import type { components } from '@/api/generated/directory'

import type { Person } from '../types'

export type PersonForm = components['schemas']['PersonForm']
type Grants = Person['grants']

export interface Account {
  name: string
  display_name: string
  email: string
  phone: string
  language: Person['language']
}

/** A person's roles with those in one organisation replaced. */
export function roleGrants(known: Grants, organisation: string, roles: string[]): Grants {
  return [...known.filter((one) => one.organisation !== organisation), ...roles.map((role) => ({ organisation, role }))]
}

/** What is sent for an account with these roles. */
export function formOf(account: Account, organisation: string, grants: Grants, known?: Person): PersonForm {
  return {
    name: account.name.trim(),
    display_name: account.display_name.trim(),
    organisation,
    email: account.email.trim() || null,
    phone: account.phone.trim() || null,
    language: account.language,
    grants: grants as PersonForm['grants'],
    closed: known?.closed ?? false,
    revision: known?.revision ?? null,
  }
}

/** The same person, closed or open again. */
export function closedForm(known: Person, closed: boolean): PersonForm {
  const account = { ...known, email: known.email ?? '', phone: known.phone ?? '' }
  return { ...formOf(account, known.organisation, known.grants, known), closed }
}
