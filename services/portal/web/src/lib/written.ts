/** What somebody has typed into a dialog, kept in this tab until it is sent: over Esc, a mis-click, a reload and a sign-in. */
import { ref, watch, type Ref } from 'vue'

import { useSession } from '@/stores/session'

const PREFIX = 'weekwire-written:'

/** The text kept under a name; empty where there is none. Each person has their own. */
export function written(person: string, name: string): string {
  return sessionStorage.getItem(`${PREFIX}${person}:${name}`) ?? ''
}

/** Keep a text under a name; an empty one is forgotten. */
export function keepWritten(person: string, name: string, text: string): void {
  const key = `${PREFIX}${person}:${name}`
  if (text.trim() === '') sessionStorage.removeItem(key)
  else sessionStorage.setItem(key, text)
}

/** A text that is typed under a name which may change: whatever was kept under the new one is there at once. */
export function useWritten(name: () => string): Ref<string> {
  const session = useSession()
  const person = () => session.me?.acting ?? session.me?.person ?? ''
  const text = ref('')
  watch(
    () => [person(), name()] as const,
    ([who, what]) => {
      text.value = written(who, what)
    },
    { immediate: true, flush: 'sync' },
  )
  watch(
    text,
    (typed) => {
      keepWritten(person(), name(), typed)
    },
    { flush: 'sync' },
  )
  return text
}
