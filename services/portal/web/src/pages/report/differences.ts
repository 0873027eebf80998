/** Where two forms of one report differ, field by field and in words: somebody chooses between them with open eyes. */
import { grouped, qualified } from '@/lib/numbers'

import { type Description, type Field, named } from './description'
import { type Choice, isBlankMeasure, isBlankSession, type Measure, type PageFile, type ReportForm, type Session } from './form'

type Translate = (key: string, values?: Record<string, unknown>) => string

export interface Difference {
  label: string
  theirs: string
  mine: string
}

/** Of a long text so much is shown from a little before where it begins to differ. */
const SHOWN_CHARACTERS = 160
const BEFORE_CHARACTERS = 20

/** Each part of a form under what it is called, as a reader would read it. Parts in which nothing stands are left out. */
type Parts = Map<string, string>

export function differences(theirs: ReportForm, mine: ReportForm, description: Description, language: string, t: Translate): Difference[] {
  const [one, other] = [partsOf(theirs, description, language, t), partsOf(mine, description, language, t)]
  const labels = [...new Set([...other.keys(), ...one.keys()])]
  return labels
    .map((label) => ({ label, theirs: one.get(label) ?? '', mine: other.get(label) ?? '' }))
    .filter((row) => row.theirs !== row.mine)
    .map((row) => ({ ...row, theirs: excerpt(row.theirs, row.mine), mine: excerpt(row.mine, row.theirs) }))
}

/** The piece of a text in which it differs from another. */
export function excerpt(text: string, other: string): string {
  if (text.length <= SHOWN_CHARACTERS) return text
  let same = 0
  while (same < text.length && text[same] === other[same]) same += 1
  const start = Math.max(0, Math.min(same, text.length - BEFORE_CHARACTERS) - BEFORE_CHARACTERS)
  const end = start + SHOWN_CHARACTERS
  return `${start ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`
}

function partsOf(form: ReportForm, description: Description, language: string, t: Translate): Parts {
  const parts: Parts = new Map()
  const put = (label: string, text: string) => {
    if (text.trim()) parts.set(label, text.trim())
  }
  for (const field of description.fields) {
    const label = named(field, language)
    if (field.type === 'sessions') {
      form.content.sessions.filter((one) => !isBlankSession(one)).forEach((one, index) => {
        put(t('report.session', { number: index + 1 }), sessionText(one, description, language))
      })
    } else if (field.type === 'measures') measureParts(form.content.measures, label, description, language, put)
    else if (field.type === 'files') form.files.forEach((file, index) => { put(`${t('report.file', { number: index + 1 })}`, fileText(file, t)) })
    else put(label, plainText(form, field, description, t))
  }
  put(t('report.lateReason'), form.late_reason)
  return parts
}

function plainText(form: ReportForm, field: Field, description: Description, t: Translate): string {
  if (field.type === 'contact') return [form.contact.name, form.contact.phone].filter(Boolean).join(' ')
  if (field.type === 'hosts') return form.content.hosts.map((host) => host.name ?? host.organisation ?? '').join('、')
  const value = (form.content as unknown as Record<string, unknown>)[field.field]
  if (typeof value === 'boolean') return value ? t('report.ticked') : t('report.notTicked')
  if (Array.isArray(value)) return value.map((one) => choiceText(one as string | Choice, field, description)).join('、')
  return value === null || value === undefined ? '' : choiceText(value as string | Choice, field, description)
}

function choiceText(value: string | Choice, field: Field, description: Description): string {
  const code = typeof value === 'string' ? value : value.code
  const found = field.list ? description.lists[field.list]?.find((entry) => entry.code === code)?.name : undefined
  return (typeof value === 'string' ? undefined : value.text) || found || code
}

function measureParts(measures: readonly Measure[], label: string, description: Description, language: string, put: (label: string, text: string) => void): void {
  for (const one of measures.filter((measure) => !isBlankMeasure(measure)))
    put([label, numberName(one, description), one.platform].filter(Boolean).join(' · '), measureText(one, description, language))
}

const numberName = (measure: Measure, description: Description) =>
  description.numbers.find((one) => one.code === measure.indicator)?.name ?? measure.indicator

function measureText(measure: Measure, description: Description, language: string): string {
  if (measure.keys.length) return measure.keys.map((key, index) => measure.names[index] || key.replace(/^[a-z]+:/, '')).join('、')
  if (measure.value === null) return measure.typed ?? ''
  const unit = description.numbers.find((one) => one.code === measure.indicator)?.unit ?? ''
  return `${qualified(grouped(measure.value), measure.qualifier, language)} ${unit}`.trim()
}

function sessionText(session: Session, description: Description, language: string): string {
  const { when, starts, ends, place, address, title, measures } = session
  const day = when.precision === 'range' && when.end ? `${when.start} - ${when.end}` : when.start
  const numbers = measures.filter((one) => !isBlankMeasure(one)).map((one) => `${numberName(one, description)} ${measureText(one, description, language)}`)
  const hours = [starts, ends].filter(Boolean).join('-')
  return [day, hours, place.name ?? place.code, address, title, ...numbers].filter(Boolean).join(' · ')
}

function fileText(file: PageFile, t: Translate): string {
  const { identifiable_minors, under_14, on_file, reference } = file.consent
  const ticks = [identifiable_minors && 'minors', under_14 && 'under14', on_file && 'onFile', file.ai_generated && 'aiGenerated']
  const told = ticks.filter((one): one is string => Boolean(one)).map((one) => t(`report.${one}`))
  return [file.name, file.caption, file.credit, ...told, reference].filter(Boolean).join(' · ')
}
