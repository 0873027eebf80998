/** What a clerk enters from paper: who may, and the time of receipt as a field of a page, always in Shanghai's time. */
import type { RoleName } from '@/stores/session'

export type Channel = 'mail' | 'fax' | 'courier' | 'by_hand'
export const CHANNELS: readonly Channel[] = ['mail', 'fax', 'courier', 'by_hand']
export const MINISTRY = 'ministry'
const ENTERING: readonly string[] = ['reviewer', 'approver', 'manager'] satisfies RoleName[]
const ENTERING_AT_MINISTRY: readonly string[] = ['editor', 'manager'] satisfies RoleName[]
const SHANGHAI_OFFSET = '+08:00'

/** What came by another way than these pages: `entered` in the body of a PUT. */
export interface Entry {
  received_at: string
  channel: Channel
  reference: string | null
}

/**
 * Whether somebody with these roles may be asked for an entry on a report of `organisation`: a level above it or the ministry.
 * The service decides; this only keeps the fields from those who can never use them.
 */
export function mayEnter(roles: readonly { organisation: string; role: string }[], organisation: string): boolean {
  return roles.some(
    (one) =>
      (one.organisation === MINISTRY && ENTERING_AT_MINISTRY.includes(one.role)) ||
      (one.organisation !== MINISTRY && one.organisation !== organisation && ENTERING.includes(one.role)),
  )
}

/** A moment as the field shows it: `2024-05-14T12:00` in Shanghai. */
export function shownTime(at: string): string {
  if (!at) return ''
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(at))
  return parts.replace(' ', 'T')
}

/** What stands in the field as a moment; empty where nothing does. */
export function typedTime(local: string): string {
  return local ? `${local.slice(0, 16)}:00${SHANGHAI_OFFSET}` : ''
}
