/** Panels that take turns, until somebody stops them; they go on where they were. */
import { onScopeDispose, ref, type Ref } from 'vue'

export interface Rotation {
  place: Ref<number>
  isPaused: Ref<boolean>
  go: (by: number) => void
  togglePause: () => void
}

/** Turn through `count()` panels, each for `seconds`. A turn by hand gives the panel its whole time. */
export function useRotation(count: () => number, seconds = 15): Rotation {
  const place = ref(0)
  const isPaused = ref(false)
  let timer = setInterval(next, seconds * 1_000)

  function next(): void {
    if (!isPaused.value && !document.hidden) place.value = (place.value + 1) % Math.max(1, count())
  }

  function go(by: number): void {
    clearInterval(timer)
    timer = setInterval(next, seconds * 1_000)
    const size = Math.max(1, count())
    place.value = (place.value + by + size) % size
  }

  onScopeDispose(() => {
    clearInterval(timer)
  })
  return { place, isPaused, go, togglePause: () => (isPaused.value = !isPaused.value) }
}
