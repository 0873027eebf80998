/** The proof that a report is counted: in which figure of which area, by which place of the log, and when. */
import { aggregation, body } from '@/api/client'

export interface Counted {
  figure: string
  scope: string
  indicator: string
  series: string
  value: number
  isHeadline: boolean
}

export interface Proof {
  isCounted: boolean
  textZh: string
  textEn: string
  partition: number | null
  offset: number | null
  appendedAt: string | null
  revision: number | null
  cut: string
  figures: Counted[]
}

interface ProofAnswer {
  counted: boolean
  text_zh: string
  text_en: string
  partition: number
  offset: number
  appended_at: string
  revision: number
  cut: string
  figures: { figure: string; indicator: string; series: string; value: number; keys: string[]; headline: boolean }[]
}

export async function proofOf(submission: string): Promise<Proof> {
  const answer = (await body(aggregation.GET('/v1/submissions/{submission}/proof', { params: { path: { submission } } }))) as unknown as ProofAnswer
  return proofFrom(answer)
}

export function proofFrom(answer: ProofAnswer): Proof {
  return {
    isCounted: answer.counted,
    textZh: answer.text_zh,
    textEn: answer.text_en,
    partition: answer.partition,
    offset: answer.offset,
    appendedAt: answer.appended_at,
    revision: answer.revision,
    cut: answer.cut,
    figures: answer.figures.map((one) => ({
      figure: one.figure, scope: scopeOf(one.figure), indicator: one.indicator, series: one.series, isHeadline: one.headline,
      // An indicator that counts each name once is told by its names; whoever reads the proof wants to know how many.
      value: one.value + one.keys.length,
    })),
  }
}

/** `2024:330000:session_count` is of `330000`; a scope may have colons of its own. */
export function scopeOf(figure: string): string {
  return figure.split(':').slice(1, -1).join(':')
}

/** Figures by indicator, with the areas they count in: the same number counts in the country and in its unit. */
export function byIndicator(figures: readonly Counted[]): { indicator: string; series: string; value: number; isHeadline: boolean; scopes: string[] }[] {
  const rows = new Map<string, ReturnType<typeof byIndicator>[number]>()
  for (const one of figures) {
    const key = `${one.indicator}/${one.series}/${one.isHeadline}/${one.value}`
    const row = rows.get(key) ?? { indicator: one.indicator, series: one.series, value: one.value, isHeadline: one.isHeadline, scopes: [] }
    if (!row.scopes.includes(one.scope)) row.scopes.push(one.scope)
    rows.set(key, row)
  }
  return [...rows.values()]
}
