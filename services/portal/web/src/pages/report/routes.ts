import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  {
    // `?kind=` is which form, `&for=` the organisation on whose behalf; it goes on under an id of its own.
    path: '/reports/new',
    name: 'report-new',
    component: () => import('./NewReportPage.vue'),
    meta: { title: 'report.newTitle' },
  },
  {
    path: '/reports/:report([0-9a-f-]{36})',
    name: 'report',
    component: () => import('./ReportPage.vue'),
    meta: { title: 'report.title' },
  },
]
