/** The servers' time, ticking: a countdown must not follow a machine whose clock is wrong. */
import { onScopeDispose, ref, type Ref } from 'vue'

let aheadMilliseconds = 0

/** Note what time a service says it is, from the `Date` header or a body's time. */
export function noteServerTime(at: string | Date): void {
  aheadMilliseconds = new Date(at).getTime() - Date.now()
}

/** The servers' present time. */
export function serverNow(): Date {
  return new Date(Date.now() + aheadMilliseconds)
}

/** The servers' present time, renewed every `seconds`. */
export function useNow(seconds = 1): Readonly<Ref<Date>> {
  const now = ref(serverNow())
  const timer = setInterval(() => {
    now.value = serverNow()
  }, seconds * 1000)
  onScopeDispose(() => {
    clearInterval(timer)
  })
  return now
}
