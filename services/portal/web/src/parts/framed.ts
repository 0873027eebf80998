/** What the rooms of `pages/` put round every page, in order. */
import type { Component } from 'vue'

export type Place = 'head' | 'band' | 'over'

export interface Framed {
  place: Place
  component: Component
  /** Lowest first. */
  order?: number
}

const rooms = import.meta.glob<{ frame: Framed[] }>('../pages/*/frame.ts', { eager: true })

export const framed: Framed[] = Object.values(rooms)
  .flatMap((room) => room.frame)
  .sort((one, other) => (one.order ?? 0) - (other.order ?? 0))
