/** Which edition a new report is for, also without a line: the one that was shown last. */
import type { useEditions } from '@/stores/editions'

const KEPT = 'weekwire-edition-last'

export async function knownEdition(editions: ReturnType<typeof useEditions>): Promise<string> {
  if (!editions.edition) await editions.load().catch(() => undefined)
  const name = editions.edition?.edition
  if (name) localStorage.setItem(KEPT, name)
  return name ?? localStorage.getItem(KEPT) ?? editions.shown?.edition ?? ''
}
