/** An item's content as rows to read and to mark: in the order of its form, each with the path that problem lists name it by. */
import { qualified, grouped } from '@/lib/numbers'

import type { Form } from './use-forms'
import type { Item } from './types'

export interface NumberRow {
  path: string
  label: string
  value: string
  unit: string
  note: string
}

export interface SessionRow {
  path: string
  when: string
  title: string
  place: string
  numbers: NumberRow[]
}

export type Row =
  | { type: 'line' | 'text'; path: string; label: string; text: string }
  | { type: 'numbers'; path: string; label: string; numbers: NumberRow[] }
  | { type: 'sessions'; path: string; label: string; sessions: SessionRow[] }

/** Words that the page itself gives: of fields without a form, of places and qualifiers. */
export interface Words {
  language: string
  field: (name: string) => string
  yes: string
  online: string
  overseas: string
  monthOf: (day: string) => string
}

type Content = Item['content']
interface MeasureSaid {
  indicator: string
  value?: number | null
  qualifier?: string
  keys?: string[]
  names?: string[]
  platform?: string | null
}
interface SessionSaid {
  when: { start: string; end: string; precision?: string }
  place?: { kind?: string; code?: string | null; name?: string | null }
  title?: string | null
  measures?: MeasureSaid[]
  starts?: string | null
  ends?: string | null
  address?: string | null
}
interface ChoiceSaid {
  code: string
  text?: string | null
}

const LONG = new Set(['text', 'background', 'practice', 'results', 'experience'])
const HIDDEN = new Set(['kind', 'title'])
/** Under which name of the form's lists a field's codes are found, where the form does not say it itself. */
const LISTS: Record<string, string> = { activity: 'activities', local_types: 'local_types', focus: 'focus', tags: 'tags', audience: 'audiences', form: 'manuscript_forms' }

/** The rows of what was filed; fields that are empty are left out. The title stands above and is not among them. */
export function rowsOf(content: Content, form: Form | null, names: Record<string, string>, words: Words): Row[] {
  const fields = content as unknown as Record<string, unknown>
  const order = form ? form.fields.map((field) => field.field) : []
  const all = [...new Set([...order, ...Object.keys(fields)])].filter((name) => !HIDDEN.has(name))
  return all.map((name) => rowOf(name, fields[name], form, names, words)).filter((row) => row !== null)
}

/** What a path is called, for lists of marks and findings. */
export function labelOf(path: string, item: Item, form: Form | null, words: Words): string {
  const [head, name = '', index, ...rest] = path.split('.')
  if (head === 'manifest') {
    const file = item.manifest[Number(name)]
    return index ? `${file?.name ?? name} · ${words.field(index)}` : (file?.name ?? path)
  }
  const label = fieldLabel(name, form, words)
  if (index === undefined) return label
  if (name === 'measures') return `${label} · ${measureLabel(item.content, Number(index), form)}`
  const inner = rest[0] === 'measures' ? '' : rest[0] ? ` · ${words.field(rest[0])}` : ''
  return `${label} ${String(Number(index) + 1)}${inner}`
}

function measureLabel(content: Content, index: number, form: Form | null): string {
  const measures = (content as unknown as { measures?: MeasureSaid[] }).measures ?? []
  const code = measures[index]?.indicator ?? ''
  return numberWords(code, form).name
}

function fieldLabel(name: string, form: Form | null, words: Words): string {
  const field = form?.fields.find((one) => one.field === name)
  if (!field) return words.field(name)
  return words.language === 'en' ? field.en : field.zh
}

function numberWords(code: string, form: Form | null): { name: string; unit: string } {
  const known = form?.numbers.find((one) => one.code === code)
  return known ? { name: known.name, unit: known.unit } : { name: code, unit: '' }
}

function rowOf(name: string, said: unknown, form: Form | null, names: Record<string, string>, words: Words): Row | null {
  const path = `content.${name}`
  const label = fieldLabel(name, form, words)
  if (name === 'measures') {
    const numbers = (said as MeasureSaid[] | undefined)?.map((one, index) => numberRow(one, `${path}.${String(index)}`, form, words)) ?? []
    return numbers.length ? { type: 'numbers', path, label, numbers } : null
  }
  if (name === 'sessions') {
    const sessions = (said as SessionSaid[] | undefined)?.map((one, index) => sessionRow(one, `${path}.${String(index)}`, form, words)) ?? []
    return sessions.length ? { type: 'sessions', path, label, sessions } : null
  }
  const text = textOf(name, said, form, names, words)
  return text ? { type: LONG.has(name) ? 'text' : 'line', path, label, text } : null
}

function textOf(name: string, said: unknown, form: Form | null, names: Record<string, string>, words: Words): string {
  if (said === null || said === undefined || said === false || said === '') return ''
  if (said === true) return words.yes
  if (name === 'hosts') return (said as { name?: string | null; organisation?: string | null }[]).map((host) => host.name ?? names[host.organisation ?? ''] ?? host.organisation ?? '').join('、')
  if (name === 'scope') return names[said as string] ?? (said as string)
  if (Array.isArray(said)) {
    return said.map((one) => (typeof one === 'string' ? one : entryName(name, one as ChoiceSaid, form))).join('、')
  }
  if (typeof said === 'object') return entryName(name, said as ChoiceSaid, form)
  return entryName(name, { code: String(said as string | number) }, form)
}

/** A list's entry by its own words; `other` by what was written beside it. */
function entryName(list: string, choice: ChoiceSaid, form: Form | null): string {
  const said = form?.fields.find((field) => field.field === list)?.list ?? LISTS[list] ?? list
  const entry = form?.lists[said]?.find((one) => one.code === choice.code)
  const name = entry?.name ?? choice.code
  return choice.text ? `${name}(${choice.text})` : name
}

function numberRow(measure: MeasureSaid, path: string, form: Form | null, words: Words): NumberRow {
  const { name, unit } = numberWords(measure.indicator, form)
  const keys = measure.keys ?? []
  const value = keys.length > 0 ? keys.length : (measure.value ?? 0)
  const called = measure.names?.length ? measure.names : keys.map((key) => key.slice(key.indexOf(':') + 1))
  const notes = [measure.platform ?? '', ...(keys.length ? [called.join('、')] : [])].filter((note) => note !== '')
  return { path, label: name, value: qualified(grouped(value), measure.qualifier, words.language), unit, note: notes.join(' ') }
}

function sessionRow(session: SessionSaid, path: string, form: Form | null, words: Words): SessionRow {
  const { start, end, precision } = session.when
  const days = precision === 'month' ? words.monthOf(start) : start === end ? start : `${start} – ${end}`
  const clock = [session.starts, session.ends].filter(Boolean).join('–')
  const place = session.place ?? {}
  const where = place.kind === 'online' ? words.online : place.kind === 'overseas' ? `${words.overseas} ${place.name ?? place.code ?? ''}` : (place.name ?? place.code ?? '')
  return {
    path,
    when: clock ? `${days} ${clock}` : days,
    title: session.title ?? '',
    place: [where, session.address ?? ''].filter(Boolean).join(' '),
    numbers: (session.measures ?? []).map((one, index) => numberRow(one, `${path}.measures.${String(index)}`, form, words)),
  }
}
