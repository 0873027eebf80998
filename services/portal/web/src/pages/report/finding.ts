/** Where a report is: on this device, as a draft on the server, or as a submission; and which of them is the newest. */
import { body, ingest } from '@/api/client'
import type { components } from '@/api/generated/ingest'
import { asProblem, Problem } from '@/api/problems'
import { type KeptDraft, keptDraft } from '@/parts/kept/device'

import type { Kind } from './form'

type Draft = components['schemas']['DraftAnswer']
type Submission = components['schemas']['SubmissionAnswer']

/** Which report a page is about. */
export interface ReportSeed {
  report: string
  person: string
  organisation: string
  edition: string
  kind: Kind | null
  /** Whether its id was made a moment ago. */
  isFresh: boolean
}

export interface FoundReport {
  /** A form as it was stored; null where the report is new. */
  stored: unknown
  isNew: boolean
  kind: Kind | null
  kept: KeptDraft | null
  draft: Draft | null
  submission: Submission | null
  version: number | null
  /** Both this device and somebody else have changed the draft since they were in step. */
  isInConflict: boolean
}

/** Find a report. Throws `Problem` where it is nowhere and none is begun. */
export async function foundReport(seed: ReportSeed): Promise<FoundReport> {
  const kept = await keptDraft(seed.person, seed.report)
  // Its id was made a moment ago: nobody knows it.
  if (seed.isFresh && !kept) return newest(null, null, null)
  const [draft, submission] = await Promise.all([
    optional(body(ingest.GET('/v1/drafts/{draft}', { params: { path: { draft: seed.report } } }))),
    optional(body(ingest.GET('/v1/submissions/{submission}', { params: { path: { submission: seed.report } } }))),
  ])
  const passing = [draft, submission].find((one) => one instanceof Problem)
  const found = newest(kept, draft instanceof Problem ? null : draft, submission instanceof Problem ? null : submission)
  if (found.isNew && passing instanceof Problem && !seed.kind) throw passing
  if (found.isNew && !seed.kind) throw notFound()
  return found
}

/** What is there; null where it is not; the problem where nobody can say. */
async function optional<T>(call: Promise<T>): Promise<T | null | Problem> {
  try {
    return await call
  } catch (thrown) {
    const problem = asProblem(thrown)
    if (problem.status === 404) return null
    if (problem.isPassing || problem.status === 401) return problem
    throw problem
  }
}

export function newest(kept: KeptDraft | null, draft: Draft | null, submission: Submission | null): FoundReport {
  const isInStep = !draft || !kept || kept.etag === draft.etag
  // What was typed here and reached nobody goes first; it is never thrown away unasked.
  const usesKept = kept !== null && (kept.isUnsaved || !draft)
  const stored = usesKept ? kept.form : (draft?.form ?? (submission ? ofSubmission(submission) : null))
  const page = (stored as { page?: { version?: number | null } } | null)?.page
  return {
    stored,
    isNew: stored === null,
    kind: kindOf(stored),
    kept,
    draft,
    submission,
    version: submission ? (page?.version ?? submission.version) : null,
    isInConflict: usesKept && !isInStep,
  }
}

function kindOf(stored: unknown): Kind | null {
  return (stored as { content?: { kind?: Kind } } | null)?.content?.kind ?? null
}

function ofSubmission(submission: Submission): Record<string, unknown> {
  const { edition, organisation, content, manifest, contact, receipt } = submission
  return { edition, organisation, content, manifest, contact, late_reason: receipt.late_reason, page: { version: submission.version } }
}

function notFound(): Problem {
  return new Problem({
    code: 'not_found', status: 404, facts: {},
    detail_zh: '没有找到这份材料。', detail_en: 'There is no such report.',
    remedy_zh: '它可能已被删除，或是别的单位的材料。', remedy_en: 'It may have been deleted, or it belongs to somebody else.',
  })
}
