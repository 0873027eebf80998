/** Where many items stand, in words, with one request: a weak line must not be asked twenty times. */
import { body, ingest } from '@/api/client'
import type { components } from '@/api/generated/ingest'

import type { Line } from './due'

export type Receipt = components['schemas']['ReceiptAnswer']

/** By the number of each receipt; empty where nobody answers, since the list stands without them. */
export async function receiptsOf(lines: readonly Line[]): Promise<Map<string, Receipt>> {
  if (!lines.length) return new Map()
  const query = { receipt: lines.map((line) => line.receipt) }
  const found = await body(ingest.GET('/v1/receipts', { params: { query } })).catch(() => null)
  return new Map((found?.items ?? []).map((one) => [one.receipt, one]))
}
