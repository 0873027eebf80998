import { describe, expect, it } from 'vitest'

import { answering, changesOf, piecesOf, type Side } from '@/pages/review/changes'
import type { Row } from '@/pages/review/rows'

const words = { title: '标题', file: '文件', consent: (file: { consent: { on_file: boolean } }) => (file.consent.on_file ? '已登记' : '') }
const number = (label: string, value: string, index: number) => ({ path: `content.measures.${String(index)}`, label, value, unit: '人', note: '' })
const file = (sha256: string, caption: string, on_file = false) => ({ sha256, name: `${sha256}.jpg`, caption, credit: '', consent: { on_file } })

function side(changes: { title?: string; text?: string; numbers?: ReturnType<typeof number>[]; files?: ReturnType<typeof file>[]; sessions?: Row } = {}): Side {
  const rows: Row[] = [{ type: 'text', path: 'content.text', label: '正文', text: changes.text ?? '师生参观。' }]
  if (changes.numbers) rows.push({ type: 'numbers', path: 'content.measures', label: '数据', numbers: changes.numbers })
  if (changes.sessions) rows.push(changes.sessions)
  return { title: changes.title ?? '开放日', rows, files: (changes.files ?? []) as unknown as Side['files'] }
}

describe('two versions side by side', () => {
  it('tell only what differs, with the old beside the new', () => {
    const before = side({ title: '开放日', numbers: [number('参加人数', '300', 0), number('场次', '2', 1)], files: [file('a', '合影'), file('b', '展板')] })
    const after = side({ title: '开放日(二)', numbers: [number('场次', '2', 0), number('参加人数', '30', 1)], files: [file('b', '展板', true), file('c', '')] })

    expect(changesOf(before, after, words as never)).toEqual([
      { path: 'content.title', label: '标题', before: '开放日', after: '开放日(二)' },
      { path: 'content.measures.1', label: '参加人数', before: '300 人', after: '30 人' },
      { path: 'manifest.0', label: '文件 b.jpg', before: 'b.jpg · 展板', after: 'b.jpg · 展板 · 已登记' },
      { path: 'manifest.1', label: '文件 c.jpg', before: null, after: 'c.jpg' },
      { path: 'manifest.0', label: '文件 a.jpg', before: 'a.jpg · 合影', after: null },
    ])
  })

  it('do not tell a session as changed because another one came before it', () => {
    const session = (when: string, index: number) => ({ path: `content.sessions.${String(index)}`, when, title: '', place: '越城区', numbers: [] })
    const of = (...sessions: ReturnType<typeof session>[]): Row => ({ type: 'sessions', path: 'content.sessions', label: '场次', sessions })

    const changes = changesOf(side({ sessions: of(session('2024-05-14', 0)) }), side({ sessions: of(session('2024-05-13', 0), session('2024-05-14', 1)) }), words as never)

    expect(changes).toEqual([{ path: 'content.sessions.0', label: '场次 2024-05-13', before: null, after: '越城区' }])
  })

  it('show what was asked for first, and what was asked for in vain', () => {
    const changes = changesOf(side({ title: 'A', numbers: [number('人数', '3', 0)] }), side({ title: 'B', numbers: [number('人数', '4', 0)] }), words as never)
    const asked = new Map([
      ['content.measures', '请核对'],
      ['content.text', '请补充'],
    ])

    const told = answering(changes, asked)

    expect(told.changes.map((change) => [change.label, change.asked])).toEqual([
      ['人数', '请核对'],
      ['标题', null],
    ])
    expect(told.left).toEqual(['content.text'])
  })
})

describe('a long text that was mended', () => {
  it('shows what went and what came by parts of sentences', () => {
    expect(piecesOf('上午参观,约三百人。下午座谈。', '上午参观,约三十人。下午座谈。晚上总结。')).toEqual([
      { text: '上午参观,', kind: 'same' },
      { text: '约三百人。', kind: 'gone' },
      { text: '约三十人。', kind: 'new' },
      { text: '下午座谈。', kind: 'same' },
      { text: '晚上总结。', kind: 'new' },
    ])
  })

  it('is whole again when what stayed and came is put together', () => {
    const [before, after] = ['甲。乙,丙!\n丁', '乙,甲。丙!丁\n戊;']
    const pieces = piecesOf(before, after)

    expect(pieces.filter((one) => one.kind !== 'gone').map((one) => one.text).join('')).toBe(after)
    expect(pieces.filter((one) => one.kind !== 'new').map((one) => one.text).join('')).toBe(before)
  })

  it('is shown whole, old and new, where it is too long to lay side by side', () => {
    expect(piecesOf('字，'.repeat(700), '新').map((one) => one.kind)).toEqual(['gone', 'new'])
  })
})
