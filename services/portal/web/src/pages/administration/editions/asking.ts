/** What a form may ask for besides: fields that the form of the same kind has in any edition. */
import type { Edition } from '../types'

type Form = NonNullable<Edition['forms']>[number]
export type FormField = Form['fields'][number]

/** Without these nothing may be filed, so no form goes without them. */
export const ALWAYS_ASKED: ReadonlySet<string> = new Set(['title', 'no_state_secrets'])

/** The fields that may be added to a form, each as the newest edition words it, in that edition's order. */
export function addable(form: Form, editions: readonly Edition[]): FormField[] {
  const newestFirst = [...editions].sort((one, other) => (one.edition < other.edition ? 1 : -1))
  const known = new Map<string, FormField>()
  for (const edition of newestFirst) {
    for (const field of edition.forms?.find((one) => one.kind === form.kind)?.fields ?? []) {
      if (!known.has(field.field)) known.set(field.field, field)
    }
  }
  for (const field of form.fields) known.delete(field.field)
  return [...known.values()]
}

/** The fields with one more, behind the last of its section: a page shows a section in one piece. */
export function withField(fields: readonly FormField[], added: FormField): FormField[] {
  const last = fields.findLastIndex((one) => one.section === added.section)
  const at = last < 0 ? fields.length : last + 1
  return [...fields.slice(0, at), added, ...fields.slice(at)]
}
