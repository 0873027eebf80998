/** The parts of administration, and who has which of them: three administrators, none of whom does another's work. */
import type { RoleName } from '@/stores/session'

/** What of a session decides which rooms there are. */
export interface Holds {
  holds: (...roles: RoleName[]) => boolean
  organisationsWith: (...roles: RoleName[]) => { organisation: string }[]
}

export interface Room {
  name: string
  key: 'organisations' | 'people' | 'editions' | 'banner' | 'audit'
  roles: RoleName[]
  /** Whether the role must be held in the ministry itself. */
  isMinistrys?: boolean
}

export const ROOMS: readonly Room[] = [
  {
    name: 'administration-organisations',
    key: 'organisations',
    roles: ['manager', 'system_administrator', 'security_administrator'],
  },
  { name: 'administration-people', key: 'people', roles: ['manager', 'system_administrator', 'security_administrator'] },
  { name: 'administration-editions', key: 'editions', roles: ['manager'], isMinistrys: true },
  { name: 'inbox-banner', key: 'banner', roles: ['system_administrator'] },
  { name: 'administration-audit', key: 'audit', roles: ['audit_administrator'] },
]

/** The rooms that are open to somebody. */
export function roomsOf(session: Holds): Room[] {
  return ROOMS.filter((room) =>
    room.isMinistrys
      ? session.organisationsWith(...room.roles).some((one) => one.organisation === 'ministry')
      : session.holds(...room.roles),
  )
}
