import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  {
    // Newsrooms come with a feed token instead of a name and a password: the page itself asks for whichever is missing.
    path: '/newsroom',
    name: 'newsroom',
    component: () => import('./NewsroomPage.vue'),
    meta: { title: 'newsroom.title', isPublic: true, order: 60 },
  },
  {
    path: '/newsroom/items/:item',
    name: 'newsroom-item',
    component: () => import('./FeaturedPage.vue'),
    meta: { title: 'newsroom.item', isPublic: true },
  },
  {
    path: '/newsroom/clues',
    name: 'newsroom-clues',
    component: () => import('./CluesPage.vue'),
    // Offices of publicity come for this; whoever reviews finds it from the page of featured items.
    meta: { title: 'newsroom.clues.title', roles: ['reader'], order: 61 },
  },
  {
    path: '/newsroom/subscribers',
    name: 'subscribers',
    component: () => import('./SubscribersPage.vue'),
    meta: { title: 'newsroom.subscribers', roles: ['editor', 'manager'] },
  },
  {
    path: '/newsroom/subscribers/new',
    name: 'subscriber-new',
    component: () => import('./SubscriberFormPage.vue'),
    meta: { title: 'newsroom.subscribe', roles: ['editor', 'manager'] },
  },
  {
    path: '/newsroom/subscribers/:subscriber',
    name: 'subscriber',
    component: () => import('./SubscriberPage.vue'),
    meta: { title: 'newsroom.subscriber', isPublic: true },
  },
]
