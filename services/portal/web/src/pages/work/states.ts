/** The state of an item as it is shown: the furthest it has come, where nothing newer waits for an answer. */
import type { Line } from './due'

export function shownState(line: Pick<Line, 'state' | 'counted' | 'featured'>): string {
  if (line.state !== 'accepted') return line.state
  if (line.featured) return 'featured'
  return line.counted ? 'counted' : 'accepted'
}
