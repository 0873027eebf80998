/** What acts are looked for, and the question that is asked: days and times are Shanghai's. */
export interface Filters {
  actor: string
  organisation: string
  service: string
  verb: string
  object: string
  outcome: '' | 'done' | 'refused'
  since: string
  until: string
}
type Query = Partial<Omit<Filters, 'outcome'> & { outcome: 'done' | 'refused' }>
const SHANGHAI = ':00+08:00'

/** The filters that say something. */
export function queryOf(filters: Filters): Query {
  const found: Query = {}
  for (const name of ['actor', 'organisation', 'service', 'verb', 'object'] as const) {
    const text = filters[name].trim()
    if (text) found[name] = text
  }
  if (filters.outcome) found.outcome = filters.outcome
  if (filters.since) found.since = filters.since + SHANGHAI
  if (filters.until) found.until = filters.until + SHANGHAI
  return found
}
