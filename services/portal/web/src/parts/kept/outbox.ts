/**
 * Reports on their way: what was sent while there was no line, or while the service was away, is kept on this device and
 * sent when it is back. The same request again is the same submission, so it is sent once whatever happens.
 */
import { defineStore } from 'pinia'
import { reactive } from 'vue'

import { body, ingest } from '@/api/client'
import type { components } from '@/api/generated/ingest'
import { asProblem, Problem, type ProblemBody } from '@/api/problems'
import { type Receipt, useUploads } from '@/parts/uploads/uploads'

import { forgetDraft, type KeptDraft, keptDraft, keptDrafts, keepDraft, type KeptFile } from './device'

type Body = components['schemas']['SubmissionRequest']
export type Outcome = { receipt: Receipt } | { problem: Problem } | 'waiting'

export const useOutbox = defineStore('outbox', () => {
  /** Reports that wait for the line, by id, with their titles. */
  const waiting = reactive(new Map<string, string>())
  /** Receipts that came for reports that had waited, until somebody has seen them. */
  const arrived = reactive(new Map<string, { receipt: string; title: string }>())
  const onTheirWay = new Set<string>()
  const uploads = useUploads()

  /** Send a kept report now. What is refused is written beside the draft; nothing that was typed is lost. */
  async function send(draft: KeptDraft): Promise<Outcome> {
    if (!draft.outgoing || onTheirWay.has(draft.report)) return 'waiting'
    onTheirWay.add(draft.report)
    await keepDraft(draft)
    try {
      const receipt = await put(draft.report, draft.outgoing.body as Body, draft.outgoing.ifMatch)
      waiting.delete(draft.report)
      await uploads.promised(draft.person, receipt, draft.title, filesOf(draft))
      await forgetDraft(draft.person, draft.report)
      // The server's draft is of no more use; one that stays shows up in the list and can be deleted there.
      void ingest.DELETE('/v1/drafts/{draft}', { params: { path: { draft: draft.report } } }).catch(() => undefined)
      return { receipt }
    } catch (thrown) {
      return await refused(draft, asProblem(thrown))
    } finally {
      onTheirWay.delete(draft.report)
    }
  }

  async function refused(draft: KeptDraft, problem: Problem): Promise<Outcome> {
    if (problem.isPassing || problem.status === 401) {
      waiting.set(draft.report, draft.title)
      return 'waiting'
    }
    waiting.delete(draft.report)
    await keepDraft({ ...draft, outgoing: null, refusal: problem.body })
    return { problem }
  }

  /** Send everything of a person that waits; one window of the browser does it at a time. */
  async function sendAll(person: string): Promise<void> {
    const work = async () => {
      for (const draft of await keptDrafts(person)) {
        if (!draft.outgoing || onTheirWay.has(draft.report)) continue
        waiting.set(draft.report, draft.title)
        const outcome = await send(draft)
        if (outcome === 'waiting') return
        if ('receipt' in outcome) arrived.set(draft.report, { receipt: outcome.receipt.receipt, title: draft.title })
      }
    }
    const locks = navigator.locks as LockManager | undefined
    if (locks) await locks.request('weekwire-outbox', { ifAvailable: true }, (lock) => (lock ? work() : undefined))
    else await work()
  }

  /** Take a report back that waits, to go on writing. */
  async function takeBack(person: string, report: string): Promise<void> {
    waiting.delete(report)
    const draft = await keptDraft(person, report)
    if (draft?.outgoing) await keepDraft({ ...draft, outgoing: null })
  }

  return { waiting, arrived, send, sendAll, takeBack }
})

async function put(submission: string, request: Body, ifMatch: number | null): Promise<Receipt> {
  return body(
    ingest.PUT('/v1/submissions/{submission}', {
      params: { path: { submission } },
      body: request,
      ...(ifMatch === null ? {} : { headers: { 'If-Match': `"${ifMatch}"` } }),
    }),
  )
}

/** The page's files of a draft, as far as they are hashed. */
function filesOf(draft: KeptDraft): KeptFile[] {
  const page = (draft.form as { page?: { files?: (Omit<KeptFile, 'sha256' | 'isSent'> & { sha256: string | null })[] } }).page
  return (page?.files ?? []).flatMap(({ file, name, size_bytes, sha256, kind }) =>
    sha256 === null ? [] : [{ file, name, size_bytes, sha256, kind, isSent: false }],
  )
}

/** The problem that is kept beside a draft. */
export function keptRefusal(draft: KeptDraft): Problem | null {
  return draft.refusal ? new Problem(draft.refusal as ProblemBody) : null
}
