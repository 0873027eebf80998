/**
 * Saving while somebody types: on this device at once, on the server a moment later. Without a line it stays on the
 * device and goes when the line is back; what somebody else saved meanwhile is never written over unasked.
 */
import { onScopeDispose, ref, shallowRef } from 'vue'

import { body, ingest } from '@/api/client'
import type { components } from '@/api/generated/ingest'
import { asProblem, type Problem } from '@/api/problems'
import { keepDraft, type KeptDraft } from '@/parts/kept/device'

import type { FoundReport, ReportSeed } from './finding'

type Draft = components['schemas']['DraftAnswer']
export type SaveState = 'new' | 'typing' | 'saving' | 'saved' | 'device' | 'conflict'

export interface Snapshot {
  form: Record<string, unknown>
  title: string
  organisation: string
  kind: string
}

const DEVICE_MILLISECONDS = 250
const SERVER_MILLISECONDS = 1_200
const FIRST_AGAIN_MILLISECONDS = 2_000
const LONGEST_AGAIN_MILLISECONDS = 20_000

export function useSaving(seed: ReportSeed, snapshot: () => Snapshot | null) {
  const state = ref<SaveState>('new')
  const savedAt = ref<Date | null>(null)
  const problem = shallowRef<Problem | null>(null)
  /** What somebody else saved, where both have changed the draft. */
  const theirs = shallowRef<Draft | null>(null)
  let etag: string | null = null
  let isUnsaved = false
  let isStopped = false
  let tries = 0
  let running: Promise<void> | null = null
  let deviceTimer: ReturnType<typeof setTimeout> | undefined
  let serverTimer: ReturnType<typeof setTimeout> | undefined

  function begin(found: FoundReport): void {
    isStopped = found.kept?.outgoing != null
    etag = found.isInConflict ? (found.kept?.etag ?? null) : (found.draft?.etag ?? found.kept?.etag ?? null)
    isUnsaved = found.kept?.isUnsaved ?? false
    theirs.value = found.isInConflict ? found.draft : null
    state.value = found.isInConflict ? 'conflict' : isUnsaved ? 'device' : found.draft ? 'saved' : 'new'
    savedAt.value = found.draft ? new Date(found.draft.saved_at) : null
    if (isUnsaved && !found.isInConflict) later(0)
  }

  /** Something was typed. */
  function touch(): void {
    if (isStopped) return
    isUnsaved = true
    if (state.value !== 'conflict') state.value = 'typing'
    clearTimeout(deviceTimer)
    deviceTimer = setTimeout(() => void keepNow(), DEVICE_MILLISECONDS)
    if (state.value !== 'conflict') later(SERVER_MILLISECONDS)
  }

  function later(milliseconds: number): void {
    clearTimeout(serverTimer)
    serverTimer = setTimeout(() => void save(), milliseconds)
  }

  function kept(): KeptDraft {
    const now = snapshot()
    return {
      person: seed.person,
      report: seed.report,
      kind: now?.kind ?? '',
      organisation: now?.organisation ?? seed.organisation,
      title: now?.title ?? '',
      form: now?.form ?? null,
      etag,
      isUnsaved,
      outgoing: null,
      refusal: null,
      savedAt: new Date().toISOString(),
    }
  }

  /** Keep what was typed on this device, now. */
  async function keepNow(): Promise<void> {
    clearTimeout(deviceTimer)
    if (isStopped || !isUnsaved || !snapshot()) return
    await keepDraft(kept())
  }

  async function save(): Promise<void> {
    if (isStopped || !snapshot()) return
    if (running) {
      later(SERVER_MILLISECONDS)
      return
    }
    running = saveNow().finally(() => {
      running = null
    })
    await running
  }

  async function saveNow(): Promise<void> {
    const now = snapshot()
    if (!now) return
    isUnsaved = false
    state.value = 'saving'
    try {
      saved(await put(now))
    } catch (thrown) {
      isUnsaved = true
      refused(asProblem(thrown))
    }
    // Whoever closes the page now must find the newest on the device.
    if (!isStopped) await keepDraft(kept()).catch(() => undefined)
  }

  async function put(now: Snapshot): Promise<Draft> {
    const request = { params: { path: { draft: seed.report } }, body: { organisation: now.organisation, title: now.title, form: now.form } }
    try {
      return await body(ingest.PUT('/v1/drafts/{draft}', { ...request, ...(etag ? { headers: { 'If-Match': `"${etag}"` } } : {}) }))
    } catch (thrown) {
      // Deleted elsewhere while it was written here: it is a new draft again.
      if (etag === null || asProblem(thrown).status !== 404) throw thrown
      return body(ingest.PUT('/v1/drafts/{draft}', request))
    }
  }

  function saved(draft: Draft): void {
    etag = draft.etag
    tries = 0
    problem.value = null
    theirs.value = null
    savedAt.value = new Date(draft.saved_at)
    if (isUnsaved) state.value = 'typing'
    else state.value = 'saved'
  }

  function refused(fault: Problem): void {
    const held = fault.body.facts['draft'] as Draft | undefined
    if (fault.code === 'draft_changed') {
      state.value = 'conflict'
      theirs.value = held ?? null
      clearTimeout(serverTimer)
      return
    }
    state.value = 'device'
    problem.value = fault.isPassing ? null : fault
    if (!fault.isPassing && fault.status !== 401) return
    later(Math.min(LONGEST_AGAIN_MILLISECONDS, FIRST_AGAIN_MILLISECONDS * 2 ** tries))
    tries += 1
  }

  /** Write over what somebody else saved. */
  async function overwrite(): Promise<void> {
    etag = theirs.value?.etag ?? (await body(ingest.GET('/v1/drafts/{draft}', { params: { path: { draft: seed.report } } }))).etag
    isUnsaved = true
    state.value = 'typing'
    await save()
  }

  /** Save no more; resolves once nothing is on its way. */
  async function stop(): Promise<void> {
    isStopped = true
    clearTimeout(deviceTimer)
    clearTimeout(serverTimer)
    await running
  }

  /** The page is left: what was typed last goes to the server, too. */
  async function leave(): Promise<void> {
    await keepNow()
    if (!isStopped && isUnsaved && state.value !== 'conflict') await save()
    await stop()
  }

  function resume(): void {
    isStopped = false
    isUnsaved = true
    later(0)
  }

  /** The line, or the session, is back: what only this device has is saved now. */
  function again(): void {
    if (state.value !== 'device' || isStopped) return
    tries = 0
    later(0)
  }

  const onOnline = again
  const onHide = () => void keepNow()
  window.addEventListener('online', onOnline)
  window.addEventListener('pagehide', onHide)
  onScopeDispose(() => {
    window.removeEventListener('online', onOnline)
    window.removeEventListener('pagehide', onHide)
  })

  return { state, savedAt, problem, theirs, begin, touch, kept, keepNow, save, overwrite, stop, leave, resume, again }
}
