import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  {
    path: '/sign-in',
    name: 'sign-in',
    component: () => import('./SignInPage.vue'),
    meta: { title: 'sign-in.title', isPublic: true },
  },
  {
    path: '/sign-in/forgotten',
    name: 'forgotten',
    component: () => import('./ForgottenPage.vue'),
    meta: { title: 'sign-in.forgotten.title', isPublic: true },
  },
  {
    path: '/sign-in/invitation',
    name: 'invitation',
    component: () => import('./LinkPage.vue'),
    meta: { title: 'sign-in.invitation.title', isPublic: true },
  },
  {
    path: '/sign-in/new-password',
    name: 'new-password',
    component: () => import('./LinkPage.vue'),
    meta: { title: 'sign-in.newPassword.title', isPublic: true },
  },
  {
    path: '/sign-in/first-steps',
    name: 'first-steps',
    component: () => import('./FirstStepsPage.vue'),
    meta: { title: 'sign-in.first.title' },
  },
]
