/** How much the organisation may still send in this edition, told before the first byte; nothing where nobody can say. */
import { computed, type ComputedRef, ref, type Ref, watch } from 'vue'

import { body, media } from '@/api/client'

import { useForm } from './context'

export interface Room {
  left: number
  limit: number
}

export function useRoom(): { room: Ref<Room | null>; toSend: ComputedRef<number>; isTooMuch: ComputedRef<boolean> } {
  const { form, promised } = useForm()
  const room = ref<Room | null>(null)
  /** What an earlier version has promised counts already. */
  const toSend = computed(() => form.value.files.filter((file) => !promised.value.has(file.sha256 ?? '')).reduce((sum, file) => sum + file.size_bytes, 0))
  const isTooMuch = computed(() => room.value !== null && toSend.value > room.value.left)

  async function look(): Promise<void> {
    const { edition, organisation } = form.value
    const found = await body(media.GET('/v1/quotas/{edition}/{organisation}', { params: { path: { edition, organisation } } })).catch(() => null)
    if (found) room.value = { left: found.remaining_bytes, limit: found.limit_bytes }
  }

  watch(() => [form.value.edition, form.value.organisation], () => void look(), { immediate: true })
  return { room, toSend, isTooMuch }
}
