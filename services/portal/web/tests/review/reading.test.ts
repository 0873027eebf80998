import { describe, expect, it } from 'vitest'

import { ageOf } from '@/pages/review/ages'
import { shownOf } from '@/pages/review/files'
import { labelOf, rowsOf, type Words } from '@/pages/review/rows'
import { segmentsOf } from '@/pages/review/segments'
import type { FileAnswer } from '@/pages/review/types'
import type { Form } from '@/pages/review/use-forms'
import { askedFor, noFilters } from '@/pages/review/use-queue'

import { item } from './items'

const words: Words = {
  language: 'zh-CN',
  field: (name) => `<${name}>`,
  yes: '是',
  online: '线上',
  overseas: '境外',
  monthOf: (day) => `${day.slice(0, 7)}全月`,
}
const form = {
  fields: [
    { field: 'title', zh: '标题', en: 'Title', list: null },
    { field: 'focus', zh: '宣传重点', en: 'Focus', list: 'focus' },
    { field: 'sessions', zh: '场次', en: 'Sessions', list: null },
    { field: 'measures', zh: '数据', en: 'Numbers', list: null },
  ],
  lists: { focus: [{ code: 'F1', name: '工匠精神' }] },
  numbers: [{ code: 'attendee_count', name: '现场参加人数', unit: '人' }],
} as unknown as Form

describe('a text with what was found in it', () => {
  it('is cut at the ends of spans, and whole again when put together', () => {
    const segments = segmentsOf('甲乙丙丁戊', [
      { id: 'a', start: 1, end: 3 },
      { id: 'b', start: 2, end: 9 },
    ])

    expect(segments.map((one) => [one.text, one.ids.join('')])).toEqual([
      ['甲', ''],
      ['乙', 'a'],
      ['丙', 'ab'],
      ['丁戊', 'b'],
    ])
  })

  it('counts characters as the service does, also those of two units', () => {
    expect(segmentsOf('𠀀乙丙', [{ id: 'a', start: 1, end: 2 }]).map((one) => one.text)).toEqual(['𠀀', '乙', '丙'])
  })

  it('leaves out spans without length', () => {
    expect(segmentsOf('甲乙', [{ id: 'a', start: 1, end: 1 }])).toEqual([{ text: '甲乙', ids: [] }])
  })
})

describe('what was filed', () => {
  const content = {
    kind: 'activity_report',
    title: '开放日',
    focus: [{ code: 'F1', text: null }, { code: 'other', text: '家电维修' }],
    sessions: [
      {
        when: { start: '2024-05-13', end: '2024-05-13', precision: 'day' },
        starts: '09:30',
        place: { kind: 'district', code: '330602', name: '越城区' },
        measures: [{ indicator: 'attendee_count', value: 1200, qualifier: 'nearly' }],
      },
    ],
    measures: [{ indicator: 'school_count', value: null, qualifier: 'exact', keys: ['school:3633900003', 'name:某校'], names: [] }],
    highlight: false,
  } as never

  it('reads in the order of the form, in its words, without what is empty', () => {
    const rows = rowsOf(content, form, {}, words)

    expect(rows.map((row) => row.path)).toEqual(['content.focus', 'content.sessions', 'content.measures'])
    expect(rows[0]).toEqual({ type: 'line', path: 'content.focus', label: '宣传重点', text: '工匠精神、other(家电维修)' })
  })

  it('shows numbers with qualifier and unit, and names as their count', () => {
    const [, sessions, measures] = rowsOf(content, form, {}, words)

    expect(sessions?.type === 'sessions' && sessions.sessions[0]?.numbers[0]).toMatchObject({ value: '近1,200', unit: '人', path: 'content.sessions.0.measures.0' })
    expect(sessions?.type === 'sessions' && sessions.sessions[0]?.when).toBe('2024-05-13 09:30')
    expect(measures?.type === 'numbers' && measures.numbers[0]).toMatchObject({ value: '2', note: '3633900003、某校' })
  })

  it('reads by codes while the form is not here', () => {
    expect(rowsOf(content, null, {}, words)[0]).toMatchObject({ label: '<focus>', text: 'F1、other(家电维修)' })
  })

  it('calls a path what the page calls it', () => {
    const one = item({ content, manifest: [{ name: '开放日.jpg' }] })

    expect(['content.focus', 'content.sessions.0', 'manifest.0.caption'].map((path) => labelOf(path, one, form, words))).toEqual(['宣传重点', '场次 1', '开放日.jpg · <caption>'])
  })
})

describe('how long something waits', () => {
  it('is told in its two largest units', () => {
    expect([ageOf(30).unit, ageOf(1_500).unit, ageOf(4_000).unit, ageOf(100_000)]).toEqual([
      'now',
      'minutes',
      'hours',
      { unit: 'days', values: { days: 1, hours: 3, minutes: 46 } },
    ])
  })
})

describe('the list', () => {
  it('asks only for what narrows it, and for no edition at one s own desk', () => {
    const desk = { ...noFilters('desk'), kind: 'case' as const, olderThanSeconds: 0 }

    expect(askedFor(desk, '2024')).toEqual({ kind: 'case', older_than_seconds: 0 })
    expect(askedFor(noFilters('public'), '2024')).toEqual({ state: 'accepted', featured: true, edition: '2024' })
    expect(askedFor({ ...noFilters('selection'), proofsDone: 0 }, '2024')).toEqual({ state: 'accepted', featured: false, proofs_done: 0 })
  })
})

describe('a file', () => {
  it('is shown by the renditions that are there', () => {
    const file = { name: 'a.mp4', asset: 'x', renditions: ['poster.jpg', 'video.mp4', 'page1.jpg'], kind: 'video' } as unknown as FileAnswer

    expect(shownOf(file, 0)).toMatchObject({
      thumb: '/api/media/v1/media/x/poster.jpg',
      film: '/api/media/v1/media/x/video.mp4',
      others: [{ name: 'page1.jpg', address: '/api/media/v1/media/x/page1.jpg' }],
    })
    expect(shownOf({ ...file, renditions: [] } as FileAnswer, 0).large).toBeNull()
  })
})
