import { describe, expect, it } from 'vitest'

import type { Description, Suggestions } from '@/pages/report/description'
import { emptyForm } from '@/pages/report/form'
import { prefilled } from '@/pages/report/prefill'

const SUMMARY = { fields: ['measures', 'highlights', 'cases'].map((field) => ({ field })) } as unknown as Description
const SUMS = {
  measures: [{ indicator: 'attendee_count', value: 321, qualifier: 'exact', keys: [] }],
  highlights: ['开幕式'],
  cases: ['校企合作'],
  of: 12,
  complete: true,
}
const known = (sums: Partial<typeof SUMS>): Suggestions =>
  ({ of: 0, contact: null, venues: [], hosts: [], choices: {}, keys: [], sums: { ...SUMS, ...sums } }) as unknown as Suggestions
const summary = () => emptyForm('summary', '2024', 'p-1')

describe('a new summary', () => {
  it('begins with the sums, highlights and cases of all accepted reports, and says of how many', () => {
    const form = summary()
    expect(prefilled(form, known({}), SUMMARY)).toEqual({ count: 3, summed: 12, isPartial: false })
    expect(form.content.measures.map((one) => one.value)).toEqual([321])
    expect([form.content.highlights, form.content.cases]).toEqual([['开幕式'], ['校企合作']])
  })

  it('begins without numbers where the sums are not of all reports, and says so', () => {
    const form = summary()
    expect(prefilled(form, known({ complete: false }), SUMMARY)).toMatchObject({ summed: null, isPartial: true })
    expect(form.content.measures).toEqual([])
  })

  it('keeps what stands there', () => {
    const form = summary()
    form.content.highlights = ['我写的']
    prefilled(form, known({}), SUMMARY)
    expect(form.content.highlights).toEqual(['我写的'])
  })
})
