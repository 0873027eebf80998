import { describe, expect, it } from 'vitest'

import { emptyForm } from '@/pages/report/form'
import { chosenBefore } from '@/pages/report/fields/before'
import { numbersOf } from '@/pages/report/use-hints'

describe('what was chosen before', () => {
  const given = [{ code: 'L1' }, { code: 'gone' }, { code: 'other', text: '自定' }, { code: 'other' }, { code: 'L2' }]

  it('is offered as far as the call still has it, and is not offered twice', () => {
    expect(chosenBefore(given, ['L1', 'L2'], [{ code: 'L1' }])).toEqual([{ code: 'other', text: '自定' }, { code: 'L2' }])
  })
})

describe('the numbers of a form', () => {
  it('are none where nothing was typed, and another text once one changes', () => {
    const form = emptyForm('activity_report', '2024', 's-1')
    expect(numbersOf(form)).toBe('')
    form.content.measures = [{ indicator: 'attendee_count', value: 3, qualifier: 'exact', keys: [], names: [] }]
    const before = numbersOf(form)
    form.content.title = '改了标题'
    expect(numbersOf(form)).toBe(before)
    form.content.measures[0] = { indicator: 'attendee_count', value: 4, qualifier: 'exact', keys: [], names: [] }
    expect(numbersOf(form)).not.toBe(before)
  })
})
