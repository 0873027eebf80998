/** Pages whose files come when they are opened, and what is shown where these can not be had. */
import type { Component } from 'vue'
import type { RouteRecordRaw } from 'vue-router'

/** What browsers say of a file of the pages that does not come: Chromium, Firefox, Safari, and Vite of a style sheet. */
const NOT_HAD = /dynamically imported module|Importing a module script failed|Unable to preload CSS/i
type Load = () => Promise<Component>

/** Whether a fault means that files of a page could not be had, and not that the page is broken. */
export function isNotHad(fault: unknown): boolean {
  return fault instanceof Error && NOT_HAD.test(fault.message)
}

/** A page's loader that gives `instead` where the page's files can not be had. */
export function lazily(load: Load, instead: Component): Load {
  return () =>
    load().catch((fault: unknown) => {
      if (isNotHad(fault)) return instead
      throw fault
    })
}

/** The same for a route and those below it. */
export function withInstead(route: RouteRecordRaw, instead: Component): RouteRecordRaw {
  const children = route.children?.map((child) => withInstead(child, instead))
  const component = typeof route.component === 'function' ? lazily(route.component as Load, instead) : route.component
  return { ...route, ...(component ? { component } : {}), ...(children ? { children } : {}) } as RouteRecordRaw
}
