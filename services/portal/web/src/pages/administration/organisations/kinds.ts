/** Which kinds stand below which, and the id that a new organisation gets where none is given. */
import { KINDS, type Organisation, type OrganisationForm } from '../types'

type Kind = Organisation['kind']
const HOSTS: Kind[] = ['enterprise', 'training_base', 'institute', 'consortium']
const UNDER_LEVEL: Kind[] = ['school', 'body', ...HOSTS]
const BELOW: Partial<Record<Kind, Kind[]>> = {
  ministry: ['province', 'separately_planned_city', 'corps', 'council', 'department', ...HOSTS],
  province: ['city', 'county', ...UNDER_LEVEL],
  separately_planned_city: ['county', ...UNDER_LEVEL],
  corps: ['division', ...UNDER_LEVEL],
  city: ['county', ...UNDER_LEVEL],
  county: UNDER_LEVEL,
  division: UNDER_LEVEL,
  body: ['school'],
  department: HOSTS,
  council: HOSTS,
}

/** The kinds that may stand below one, the likeliest first. */
export function kindsBelow(kind: Kind): Kind[] {
  return BELOW[kind] ?? [...KINDS]
}

/** The id that follows from a form: the code an organisation is known by, or one of its own. */
export function idOf(form: OrganisationForm): string {
  if (form.kind === 'body') return `${form.parent ?? ''}:${form.body ?? ''}`
  if (['province', 'separately_planned_city', 'city', 'county'].includes(form.kind)) return form.gb2260 ?? ''
  if (form.kind === 'division') return `${form.parent ?? ''}-${crypto.randomUUID().slice(0, 4)}`
  return form.school_code ?? form.credit_code ?? `s-${crypto.randomUUID().slice(0, 12)}`
}
