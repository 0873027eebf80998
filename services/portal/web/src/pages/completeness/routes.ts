import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  {
    path: '/completeness',
    name: 'completeness',
    component: () => import('./CompletenessPage.vue'),
    meta: { title: 'completeness.title', order: 45, roles: ['reviewer', 'approver', 'manager'] },
  },
]
