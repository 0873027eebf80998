/** Nothing is asked twice: a new form begins with what its organisation entered before. */
import type { Description, Suggestions } from './description'
import { emptySession, type Host, type Measure, type Place, type ReportForm } from './form'

/** What a new form was begun with. */
export interface Prefilled {
  /** How many things were filled in. */
  count: number
  /** How many accepted reports the numbers were added up from; null where none were. */
  summed: number | null
  /** Whether there are sums that were left out, because they are not of all reports. */
  isPartial: boolean
}

export const NOTHING: Prefilled = { count: 0, summed: null, isPartial: false }

/** Fill in what is known. A sum that is not of all reports is no number to begin with: it is left out and told. */
export function prefilled(form: ReportForm, known: Suggestions, description: Description): Prefilled {
  const asked = new Set(description.fields.map((field) => field.field))
  const { content } = form
  let count = 0
  if (known.contact) {
    form.contact = { name: known.contact.name, phone: known.contact.phone }
    count += 1
  }
  if (asked.has('hosts') && known.hosts[0]) {
    content.hosts = [hostOf(known.hosts[0])]
    count += 1
  }
  if (asked.has('sessions') && !content.sessions.length) {
    const venue = known.venues[0]
    const session = emptySession(venue ? placeOf(venue.place) : null)
    session.address = venue?.address ?? null
    content.sessions = [session]
    if (venue) count += 1
  }
  const { sums } = known
  if (!sums || !asked.has('measures')) return { ...NOTHING, count }
  const isSummed = sums.complete && !content.measures.length && sums.measures.length > 0
  if (isSummed) {
    content.measures = sums.measures.map(measureOf)
    count += content.measures.length
  }
  for (const name of ['highlights', 'cases'] as const) {
    if (!asked.has(name) || content[name].length) continue
    content[name] = [...sums[name]]
    count += sums[name].length
  }
  return { count, summed: isSummed ? sums.of : null, isPartial: !sums.complete }
}

function hostOf(host: Suggestions['hosts'][number]): Host {
  return { organisation: host.organisation ?? null, name: host.name ?? null, body: host.body ?? null }
}

export function placeOf(place: Suggestions['venues'][number]['place']): Place {
  return { kind: place.kind ?? 'none', code: place.code ?? null, name: place.name ?? null }
}

function measureOf(sum: NonNullable<Suggestions['sums']>['measures'][number]): Measure {
  const keys = sum.keys ?? []
  return { indicator: sum.indicator, value: keys.length ? null : sum.value, qualifier: sum.qualifier, keys, names: [] }
}
