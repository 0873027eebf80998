/** A list that is renewed under somebody's eyes: what changed shows, and what is being read stays where it is. */
import type { Line } from './types'

export interface Renewed {
  lines: Line[]
  /** The line that is held although it fits the list no more. */
  gone: string | null
}

/** Fresh lines in their order; `held` stays at its place, after the line that came before it, also where it fits no more. */
export function renewed(before: readonly Line[], fresh: readonly Line[], held: string | null): Renewed {
  const at = before.findIndex((line) => line.submission === held)
  const line = before[at]
  if (!line || fresh.some((one) => one.submission === held)) return { lines: [...fresh], gone: null }
  const places = new Map(fresh.map((one, index) => [one.submission, index]))
  const neighbour = before.slice(0, at).findLast((one) => places.has(one.submission))
  const place = neighbour ? (places.get(neighbour.submission) ?? 0) + 1 : 0
  return { lines: [...fresh.slice(0, place), line, ...fresh.slice(place)], gone: line.submission }
}

/** How far a list is to be scrolled so that the first line in sight that is still there stays where it is. */
export function scrolledTo(before: readonly Line[], after: readonly Line[], scrolled: number, rowPixels: number): number {
  const places = new Map(after.map((line, index) => [line.submission, index]))
  for (let index = Math.floor(scrolled / rowPixels); index < before.length; index += 1) {
    const place = places.get(before[index]?.submission ?? '')
    if (place !== undefined) return Math.max(0, scrolled + (place - index) * rowPixels)
  }
  return scrolled
}
