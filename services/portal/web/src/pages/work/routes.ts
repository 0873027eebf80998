import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/', name: 'work', component: () => import('./WorkPage.vue'), meta: { title: 'work.title', order: 10 } },
]
