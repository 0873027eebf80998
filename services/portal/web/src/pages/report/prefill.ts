/** Nothing is asked twice: a new form begins with what its organisation entered before. */
import type { Description, Suggestions } from './description'
import { emptySession, type Host, type Measure, type Place, type ReportForm } from './form'

/** Fill in what is known; returns how many things were. */
export function prefilled(form: ReportForm, known: Suggestions, description: Description): number {
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
  if (known.sums && asked.has('measures') && !content.measures.length) {
    content.measures = known.sums.measures.map(measureOf)
    count += content.measures.length
  }
  return count
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
