import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  {
    path: '/public',
    name: 'public',
    component: () => import('./PublicPage.vue'),
    meta: { title: 'public.title', isPublic: true, order: 52 },
  },
]
