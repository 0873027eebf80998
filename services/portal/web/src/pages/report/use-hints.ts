/** Numbers and places that are worth a second look, told a moment after they were typed, by the rules that reviewers go by. */
import { onScopeDispose, shallowRef, type ShallowRef, watch } from 'vue'

import { body, ingest } from '@/api/client'
import type { components } from '@/api/generated/ingest'

import { bodyOf, type Measure, type ReportForm } from './form'

export type Hint = components['schemas']['HintAnswer']

const WAIT_MILLISECONDS = 1_000

/** Without a line, and of a form in which neither a number nor a place stands, nothing is told. */
export function useHints(form: () => ReportForm | null, report: string): ShallowRef<readonly Hint[]> {
  const hints = shallowRef<readonly Hint[]>([])
  let timer: ReturnType<typeof setTimeout> | undefined
  let last = 0

  async function look(): Promise<void> {
    const typed = form()
    if (!typed || !navigator.onLine) return
    last += 1
    const mine = last
    const request = { params: { query: { submission: report } }, body: bodyOf(typed) as never }
    const answer = await body(ingest.POST('/v1/submissions:check', request)).catch(() => null)
    if (mine === last && answer) hints.value = answer.hints
  }

  watch(
    () => numbersOf(form()),
    (now) => {
      clearTimeout(timer)
      if (now) timer = setTimeout(() => void look(), WAIT_MILLISECONDS)
      else hints.value = []
    },
  )
  onScopeDispose(() => {
    clearTimeout(timer)
  })
  return hints
}

/** All numbers and places of a form as one text, by which a change is known; empty where there are none. */
export function numbersOf(form: ReportForm | null): string {
  if (!form) return ''
  const told = (measures: readonly Measure[]) => measures.filter((one) => one.value !== null || one.keys.length).map((one) => [one.indicator, one.value, one.qualifier, one.keys.length])
  const { measures, sessions } = form.content
  const all = [told(measures), ...sessions.map((one) => [...(one.place.code ? [one.place.code] : []), ...told(one.measures)])]
  return all.some((one) => one.length) ? JSON.stringify(all) : ''
}
