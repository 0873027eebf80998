/** Names of paths without the form that they are of: for lists of what is to be mended. */
import { type Description, named } from './description'

type Translate = (key: string, values?: Record<string, unknown>) => string

/** What a path is called where only the form's words are at hand, not what was filled in. */
export function plainLabel(path: string, description: Description | null, language: string, t: Translate): string {
  const [head = '', name = '', index] = path.split('.')
  if (head === 'manifest') return t('report.file', { number: Number(name) + 1 })
  const field = description?.fields.find((one) => one.field === (head === 'content' ? name : head))
  const label = field ? named(field, language) : t('report.thisReport')
  if (name !== 'sessions' || index === undefined) return label
  return `${label} ${t('report.session', { number: Number(index) + 1 })}`
}
