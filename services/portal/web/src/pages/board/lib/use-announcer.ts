/** New numbers said politely: one sentence at a time, and not more often than somebody can listen. */
import { onScopeDispose, ref, watch, type Ref } from 'vue'

const PAUSE_MILLISECONDS = 20_000

/** What to say now, from `sentence`; the first state is on the page and is not announced. */
export function useAnnouncer(sentence: Ref<string | null>, pauseMilliseconds = PAUSE_MILLISECONDS): Readonly<Ref<string>> {
  const said = ref('')
  let timer: ReturnType<typeof setTimeout> | null = null
  let lastAt = 0

  watch(sentence, (now, before) => {
    if (!now || !before || timer) return
    timer = setTimeout(
      () => {
        timer = null
        lastAt = Date.now()
        said.value = sentence.value ?? ''
      },
      Math.max(0, lastAt + pauseMilliseconds - Date.now()),
    )
  })
  onScopeDispose(() => {
    if (timer) clearTimeout(timer)
  })
  return said
}
