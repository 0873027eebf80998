/** The work of review: which item is open, what is done to it, and what is told to who does not see the page. */
import { computed, nextTick, onMounted, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'

import { body, moderation } from '@/api/client'
import { asProblem } from '@/api/problems'
import { useQuietly } from '@/lib/use-quietly'
import { useEditions } from '@/stores/editions'
import { useSession } from '@/stores/session'

import { choicesOf, type Choice } from './acting'
import { isPlain } from './deciding'
import type { Act, Finding } from './types'
import { plainDraft, useDecisions, type Decisions, type Draft } from './use-decisions'
import { useItems, type Items } from './use-items'
import { useMarks, type Marks } from './use-marks'
import { nextOf, useQueue, type Queue, type View } from './use-queue'
import { useRenewal } from './use-renewal'
import { forgetDecision } from './use-written-decision'

/** How often the list and the open item are asked for again: a colleague's claim is to be seen before one begins to read. */
const RENEW_SECONDS = 30

export interface Review {
  queue: Queue
  items: Items
  decisions: Decisions
  marks: Marks
  /** The act that a dialog asks about; null while none is open. */
  asking: Ref<Act | null>
  /** The finding whose items are shown side by side. */
  comparing: ShallowRef<Finding | null>
  /** What is read out; the same again is read again. */
  spoken: Ref<string>
  /** What somebody else has done to the open item while it was read; null where nobody has. */
  happened: ShallowRef<Happened | null>
  current: ComputedRef<string | null>
  /** The place of the open item in the list, from 0; below 0 where it is not in it. */
  place: ComputedRef<number>
  count: ComputedRef<number>
  open: (submission: string | null) => void
  step: (by: number) => void
  takeNext: () => Promise<void>
  /** Take the open item in hand, or give it back. */
  claim: () => Promise<void>
  refresh: () => Promise<void>
  /** Show the newer version that has come while an older one was read. */
  showNewer: () => void
  retry: () => void
  choose: (choice: Choice) => void
  byKey: (key: string) => void
  decide: (draft: Draft) => Promise<void>
  undo: () => Promise<void>
}

export interface Happened {
  act: Act
  person: string
  organisation: string
}

/** `view` is the list that is shown first; `drop` is told what others took out of it, and gives how many of that were chosen. */
export function useReview(view: View, drop: (submissions: string[]) => number): Review {
  const { t, te } = useI18n()
  const route = useRoute()
  const router = useRouter()
  const editions = useEditions()
  const edition = computed(() => editions.edition?.edition ?? null)
  const queue = useQueue(view, edition)
  const items = useItems()
  const decisions = useDecisions()
  const marks = useMarks(items.item)
  useRenewal(items.item)
  const asking = ref<Act | null>(null)
  const comparing = shallowRef<Finding | null>(null)
  const unsent = shallowRef<Draft | null>(null)
  const spoken = ref('')
  const happened = shallowRef<Happened | null>(null)
  const session = useSession()
  const myself = () => session.me?.acting ?? session.me?.person ?? ''
  let isTaking = false

  const current = computed(() => (typeof route.params['submission'] === 'string' ? route.params['submission'] : null))
  const place = computed(() => queue.indexOf(current.value))
  const count = computed(() => queue.total.value ?? queue.lines.value.length)

  /** Say something to who does not see the page; the same again is said again. */
  function say(text: string): void {
    spoken.value = ''
    void nextTick(() => {
      spoken.value = text
    })
  }

  function open(submission: string | null): void {
    void router.push(submission ? { name: 'review-item', params: { submission } } : { name: 'review' })
  }

  /** Go on by so many lines; at an end stay there. */
  function step(by: number): void {
    const line = queue.lines.value[place.value < 0 ? 0 : place.value + by]
    if (line) open(line.submission)
    else say(t('review.said.end'))
  }

  function neighbour(): string | null {
    const next = queue.lines.value[place.value + 1] ?? queue.lines.value[place.value - 1]
    return next?.submission ?? null
  }

  async function takeNext(): Promise<void> {
    const asked = nextOf(queue.filters, edition.value)
    if (!asked) {
      say(t('review.said.noneToTake'))
      return
    }
    isTaking = true
    try {
      const taken = await body(moderation.POST('/v1/queue/next', { body: asked }))
      // 204: nothing is free that one may judge.
      if (!taken) {
        isTaking = false
        say(t('review.said.nothingFree'))
        items.problem.value = null
        return
      }
      items.show(taken.item)
      queue.replace(taken.item)
      if (queue.indexOf(taken.item.submission) < 0) void queue.renew(taken.item.submission)
      open(taken.item.submission)
      say(t('review.said.taken', { title: taken.item.title }))
    } catch (thrown) {
      items.problem.value = asProblem(thrown)
    }
  }

  async function claim(): Promise<void> {
    const item = items.item.value
    if (!item) return
    const path = { submission: item.submission }
    try {
      if (item.claim?.mine && item.claim.token) {
        await moderation.DELETE('/v1/items/{submission}/claim/{token}', { params: { path: { ...path, token: item.claim.token } } })
        say(t('review.said.released'))
      } else {
        await moderation.POST('/v1/items/{submission}/claim', { params: { path } })
        say(t('review.said.claimed'))
      }
    } catch (thrown) {
      decisions.problem.value = asProblem(thrown)
    }
    await refresh()
  }

  async function refresh(): Promise<void> {
    await items.refresh()
    if (items.item.value) queue.replace(items.item.value)
  }

  function choose(choice: Choice): void {
    const item = items.item.value
    if (!item || decisions.isBusy.value) return
    if (!choice.isAllowed) {
      const code = choice.why ?? 'forbidden'
      say(te(`review.why.${code}`) ? t(`review.why.${code}`) : t('review.why.other', { code }))
      return
    }
    decisions.problem.value = null
    if (isPlain(item, choice.act)) void decide(plainDraft(choice.act))
    else asking.value = choice.act
  }

  function byKey(key: string): void {
    const item = items.item.value
    const choice = item ? choicesOf(item).find((one) => one.key === key) : undefined
    if (choice) choose(choice)
  }

  async function decide(draft: Draft): Promise<void> {
    const item = items.item.value
    if (!item) return
    const next = neighbour()
    const kept = await decisions.decide(item, draft)
    // What got no answer is sent again as it was, under its own id, so that it counts once.
    unsent.value = !kept && decisions.problem.value?.isPassing ? draft : null
    if (!kept) {
      if (decisions.problem.value?.code === 'stale_version' || decisions.problem.value?.status === 409) await refresh()
      return
    }
    asking.value = null
    comparing.value = null
    forgetDecision(myself(), item.submission, draft.act)
    if (draft.act === 'return') marks.clear()
    say(t('review.said.decided', { act: t(`review.done.${draft.act}`), title: item.title }))
    const staysHere = draft.act === 'proofread' && queue.filters.view !== 'desk'
    if (staysHere || draft.act === 'mark_duplicate' || draft.act === 'name_joint' || queue.filters.view === 'all') {
      await refresh()
      return
    }
    queue.remove(item.submission)
    if (isTaking) await takeNext()
    else open(next)
  }

  /** What others have done shows by itself; whoever reads, writes or decides is not disturbed. */
  async function renew(): Promise<void> {
    if (decisions.isBusy.value || (queue.lines.value.length === 0 && queue.asOf.value === null)) return
    const before = items.item.value
    const [left] = await Promise.all([queue.renew(current.value), items.renew()])
    const dropped = drop(left)
    if (dropped) say(t('review.said.dropped', { count: dropped }))
    const after = items.item.value
    if (!before || !after || before.submission !== after.submission) return
    if (queue.indexOf(after.submission) >= 0 && after !== before) queue.refit(after)
    const newest = after.history.slice(before.history.length).findLast(({ decision }) => decision.actor !== myself())?.decision
    if (newest) happened.value = { act: newest.act, person: newest.actor, organisation: newest.organisation }
  }

  function showNewer(): void {
    const newer = items.newer.value
    if (!newer) return
    items.show(newer)
    happened.value = null
    say(t('review.said.newer', { version: newer.version }))
  }

  /** Send again what got no answer; else look at the item anew. */
  function retry(): void {
    if (unsent.value) void decide(unsent.value)
    else void refresh()
  }

  async function undo(): Promise<void> {
    const undone = await decisions.undo()
    if (!undone) {
      if (!decisions.problem.value) say(t('review.said.nothingToUndo'))
      return
    }
    say(t('review.said.undone', { title: undone.title }))
    await queue.load()
    if (current.value === undone.submission) await refresh()
    else open(undone.submission)
  }

  watch(
    current,
    async (submission) => {
      decisions.problem.value = null
      unsent.value = null
      happened.value = null
      if (submission !== items.item.value?.submission) await items.open(submission)
    },
    { immediate: true },
  )
  // The one after is fetched once this one is here, so that the next key press finds it.
  watch([() => items.item.value?.submission, () => queue.lines.value[place.value + 1]?.submission], ([shown, next]) => {
    if (shown && next) items.ahead(next)
  })
  // Whoever signs in again in an open page finds what the ended session had refused, with marks and words as they were.
  watch(
    () => session.returns,
    () => {
      if (decisions.problem.value?.status === 401) decisions.problem.value = null
      if (queue.problem.value?.status === 401) void queue.load()
      if (items.problem.value?.status === 401) void items.refresh()
    },
  )
  useQuietly(renew, RENEW_SECONDS)
  onMounted(async () => {
    // The list is of one edition: without knowing which, it would be loaded twice.
    if (!editions.edition) await editions.load().catch(() => undefined)
    if (queue.lines.value.length === 0) await queue.load()
  })

  return {
    queue,
    items,
    decisions,
    marks,
    asking,
    comparing,
    spoken,
    happened,
    current,
    place,
    count,
    open,
    step,
    takeNext,
    claim,
    refresh,
    showNewer,
    retry,
    choose,
    byKey,
    decide,
    undo,
  }
}
