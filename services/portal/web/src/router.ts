/** Which page an address shows. Each room of `pages/` brings its own `routes.ts`; the order of rooms does not matter. */
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'

import { i18n } from './i18n'
import { withInstead } from './lib/lazily'
import PageNotHere from './parts/PageNotHere.vue'
import { useEditions } from './stores/editions'
import { useSession, type RoleName } from './stores/session'

declare module 'vue-router' {
  interface RouteMeta {
    /** The key of the page's title. */
    title: string
    /** Open to everybody, without signing in. */
    isPublic?: boolean
    /** Who may see it: one of these roles, anywhere. Everybody who is signed in where absent. */
    roles?: RoleName[]
    /** Its place in the navigation, lowest first; not shown there where absent. */
    order?: number
    /** A page without the frame: the large screen, a receipt on paper. */
    isBare?: boolean
  }
}

const rooms = import.meta.glob<{ routes: RouteRecordRaw[] }>('./pages/*/routes.ts', { eager: true })

export const routes: RouteRecordRaw[] = [
  ...Object.values(rooms).flatMap((room) => room.routes).map((route) => withInstead(route, PageNotHere)),
  {
    path: '/:rest(.*)*',
    name: 'not-found',
    component: () => import('./pages/not-found/NotFoundPage.vue'),
    meta: { title: 'shell.notFound', isPublic: true },
  },
]

export const router = createRouter({
  history: createWebHistory(),
  routes,
  scrollBehavior: (to, _from, saved) => saved ?? (to.hash ? { el: to.hash } : { top: 0 }),
})

router.beforeEach(async (to) => {
  const edition = to.query['edition']
  if (typeof edition === 'string') useEditions().choose(edition)
  const session = useSession()
  if (!session.isKnown) {
    // Nobody answers: the page that was asked for shows what it has kept, and says so.
    await session.load().catch(() => undefined)
  }
  // Until its first steps are done, a session is good for nothing else.
  if (session.needs.length && !to.meta.isPublic && to.name !== 'first-steps') {
    return { name: 'first-steps', query: { to: to.fullPath } }
  }
  if (to.meta.isPublic || session.isSignedIn || session.isUnreachable) return true
  return { name: 'sign-in', query: { to: to.fullPath } }
})

router.afterEach((to) => {
  document.title = `${i18n.global.t(to.meta.title)} · ${i18n.global.t('shell.product')}`
})
