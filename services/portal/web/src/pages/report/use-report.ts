/** One report on the page: found wherever it is kept, saved while it is typed, sent, and told where it stands. */
import { computed, onScopeDispose, reactive, ref, shallowRef, toRaw, watch } from 'vue'

import { body, ingest } from '@/api/client'
import type { components } from '@/api/generated/ingest'
import { asProblem, type FieldProblem, type Problem } from '@/api/problems'
import { forgetDraft, keepDraft, type KeptDraft } from '@/parts/kept/device'
import { hold, type Hold } from '@/parts/kept/locks'
import { keptRefusal, type Outcome, useOutbox } from '@/parts/kept/outbox'
import { useSession } from '@/stores/session'

import { type Description, describe, suggested, type Suggestions } from './description'
import { NOTHING, type Prefilled, prefilled } from './prefill'
import { bodyOf, draftOf, emptyForm, problemsHere, type ReportForm, restoredForm, typedOf } from './form'
import { foundReport, type FoundReport, type ReportSeed } from './finding'
import { useSaving } from './use-saving'

export type Marked = components['schemas']['MarkAnswer']

export function useReport(seed: ReportSeed) {
  const outbox = useOutbox()
  const session = useSession()
  const form = ref<ReportForm | null>(null)
  const description = shallowRef<Description | null>(null)
  const suggestions = shallowRef<Suggestions | null>(null)
  const submission = shallowRef<FoundReport['submission']>(null)
  const problem = shallowRef<Problem | null>(null)
  const refusal = shallowRef<Problem | null>(null)
  const problems = ref<FieldProblem[]>([])
  const isLoading = ref(true)
  const isSending = ref(false)
  const isQueued = ref(false)
  const isElsewhere = ref(false)
  const prefill = ref<Prefilled>(NOTHING)
  /** The version that is amended; null for a first one. */
  const version = ref<number | null>(null)
  const held = shallowRef<Hold | null>(null)

  const saving = useSaving(seed, () => (form.value ? { form: draftOf(toRaw(form.value), pageOf()), title: titleOf(form.value), organisation: form.value.organisation, kind: form.value.content.kind } : null))
  const stand = computed(() => submission.value?.receipt.stand ?? null)
  const marked = computed<Marked[]>(() => (stand.value?.state === 'returned' ? stand.value.fields : []))
  const isReadOnly = computed(() => isElsewhere.value || isQueued.value || (submission.value !== null && !submission.value.may_amend))

  function pageOf(): Record<string, unknown> {
    return { version: version.value }
  }

  async function load(takeOver = false): Promise<void> {
    isLoading.value = true
    problem.value = null
    try {
      held.value?.release()
      held.value = await hold(`report-${seed.report}`, onLost, saving.keepNow, takeOver)
      isElsewhere.value = !held.value.isHeld
      const found = await foundReport(seed)
      take(found)
      if (form.value) await dress(form.value, found.isNew)
    } catch (thrown) {
      problem.value = asProblem(thrown)
    } finally {
      isLoading.value = false
    }
  }

  function take(found: FoundReport): void {
    const fallback = emptyForm(found.kind ?? seed.kind ?? 'activity_report', seed.edition, seed.organisation)
    submission.value = found.submission
    form.value = reactive(restoredForm(found.stored, fallback))
    version.value = found.version
    saving.begin(found)
    isQueued.value = found.kept?.outgoing != null
    const kept = found.kept ? keptRefusal(found.kept) : null
    if (kept) show(kept)
  }

  /** Words and lists of the form, and what was entered before; a new form begins with the latter. */
  async function dress(made: ReportForm, isNew: boolean): Promise<void> {
    description.value = await describe(made.edition, made.content.kind)
    suggestions.value = await suggested(made.edition, made.organisation, made.content.kind).catch(() => null)
    if (isNew && suggestions.value) prefill.value = prefilled(made, suggestions.value, description.value)
    let before = JSON.stringify([bodyOf(made), made.files, typedOf(made)])
    watch(
      made,
      () => {
        // An empty row that the page puts there is nothing that somebody has typed.
        const now = JSON.stringify([bodyOf(made), made.files, typedOf(made)])
        if (now === before || isReadOnly.value) return
        before = now
        saving.touch()
      },
      { deep: true },
    )
  }

  function onLost(): void {
    isElsewhere.value = true
    void saving.stop()
  }

  function show(refused: Problem): void {
    problems.value = [...refused.fields]
    refusal.value = refused.fields.length && ['invalid', 'late_needs_reason'].includes(refused.code) ? null : refused
  }

  /** Say everything the service would say, storing nothing; null where nothing is wrong. */
  async function check(): Promise<components['schemas']['CheckAnswer'] | null> {
    if (!form.value) return null
    refusal.value = null
    const here = problemsHere(form.value)
    try {
      const answer = await body(
        ingest.POST('/v1/submissions:check', { params: { query: { submission: seed.report } }, body: bodyOf(form.value) as never }),
      )
      problems.value = [...here, ...(answer.problems as unknown as FieldProblem[])]
      return answer
    } catch (thrown) {
      show(asProblem(thrown))
      problems.value = [...here, ...problems.value]
      return null
    }
  }

  /** Send it. Without a line it waits on this device and goes by itself. */
  async function send(): Promise<Outcome | null> {
    if (!form.value) return null
    refusal.value = null
    const here = problemsHere(form.value)
    if (here.length) {
      // All at once: what the service knows besides comes along.
      await check()
      return null
    }
    isSending.value = true
    try {
      await saving.stop()
      const kept: KeptDraft = { ...saving.kept(), outgoing: { body: bodyOf(form.value), ifMatch: version.value }, refusal: null }
      const outcome = await outbox.send(kept)
      settle(outcome)
      return outcome
    } finally {
      isSending.value = false
    }
  }

  function settle(outcome: Outcome): void {
    if (outcome === 'waiting') isQueued.value = true
    else if ('problem' in outcome) {
      show(outcome.problem)
      saving.resume()
    }
  }

  /** Go on writing what waits for the line. */
  async function takeBack(): Promise<void> {
    await outbox.takeBack(seed.person, seed.report)
    isQueued.value = false
    saving.resume()
  }

  /** What this window has, as a report of its own. Returns its id. */
  async function keepCopy(): Promise<string | null> {
    if (!form.value) return null
    const report = crypto.randomUUID()
    const { form: stored, title } = saving.kept()
    await keepDraft({ ...saving.kept(), report, form: stored, title, etag: null, isUnsaved: true, outgoing: null, refusal: null })
    return report
  }

  /** Leave what was typed here for what somebody else saved. */
  async function takeTheirs(): Promise<void> {
    await saving.stop()
    await forgetDraft(seed.person, seed.report)
  }

  /** Give the draft up, here and on the server. */
  async function discard(): Promise<void> {
    await saving.stop()
    await forgetDraft(seed.person, seed.report)
    await ingest.DELETE('/v1/drafts/{draft}', { params: { path: { draft: seed.report } } })
  }

  // Whoever signs in again in an open form goes on with it: nothing is loaded over what stands there.
  watch(
    () => session.returns,
    () => {
      if (problem.value) void load()
      else saving.again()
    },
  )
  onScopeDispose(() => {
    void saving.leave().finally(() => held.value?.release())
  })

  return {
    form, description, suggestions, submission, problem, refusal, problems, isLoading, isSending, isQueued, isElsewhere,
    isReadOnly, prefill, version, stand, marked, saving, load, check, send, takeBack, keepCopy, takeTheirs, discard,
  }
}

function titleOf(form: ReportForm): string {
  return form.content.title.trim().slice(0, 200)
}

export type Report = ReturnType<typeof useReport>
