import { describe, expect, it } from 'vitest'

import { byIndicator, proofFrom, scopeOf } from '@/pages/receipt/proof'

const counted = (figure: string, value: number) => ({ figure, scope: scopeOf(figure), indicator: figure.split(':').at(-1) ?? '', series: 'actual', value, isHeadline: true })

describe('the proof of counting', () => {
  it('names the area of a figure, also one with a colon in its name', () => {
    expect([scopeOf('2024:nation:session_count'), scopeOf('2024:330000:edu:session_count')]).toEqual(['nation', '330000:edu'])
  })

  it('counts the names that a report brings to an indicator that counts each once', () => {
    const figure = { indicator: 'district_count', series: 'actual', headline: true }
    const answer = {
      counted: true, text_zh: '', text_en: '', partition: 1, offset: 2, appended_at: '', revision: 1, cut: '',
      figures: [
        { ...figure, figure: '2024:nation:district_count', value: 0, keys: ['330602', '330603'] },
        { ...figure, indicator: 'pupil_count', figure: '2024:nation:pupil_count', value: 30, keys: [] },
      ],
    }

    expect(proofFrom(answer).figures.map((one) => one.value)).toEqual([2, 30])
  })

  it('says a number once, with all areas in which it counts', () => {
    const rows = byIndicator([counted('2024:nation:session_count', 1), counted('2024:330000:session_count', 1), counted('2024:nation:pupil_count', 30)])
    expect(rows.map((row) => [row.indicator, row.value, row.scopes])).toEqual([
      ['session_count', 1, ['nation', '330000']],
      ['pupil_count', 30, ['nation']],
    ])
  })
})
