import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  {
    path: '/receipts/:receipt([0-9a-f-]{36}\\.\\d+)',
    name: 'receipt',
    component: () => import('./ReceiptPage.vue'),
    meta: { title: 'receipt.title' },
  },
]
