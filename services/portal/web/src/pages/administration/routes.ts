import type { RouteRecordRaw } from 'vue-router'

import type { RoleName } from '@/stores/session'

const KEEPERS: RoleName[] = ['manager', 'system_administrator', 'security_administrator']
const ALL: RoleName[] = [...KEEPERS, 'audit_administrator']

export const routes: RouteRecordRaw[] = [
  {
    path: '/administration',
    component: () => import('./AdministrationFrame.vue'),
    meta: { title: 'administration.title' },
    children: [
      {
        path: '',
        name: 'administration',
        component: () => import('./AdministrationPage.vue'),
        meta: { title: 'administration.title', roles: ALL, order: 80 },
      },
      {
        path: 'organisations/:organisation?',
        name: 'administration-organisations',
        component: () => import('./organisations/OrganisationsPage.vue'),
        meta: { title: 'administration.organisations.title', roles: KEEPERS },
      },
      {
        path: 'people/:organisation?',
        name: 'administration-people',
        component: () => import('./people/PeoplePage.vue'),
        meta: { title: 'administration.people.title', roles: KEEPERS },
      },
      {
        path: 'editions/:edition?',
        name: 'administration-editions',
        component: () => import('./editions/EditionsPage.vue'),
        meta: { title: 'administration.editions.title', roles: ['manager'] },
      },
      {
        path: 'audit',
        name: 'administration-audit',
        component: () => import('./audit/AuditPage.vue'),
        meta: { title: 'administration.audit.title', roles: ['audit_administrator'] },
      },
    ],
  },
]
