import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  {
    path: '/board',
    name: 'board',
    component: () => import('./BoardPage.vue'),
    meta: { title: 'board.title', isPublic: true, order: 50 },
  },
  {
    path: '/board/figures/:figure',
    name: 'figure-sources',
    component: () => import('./SourcesPage.vue'),
    meta: { title: 'board.sourcesTitle' },
  },
]
