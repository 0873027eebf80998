import type { RouteRecordRaw } from 'vue-router'

import type { RoleName } from '@/stores/session'

const roles: RoleName[] = ['reviewer', 'approver', 'editor', 'manager']

export const routes: RouteRecordRaw[] = [
  {
    path: '/review',
    name: 'review',
    component: () => import('./ReviewPage.vue'),
    meta: { title: 'review.title', order: 40, roles },
  },
  {
    path: '/review/complaints',
    name: 'review-complaints',
    component: () => import('./ComplaintsPage.vue'),
    meta: { title: 'review.complaints.title', roles: ['editor', 'approver', 'manager'] },
  },
  {
    // An item of one's branch has an address of its own, whoever of the branch opens it; anybody else is told kindly that there is none.
    path: '/review/:submission',
    name: 'review-item',
    component: () => import('./ReviewPage.vue'),
    meta: { title: 'review.title' },
  },
]
