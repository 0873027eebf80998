/** Keeps a claim alive while its item is open before somebody: a lease that runs out under a reviewer's hands helps nobody. */
import { onScopeDispose, type Ref } from 'vue'

import { moderation } from '@/api/client'

import type { Item } from './types'

const RENEW_MILLISECONDS = 300_000

/** Renew every few minutes what is claimed and in sight; where that fails, the lease simply ends as it would have. */
export function useRenewal(item: Ref<Item | null>): void {
  const timer = setInterval(() => {
    const shown = item.value
    if (!shown?.claim?.mine || document.visibilityState !== 'visible') return
    moderation.POST('/v1/items/{submission}/claim', { params: { path: { submission: shown.submission } } }).catch(() => undefined)
  }, RENEW_MILLISECONDS)
  onScopeDispose(() => {
    clearInterval(timer)
  })
}
