/** What a board shows stands in its address, so that it can be sent to a colleague and opened again. */
import { computed, type ComputedRef, type WritableComputedRef } from 'vue'
import { useRoute, useRouter, type LocationQueryValue } from 'vue-router'

export interface BoardView {
  scope: WritableComputedRef<string>
  indicator: WritableComputedRef<string>
  children: WritableComputedRef<'unit' | 'place'>
  isPending: WritableComputedRef<boolean>
  /** The past moment that is looked at; null is now. */
  at: WritableComputedRef<string | null>
  /** Whether that moment is counted from the log itself; read only, it is set together with `at`. */
  isExact: ComputedRef<boolean>
  look: (at: string | null, isExact: boolean) => void
}

const one = (value: LocationQueryValue | LocationQueryValue[] | undefined): string | null => (Array.isArray(value) ? (value[0] ?? null) : (value ?? null))

/** The view of the present address; setting a part changes the address. */
export function useView(): BoardView {
  const route = useRoute()
  const router = useRouter()

  function part<T>(name: string, read: (text: string | null) => T, write: (value: T) => string | undefined): WritableComputedRef<T> {
    return computed({
      get: () => read(one(route.query[name])),
      set: (value) => void router.replace({ query: { ...route.query, [name]: write(value) } }),
    })
  }

  return {
    scope: part('scope', (text) => text ?? 'nation', (value) => (value === 'nation' ? undefined : value)),
    indicator: part('of', (text) => text ?? 'session_count', (value) => (value === 'session_count' ? undefined : value)),
    children: part<'unit' | 'place'>('view', (text) => (text === 'place' ? 'place' : 'unit'), (value) => (value === 'unit' ? undefined : value)),
    isPending: part('pending', (text) => text === '1', (value) => (value ? '1' : undefined)),
    at: part('at', (text) => (text && !Number.isNaN(Date.parse(text)) ? text : null), (value) => value ?? undefined),
    isExact: computed(() => one(route.query['exact']) === '1'),
    look: (at, isExact) => void router.replace({ query: { ...route.query, at: at ?? undefined, exact: at && isExact ? '1' : undefined } }),
  }
}
