/** Keys that do something on the page: single letters, never while something is typed, never over an open dialog. */
import { onBeforeUnmount, onMounted } from 'vue'

export type Keys = Record<string, () => void>

const TYPING = 'input:not([type=checkbox]):not([type=radio]),textarea,select,[contenteditable=true]'

/** Whether a key press belongs to what is being typed, or to the browser. */
export function isTyped(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true
  return target?.closest(TYPING) !== null && target !== null
}

/** Listen while the page is shown. `isBlocked` tells whether a dialog is open. Names are `event.key`, letters in upper case. */
export function useKeys(keys: Keys, isBlocked: () => boolean): void {
  function hear(event: KeyboardEvent): void {
    if (isTyped(event) || isBlocked()) return
    const name = event.key.length === 1 ? event.key.toUpperCase() : event.key
    const action = keys[name]
    if (!action) return
    event.preventDefault()
    action()
  }
  onMounted(() => {
    window.addEventListener('keydown', hear)
  })
  onBeforeUnmount(() => {
    window.removeEventListener('keydown', hear)
  })
}
