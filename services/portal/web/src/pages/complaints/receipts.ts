/** The receipt that was given last, for as long as the page is open: following a complaint then needs no typing. */
import { shallowRef } from 'vue'

import type { Receipt } from './draft'

export const lastReceipt = shallowRef<Receipt | null>(null)

/** Number and code as one text, for the clipboard. */
export function asText(receipt: Receipt, words: { number: string; secret: string }): string {
  return `${words.number} ${receipt.number}\n${words.secret} ${receipt.secret ?? ''}`
}
