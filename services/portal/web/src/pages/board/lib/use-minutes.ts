/** The recorded minutes of a day, and the record of a moment. Days and moments are Shanghai's, as on the page's own clock. */
import { shallowRef, watch, type Ref, type ShallowRef } from 'vue'

import { asProblem, type Problem } from '@/api/problems'

import type { Board } from './answers'
import { fetched, queryOf, type Question } from './ways'

export interface Minutes {
  /** The moments that have a record, oldest first (ISO 8601). */
  moments: ShallowRef<string[]>
  problem: ShallowRef<Problem | null>
}

/** `2024-05-18` of a moment, in Shanghai. */
export function dayInShanghai(at: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)
}

/** Load the moments of `day` anew whenever it or the edition changes. */
export function useMinutes(edition: Ref<string>, day: Ref<string>): Minutes {
  const moments = shallowRef<string[]>([])
  const problem = shallowRef<Problem | null>(null)

  watch(
    [edition, day],
    async ([wantedEdition, wantedDay]) => {
      const query = new URLSearchParams({ edition: wantedEdition, since: `${wantedDay}T00:00:00`, until: `${wantedDay}T23:59:59.999` })
      try {
        const found = await fetched<{ minutes: { at: string }[] }>(`/api/aggregation/v1/counts/minutes?${query.toString()}`, true)
        if (wantedDay !== day.value || wantedEdition !== edition.value) return
        moments.value = found.minutes.map((one) => one.at)
        problem.value = null
      } catch (thrown) {
        problem.value = asProblem(thrown)
      }
    },
    { immediate: true },
  )
  return { moments, problem }
}

/**
 * The record at a moment or the newest before it; where it is to be `isExact`, counted from the log itself, which the ministry
 * may ask for. Throws `Problem` (not_found before the first record, rate_limited while another exact one is counted).
 */
export function recordAt(question: Question, at: string, isExact: boolean): Promise<Board> {
  const query = queryOf({ ...question, indicators: [], isPending: false })
  query.set('as_of', at)
  if (isExact) query.set('exact', 'true')
  if (question.scope === 'nation') query.set('by', 'unit')
  return fetched<Board>(`/api/aggregation/v1/counts?${query.toString()}`, question.isPublic && !isExact)
}
