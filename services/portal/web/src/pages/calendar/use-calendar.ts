/** The search of the calendar: what is asked stands in the page's address, so that it can be kept, sent on and gone back to. */
import { computed, ref, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'

import { body, ingest } from '@/api/client'
import type { components } from '@/api/generated/ingest'
import { asProblem, type Problem } from '@/api/problems'
import { serverNow } from '@/lib/use-now'
import { useEditions } from '@/stores/editions'

import { today } from './days'

export type Happening = components['schemas']['HappeningAnswer']
export type CalendarAnswer = components['schemas']['CalendarAnswer']
export const FILTERS = ['q', 'day', 'unit', 'city', 'audience', 'past'] as const
export type FilterName = (typeof FILTERS)[number]
export type Asked = Partial<Record<FilterName, string>>

/** What the service is asked for: while the week runs, what is over is left out unless it is wanted. */
export function questionOf(asked: Asked, edition: { edition: string; start: string; end: string } | null, now: Date): Record<string, string> {
  const { q, day, unit, city, audience, past } = asked
  const question: Record<string, string> = edition ? { edition: edition.edition } : {}
  for (const [name, value] of Object.entries({ q, unit, city, audience })) if (value) question[name] = value
  const present = today(now)
  if (day) Object.assign(question, { from: day, to: day })
  else if (!past && edition && edition.start <= present && present <= edition.end) question['from'] = present
  return question
}

/** Where the same search is had as iCalendar. */
export function icalendarAddress(question: Record<string, string>, origin: string): string {
  return `${origin}/api/ingest/v1/calendar.ics?${new URLSearchParams(question)}`
}

export function useCalendar() {
  const route = useRoute()
  const router = useRouter()
  const editions = useEditions()
  const answer = shallowRef<CalendarAnswer | null>(null)
  const items = shallowRef<readonly Happening[]>([])
  const problem = shallowRef<Problem | null>(null)
  const isLoading = ref(false)
  let last = 0

  const asked = computed<Asked>(() => {
    const found: Asked = {}
    for (const name of FILTERS) {
      const value = route.query[name]
      if (typeof value === 'string' && value) found[name] = value
    }
    return found
  })
  const question = computed(() => questionOf(asked.value, editions.edition, serverNow()))

  function choose(name: FilterName, value: string | null): void {
    const query = { ...route.query, [name]: value || undefined }
    void router.replace({ query })
  }

  function clear(): void {
    const query = Object.fromEntries(Object.entries(route.query).filter(([name]) => !(FILTERS as readonly string[]).includes(name)))
    void router.replace({ query })
  }

  async function load(cursor: string | null = null): Promise<void> {
    last += 1
    const mine = last
    isLoading.value = true
    try {
      const query = { ...question.value, ...(cursor ? { cursor } : {}) }
      const came = await body(ingest.GET('/v1/calendar', { params: { query } }))
      if (mine !== last) return
      answer.value = came
      items.value = cursor ? [...items.value, ...came.items] : came.items
      problem.value = null
    } catch (thrown) {
      if (mine === last) problem.value = asProblem(thrown)
    } finally {
      if (mine === last) isLoading.value = false
    }
  }

  async function more(): Promise<void> {
    if (answer.value?.next) await load(answer.value.next)
  }

  watch(question, (now, before) => {
    if (JSON.stringify(now) !== JSON.stringify(before)) void load()
  })

  return { asked, question, answer, items, problem, isLoading, choose, clear, load, more }
}
