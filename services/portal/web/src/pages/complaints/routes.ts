import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  {
    path: '/complaints',
    name: 'complaints',
    component: () => import('./ComplainPage.vue'),
    meta: { title: 'complaints.title', isPublic: true },
  },
  {
    path: '/complaints/follow',
    name: 'complaints-follow',
    component: () => import('./FollowPage.vue'),
    meta: { title: 'complaints.follow.title', isPublic: true },
  },
]
