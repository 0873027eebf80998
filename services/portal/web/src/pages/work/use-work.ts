/** All that one person has to do, each part by itself: one service that is away takes no other part along. */
import { computed, ref, watch } from 'vue'

import { body, ingest } from '@/api/client'
import { useLoad } from '@/lib/use-load'
import { answered } from '@/parts/kept/answers'
import { keptDrafts } from '@/parts/kept/device'
import { useOutbox } from '@/parts/kept/outbox'
import { useSitting } from '@/parts/kept/person'
import { useEditions } from '@/stores/editions'

import { dueOf, type Line, type Obligation } from './due'
import { receiptsOf } from './receipts'

export interface DraftLine {
  report: string
  title: string
  organisation: string
  savedAt: string
  /** Whether this device has something that the server does not. */
  isOnlyHere: boolean
  /** Whether it waits for the line, to be sent. */
  isWaiting: boolean
  isRefused: boolean
}

const SHOWN_RETURNED = 20

/** `files` says whether the person may report at all: whoever may not has nothing that is due. */
export function useWork(files: () => boolean) {
  const sitting = useSitting()
  const editions = useEditions()
  const outbox = useOutbox()
  const edition = computed(() => editions.edition?.edition ?? null)
  const organisation = computed(() => sitting.value?.organisation ?? null)
  const creditors = ref(new Map<string, string>())

  const obligations = useLoad(async () => {
    const query = new URLSearchParams({ edition: edition.value ?? '', debtor: organisation.value ?? '' })
    const page = await answered<{ items: Obligation[] }>(`/api/directory/v1/obligations?${query}`)
    void nameCreditors(page.items)
    return page.items
  })
  /** Which of the organisation's reports answer what it owes. */
  const answers = useLoad(async () => {
    const query = new URLSearchParams({ edition: edition.value ?? '', organisation: organisation.value ?? '' })
    return (await answered<{ items: Record<string, Line> }>(`/api/ingest/v1/answers?${query}`)).items
  })
  const returned = useLoad(async () => {
    const query = { organisation: organisation.value, state: 'returned' as const, limit: SHOWN_RETURNED }
    const { items } = await body(ingest.GET('/v1/submissions', { params: { query } }))
    const receipts = await receiptsOf(items)
    return items.map((line) => ({ line, receipt: receipts.get(line.receipt) ?? null }))
  })
  const drafts = useLoad(allDrafts)
  const due = computed(() => dueOf(obligations.value.value ?? [], answers.value.value ?? {}))

  async function nameCreditors(items: readonly Obligation[]): Promise<void> {
    for (const one of new Set(items.map((item) => item.creditor))) {
      const found = await answered<{ short_name: string; name: string }>(`/api/directory/v1/organisations/${one}`).catch(() => null)
      if (found) creditors.value = new Map(creditors.value).set(one, found.short_name || found.name)
    }
  }

  /** Drafts on the server and on this device, as one list. */
  async function allDrafts(): Promise<DraftLine[]> {
    const person = sitting.value?.person ?? ''
    const here = await keptDrafts(person).catch(() => [])
    const there = await body(ingest.GET('/v1/drafts', { params: { query: { limit: 50 } } })).catch((thrown: unknown) => {
      if (here.length) return { items: [] }
      throw thrown
    })
    const lines = new Map<string, DraftLine>()
    for (const one of there.items)
      lines.set(one.draft, { report: one.draft, title: one.title, organisation: one.organisation, savedAt: one.saved_at, isOnlyHere: false, isWaiting: false, isRefused: false })
    for (const one of here) {
      // A draft that was saved, and is gone from the server, was sent or deleted elsewhere.
      const isKnown = lines.has(one.report)
      if (!isKnown && !one.isUnsaved && !one.outgoing && !one.refusal) continue
      if (isKnown && !one.isUnsaved && !one.outgoing && !one.refusal) continue
      lines.set(one.report, {
        report: one.report, title: one.title, organisation: one.organisation, savedAt: one.savedAt,
        isOnlyHere: one.isUnsaved, isWaiting: one.outgoing !== null, isRefused: one.refusal !== null,
      })
    }
    return [...lines.values()].sort((one, other) => other.savedAt.localeCompare(one.savedAt))
  }

  async function load(): Promise<void> {
    if (!organisation.value) return
    const owed = edition.value ? [obligations.load(), answers.load()] : []
    await Promise.all([drafts.load(), ...(files() ? [returned.load(), ...owed] : [])])
  }

  watch([edition, organisation], () => void load(), { immediate: true })
  // What was waiting has gone, or is there again.
  watch(() => outbox.waiting.size, () => void drafts.load())

  return { edition, organisation, obligations, answers, returned, drafts, due, creditors, load }
}
