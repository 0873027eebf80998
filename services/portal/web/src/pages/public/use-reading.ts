/** Reading the page aloud, where the browser has a voice. */
import { onScopeDispose, ref, type Ref } from 'vue'

export interface Reading {
  canRead: boolean
  isReading: Ref<boolean>
  toggle: (text: string, language: string) => void
}

/** Begin to read, or stop; also when the page is left. */
export function useReading(): Reading {
  const canRead = 'speechSynthesis' in window
  const isReading = ref(false)

  function stop(): void {
    if (canRead) window.speechSynthesis.cancel()
    isReading.value = false
  }

  function toggle(text: string, language: string): void {
    if (isReading.value) {
      stop()
      return
    }
    const spoken = new SpeechSynthesisUtterance(text)
    spoken.lang = language
    spoken.onend = () => (isReading.value = false)
    spoken.onerror = () => (isReading.value = false)
    isReading.value = true
    window.speechSynthesis.speak(spoken)
  }

  onScopeDispose(stop)
  return { canRead, isReading, toggle }
}
