/** Where people whose work is not reporting go from here: the rooms of each role, in the order in which they are used. */
import type { RoleName } from '@/stores/session'

export interface Room {
  /** The name of its route, and of its words (`work.room.<name>`). */
  name: string
  roles: readonly RoleName[]
}

const ROOMS: readonly Room[] = [
  { name: 'newsroom', roles: ['editor', 'reader'] },
  { name: 'subscribers', roles: ['editor'] },
  { name: 'newsroom-clues', roles: ['reader'] },
  { name: 'completeness', roles: ['reviewer', 'approver', 'manager'] },
  { name: 'administration-organisations', roles: ['manager', 'system_administrator'] },
  { name: 'administration-people', roles: ['manager', 'system_administrator', 'security_administrator'] },
  { name: 'administration-audit', roles: ['audit_administrator'] },
  { name: 'inbox-banner', roles: ['system_administrator'] },
  { name: 'board', roles: ['editor', 'reader'] },
]

/** Those who file see their reports, those who judge their queue, all others their rooms alone. */
export const FILERS: readonly RoleName[] = ['filer', 'reviewer', 'approver', 'manager']
export const JUDGES: readonly RoleName[] = ['reviewer', 'approver', 'editor']
export const READERS: readonly RoleName[] = [...FILERS, 'editor', 'reader']

export function roomsOf(holds: (...roles: RoleName[]) => boolean, hasRoute: (name: string) => boolean): Room[] {
  return ROOMS.filter((room) => holds(...room.roles) && hasRoute(room.name))
}
