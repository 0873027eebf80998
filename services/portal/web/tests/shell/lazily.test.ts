import { describe, expect, it } from 'vitest'
import type { Component } from 'vue'

import { lazily, withInstead } from '@/lib/lazily'

const PAGE: Component = { name: 'PageItself' }
const INSTEAD: Component = { name: 'PageNotHere' }
const cut = async () => {
  throw new TypeError('Failed to fetch dynamically imported module: http://localhost/assets/BoardPage-1.js')
}

describe('a page that comes when it is opened', () => {
  it('is itself where its files come', async () => {
    expect(await lazily(async () => PAGE, INSTEAD)()).toBe(PAGE)
  })

  it('is said not to be here where they do not', async () => {
    expect(await lazily(cut, INSTEAD)()).toBe(INSTEAD)
  })

  it('keeps a fault of its own', async () => {
    const broken = async () => {
      throw new ReferenceError('x is not defined')
    }
    await expect(lazily(broken, INSTEAD)()).rejects.toThrow('x is not defined')
  })

  it('is so also below another route', async () => {
    const route = withInstead({ path: '/a', component: PAGE, children: [{ path: 'b', component: cut }] }, INSTEAD)
    expect(route.component).toBe(PAGE)
    const load = route.children?.[0]?.component as () => Promise<unknown>
    expect(await load()).toBe(INSTEAD)
  })
})
