/**
 * A complaint while it is written. It is kept for as long as this tab is open, and no longer: a machine may be everybody's. Its id is
 * kept with it, so that sending it again after a cut line opens no second one.
 */
import type { components } from '@/api/generated/moderation'

export type About = components['schemas']['About']
export type Receipt = components['schemas']['Receipt']
type Body = components['schemas']['ComplaintBody']

export const ABOUT = ['facts', 'rights', 'privacy', 'minors', 'language', 'other'] as const satisfies readonly About[]
export const STATES = ['open', 'kept', 'corrected', 'withdrawn', 'answered'] as const
export const LEAST_CHARACTERS = 5
export const MOST_CHARACTERS = 2000
const KEPT = 'weekwire-complaint:'

export interface Draft {
  id: string
  about: About
  text: string
  name: string
  phone: string
  email: string
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The item that an address names; null where it names none, or nothing that could be one. */
export function itemOf(query: unknown): string | null {
  return typeof query === 'string' && UUID.test(query) ? query.toLowerCase() : null
}

export function emptyDraft(): Draft {
  return { id: crypto.randomUUID(), about: 'facts', text: '', name: '', phone: '', email: '' }
}

/** What was being written about an item (null: about none) in this tab, else a new draft. */
export function keptDraft(item: string | null): Draft {
  try {
    const found = JSON.parse(sessionStorage.getItem(KEPT + (item ?? '')) ?? 'null') as Partial<Draft> | null
    return typeof found?.id === 'string' ? { ...emptyDraft(), ...found } : emptyDraft()
  } catch {
    return emptyDraft()
  }
}

export function keep(item: string | null, draft: Draft): void {
  sessionStorage.setItem(KEPT + (item ?? ''), JSON.stringify(draft))
}

export function forget(item: string | null): void {
  sessionStorage.removeItem(KEPT + (item ?? ''))
}

/** What is sent. */
export function bodyOf(item: string | null, draft: Draft): Body {
  const { id, about, text, name, phone, email } = draft
  return { complaint: id, item, about, text: text.trim(), contact: { name: name.trim(), phone: phone.trim(), email: email.trim() } }
}
