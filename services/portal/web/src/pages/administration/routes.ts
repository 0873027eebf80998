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
        path: '/administration',
        name: 'administration',
        component: () => import('./AdministrationPage.vue'),
        meta: { title: 'administration.title', roles: ALL, order: 80 },
      },
      {
        path: '/administration/organisations/:organisation?',
        name: 'administration-organisations',
        component: () => import('./organisations/OrganisationsPage.vue'),
        meta: { title: 'administration.organisations.title', roles: KEEPERS },
      },
      {
        path: '/administration/people/:organisation?',
        name: 'administration-people',
        component: () => import('./people/PeoplePage.vue'),
        meta: { title: 'administration.people.title', roles: KEEPERS },
      },
      {
        path: '/administration/editions/:edition?',
        name: 'administration-editions',
        component: () => import('./editions/EditionsPage.vue'),
        meta: { title: 'administration.editions.title', roles: ['manager'] },
      },
      {
        // Where it was before it became a room of administration: links to it are in use.
        path: '/inbox/banner',
        name: 'inbox-banner',
        component: () => import('../inbox/BannerPage.vue'),
        meta: { title: 'administration.banner.title', roles: ['system_administrator'] },
      },
      {
        path: '/administration/audit',
        name: 'administration-audit',
        component: () => import('./audit/AuditPage.vue'),
        meta: { title: 'administration.audit.title', roles: ['audit_administrator'] },
      },
    ],
  },
]
