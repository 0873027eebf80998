/** What the path of a problem is called on the page: `第2场 地点`, `照片3 说明`. */
import { type Description, named } from './description'
import { isBlankMeasure, isBlankSession, numbered, type ReportForm } from './form'

type Translate = (key: string, values?: Record<string, unknown>) => string

const PARTS: Record<string, string> = {
  when: 'report.when', place: 'report.where', ends: 'report.ends', starts: 'report.starts', title: 'report.sessionTitle', address: 'report.address',
  caption: 'report.caption', credit: 'report.credit', name: 'report.contactName', phone: 'report.contactPhone', consent: 'report.minors',
}

/** Names paths of one form as it is now. */
export function labelsOf(description: Description | null, form: ReportForm | null, language: string, t: Translate): (path: string) => string {
  return (path) => {
    if (!description || !form) return path
    const steps = path.split('.')
    if (steps[0] === 'late_reason') return t('report.lateReason')
    if (steps[0] === 'manifest' && steps[1] !== undefined) return fileLabel(steps, form, t)
    const name = steps[0] === 'content' ? (steps[1] ?? 'text') : (steps[0] ?? '')
    const field = description.fields.find((one) => one.field === name)
    const label = field ? named(field, language) : t('report.thisReport')
    const rest = steps.slice(steps[0] === 'content' ? 2 : 1)
    return [label, ...restOf(name, rest, description, form, t)].join(' ')
  }
}

function restOf(name: string, rest: string[], description: Description, form: ReportForm, t: Translate): string[] {
  const [index, ...inner] = rest
  if (name === 'measures') return [numberName(form.content.measures, index, description)]
  if (name !== 'sessions' || index === undefined) return index !== undefined && PARTS[index] ? [t(PARTS[index])] : []
  const session = numbered(form.content.sessions, isBlankSession)[Number(index)]?.row
  const label = t('report.session', { number: Number(index) + 1 })
  if (inner[0] === 'measures' && session) return [label, numberName(session.measures, inner[1], description)]
  return inner[0] && PARTS[inner[0]] ? [label, t(PARTS[inner[0]] ?? '')] : [label]
}

function numberName(measures: ReportForm['content']['measures'], index: string | undefined, description: Description): string {
  const measure = numbered(measures, isBlankMeasure)[Number(index)]?.row
  return description.numbers.find((one) => one.code === measure?.indicator)?.name ?? measure?.indicator ?? ''
}

function fileLabel(steps: string[], form: ReportForm, t: Translate): string {
  const at = Number(steps[1])
  const file = form.files.filter((one) => one.sha256 !== null)[at]
  const part = steps[2] ? PARTS[steps[2]] : undefined
  return [t('report.file', { number: file ? form.files.indexOf(file) + 1 : at + 1 }), part ? t(part) : (file?.name ?? '')].join(' ')
}
