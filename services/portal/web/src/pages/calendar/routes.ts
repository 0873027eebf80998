import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  {
    path: '/calendar',
    name: 'calendar',
    component: () => import('./CalendarPage.vue'),
    meta: { title: 'calendar.title', isPublic: true, order: 54 },
  },
]
