import { describe, expect, it } from 'vitest'

import type { Description } from '@/pages/report/description'
import { differences, excerpt } from '@/pages/report/differences'
import { emptyForm, emptySession, type ReportForm } from '@/pages/report/form'

const FIELDS = [
  { field: 'title', type: 'line', zh: '标题', en: 'Title' },
  { field: 'local_types', type: 'choices', zh: '类型', en: 'Types', list: 'local_types' },
  { field: 'highlight', type: 'tick', zh: '作为看点', en: 'A highlight' },
  { field: 'sessions', type: 'sessions', zh: '场次', en: 'Sessions' },
  { field: 'measures', type: 'measures', zh: '数据', en: 'Numbers' },
  { field: 'manifest', type: 'files', zh: '文件', en: 'Files' },
  { field: 'contact', type: 'contact', zh: '联系人', en: 'Contact' },
]
const DESCRIPTION = {
  fields: FIELDS,
  lists: { local_types: [{ code: 'L1', name: '开放日' }] },
  numbers: [{ code: 'attendee_count', name: '现场参加人数', unit: '人' }],
} as unknown as Description
const told = (key: string, named?: Record<string, unknown>) => [key.replace('report.', ''), ...Object.values(named ?? {})].join(' ')

function report(change: (form: ReportForm) => void = () => undefined): ReportForm {
  const form = emptyForm('activity_report', '2024', 's-1')
  form.content.title = '开放日'
  form.content.measures = [{ indicator: 'attendee_count', value: 1200, qualifier: 'exact', keys: [], names: [] }]
  change(form)
  return form
}

const between = (theirs: ReportForm, mine: ReportForm) => differences(theirs, mine, DESCRIPTION, 'zh-CN', told)

describe('two forms of one report', () => {
  it('differ in nothing where both say the same, whatever empty rows the pages have put there', () => {
    expect(between(report(), report((form) => form.content.sessions.push(emptySession())))).toEqual([])
  })

  it('are told apart by what their fields are called, in words', () => {
    const theirs = report((form) => {
      form.content.local_types = [{ code: 'L1' }, { code: 'other', text: '自定' }]
      form.contact = { name: '李老师', phone: '0575-1' }
    })
    const mine = report((form) => {
      form.content.title = '校园开放日'
      form.content.highlight = true
      form.content.measures = [{ indicator: 'attendee_count', value: 900, qualifier: 'about', keys: [], names: [] }]
    })
    expect(between(theirs, mine)).toEqual([
      { label: '标题', theirs: '开放日', mine: '校园开放日' },
      { label: '作为看点', theirs: 'notTicked', mine: 'ticked' },
      { label: '数据 · 现场参加人数', theirs: '1,200 人', mine: '约900 人' },
      { label: '类型', theirs: '开放日、自定', mine: '' },
      { label: '联系人', theirs: '李老师 0575-1', mine: '' },
    ])
  })

  it('are told apart by each session and each file', () => {
    const session = { ...emptySession({ kind: 'district', code: '330602', name: '越城区' }), when: { start: '2024-05-14', end: '2024-05-14', precision: 'day' as const } }
    const file = { file: 'f', name: 'a.jpg', size_bytes: 1, sha256: 'x', kind: 'photo' as const, caption: '', credit: '', ai_generated: false }
    const consent = { identifiable_minors: false, under_14: false, on_file: false, reference: null }
    const theirs = report((form) => {
      form.content.sessions = [session]
      form.files = [{ ...file, consent }]
    })
    const mine = report((form) => {
      form.content.sessions = [{ ...session, address: '实训楼' }]
      form.files = [{ ...file, caption: '合影', consent: { ...consent, identifiable_minors: true } }]
    })
    expect(between(theirs, mine)).toEqual([
      { label: 'session 1', theirs: '2024-05-14 · 越城区', mine: '2024-05-14 · 越城区 · 实训楼' },
      { label: 'file 1', theirs: 'a.jpg', mine: 'a.jpg · 合影 · minors' },
    ])
  })
})

describe('a long text', () => {
  it('is shown from a little before where it differs', () => {
    const text = '职'.repeat(300)
    expect(excerpt(`${text}一${text}`, `${text}二${text}`)).toBe(`…${'职'.repeat(20)}一${'职'.repeat(139)}…`)
    expect(excerpt('短', '长')).toBe('短')
  })
})
