import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/inbox', name: 'inbox', component: () => import('./InboxPage.vue'), meta: { title: 'inbox.title', order: 20 } },
  {
    path: '/inbox/choices',
    name: 'inbox-choices',
    component: () => import('./ChoicesPage.vue'),
    meta: { title: 'inbox.choices.title' },
  },
  {
    path: '/inbox/unsubscribe',
    name: 'inbox-unsubscribe',
    component: () => import('./UnsubscribePage.vue'),
    meta: { title: 'inbox.unsubscribe.title', isPublic: true },
  },
]
