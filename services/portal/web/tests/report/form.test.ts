import { describe, expect, it } from 'vitest'

import { bodyOf, draftOf, emptyForm, emptySession, indexOf, isBlankMeasure, type Measure, problemsHere, restoredForm } from '@/pages/report/form'

const measure = (indicator: string, value: number | null, more: Partial<Measure> = {}): Measure => ({
  indicator, value, qualifier: 'exact', keys: [], names: [], ...more,
})

function activity() {
  const form = emptyForm('activity_report', '2024', 's-1')
  form.content.title = '开放日'
  return form
}

describe('the body of a report', () => {
  it('has only the fields of its kind', () => {
    const { content } = bodyOf(emptyForm('case', '2024', 's-1')) as { content: Record<string, unknown> }
    expect(content).toHaveProperty('background')
    expect(content).not.toHaveProperty('sessions')
    expect(content).not.toHaveProperty('registration')
  })

  it('leaves out rows in which nothing was typed', () => {
    const form = activity()
    form.content.sessions = [emptySession(), { ...emptySession(), when: { start: '2024-05-14', end: '', precision: 'day' }, measures: [measure('a', null), measure('b', 3)] }]
    const { content } = bodyOf(form) as { content: { sessions: { when: unknown; place: { kind: string }; measures: unknown[] }[] } }
    expect(content.sessions).toHaveLength(1)
    expect(content.sessions[0]?.when).toEqual({ start: '2024-05-14', end: '2024-05-14', precision: 'day' })
    expect(content.sessions[0]?.place.kind).toBe('none')
    expect(content.sessions[0]?.measures).toEqual([{ indicator: 'b', value: 3, qualifier: 'exact', keys: [] }])
  })

  it('gives names instead of a number where both are there', () => {
    const form = activity()
    form.content.measures = [measure('school_count', 9, { keys: ['school:1'], names: ['甲校'] })]
    const { content } = bodyOf(form) as { content: { measures: unknown[] } }
    expect(content.measures).toEqual([{ indicator: 'school_count', value: null, qualifier: 'exact', keys: ['school:1'], names: ['甲校'] }])
  })

  it('has no contact where none was typed, and says what came on paper by the time in Shanghai', () => {
    const form = activity()
    form.entered = { received: '2024-05-14T16:30', channel: 'fax', reference: '' }
    const body = bodyOf(form)
    expect(body['contact']).toBeNull()
    expect(body['entered']).toEqual({ received_at: '2024-05-14T16:30:00+08:00', channel: 'fax', reference: null })
  })
})

describe('a number that is none', () => {
  it('is told with the place that it has among the rows that are sent', () => {
    const form = activity()
    form.content.measures = [measure('a', null), measure('b', null, { typed: '三百' })]
    expect(problemsHere(form).map((one) => one.path)).toEqual(['content.measures.0.value'])
  })

  it('is no row without a place', () => {
    const rows = [measure('a', null), measure('b', 1), measure('c', 2)]
    expect(rows.map((row) => indexOf(rows, row, isBlankMeasure))).toEqual([-1, 0, 1])
  })
})

describe('a draft', () => {
  it('comes back as it was typed, with what no body holds', () => {
    const form = activity()
    form.content.measures = [measure('a', null, { typed: '三百' })]
    form.files = [{ file: 'f', name: '照片.jpg', size_bytes: 3, sha256: null, kind: 'photo', caption: '', credit: '', consent: { identifiable_minors: false, under_14: false, on_file: false, reference: null }, ai_generated: false }]
    const stored = JSON.parse(JSON.stringify(draftOf(form, { version: 2 }))) as unknown
    expect(restoredForm(stored, emptyForm('case', '2025', 'x'))).toEqual(form)
  })

  it('that a service made has rows without what nobody typed', () => {
    const copied = { edition: '2024', organisation: 's-1', content: { kind: 'activity_report', title: 't', sessions: [{ place: { kind: 'online', code: null, name: null }, measures: [{ indicator: 'a' }] }] }, manifest: [] }
    const form = restoredForm(copied, emptyForm('activity_report', '2024', 's-1'))
    expect(form.content.sessions[0]?.when.start).toBe('')
    expect(form.content.sessions[0]?.measures[0]).toEqual(measure('a', null))
  })
})
