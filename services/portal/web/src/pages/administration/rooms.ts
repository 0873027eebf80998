/** The parts of administration, and who has which of them: three administrators, none of whom does another's work. */
import type { RoleName } from '@/stores/session'

export interface Room {
  name: string
  key: 'organisations' | 'people' | 'editions' | 'audit'
  roles: RoleName[]
}

export const ROOMS: readonly Room[] = [
  {
    name: 'administration-organisations',
    key: 'organisations',
    roles: ['manager', 'system_administrator', 'security_administrator'],
  },
  { name: 'administration-people', key: 'people', roles: ['manager', 'system_administrator', 'security_administrator'] },
  { name: 'administration-editions', key: 'editions', roles: ['manager'] },
  { name: 'administration-audit', key: 'audit', roles: ['audit_administrator'] },
]
