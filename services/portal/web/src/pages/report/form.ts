/** A report as it is typed: all that any kind has, the empty form of a kind, and the body of the PUT made from it. */
import type { FieldProblem } from '@/api/problems'

export type Kind = 'plan' | 'activity_report' | 'case' | 'manuscript' | 'photo_set' | 'video' | 'summary'
export const KINDS: readonly Kind[] = ['activity_report', 'case', 'manuscript', 'photo_set', 'video', 'plan', 'summary']

export type Qualifier = 'exact' | 'at_least' | 'nearly' | 'about' | 'expected'
export const QUALIFIERS: readonly Qualifier[] = ['exact', 'at_least', 'nearly', 'about', 'expected']

export interface Choice {
  code: string
  text?: string | null
}

export interface Measure {
  indicator: string
  value: number | null
  qualifier: Qualifier
  keys: string[]
  names: string[]
  platform?: string | null
  read_at?: string | null
  /** What stands in the field, where it is no number. Never sent. */
  typed?: string
}

export interface Place {
  kind: 'district' | 'overseas' | 'online' | 'none'
  code: string | null
  name: string | null
}

export interface Session {
  when: { start: string; end: string; precision: 'day' | 'range' | 'month' }
  place: Place
  title: string | null
  measures: Measure[]
  starts: string | null
  ends: string | null
  address: string | null
}

export interface Host {
  organisation: string | null
  name: string | null
  body: string | null
}

export interface Consent {
  identifiable_minors: boolean
  under_14: boolean
  on_file: boolean
  reference: string | null
}

/** A line of the manifest as the page has it: `file` is its name on this device, `sha256` is null until it is hashed. */
export interface PageFile {
  file: string
  name: string
  size_bytes: number
  sha256: string | null
  kind: 'photo' | 'video' | 'document'
  caption: string
  credit: string
  consent: Consent
  ai_generated: boolean
}

export interface Content {
  kind: Kind
  title: string
  text: string
  activity: string | null
  department: string | null
  council: string | null
  local_types: Choice[]
  focus: Choice[]
  tags: Choice[]
  hosts: Host[]
  no_state_secrets: boolean
  status: string
  sessions: Session[]
  open_to_public: boolean
  audience: Choice[]
  registration: string
  registration_url: string | null
  plan: string | null
  measures: Measure[]
  scope: string | null
  highlight: boolean
  background: string
  practice: string
  results: string
  experience: string
  form: Choice
  credit: string
  no_watermark: boolean
  highlights: string[]
  cases: string[]
}

/** How something came that did not come through this system. */
export const CHANNELS = ['mail', 'fax', 'courier', 'by_hand'] as const

export interface Entered {
  /** A moment in Shanghai, as a clerk types it: `2024-05-14T16:30`. */
  received: string
  channel: (typeof CHANNELS)[number]
  reference: string
}

export interface ReportForm {
  edition: string
  organisation: string
  content: Content
  files: PageFile[]
  contact: { name: string; phone: string }
  late_reason: string
  /** Where a clerk enters what came on paper; null where the organisation reports by itself. */
  entered: Entered | null
}

const COMMON: readonly (keyof Content)[] = [
  'kind', 'title', 'text', 'activity', 'department', 'council', 'local_types', 'focus', 'tags', 'hosts', 'no_state_secrets',
]
/** Which fields a kind has beside those that all have: contracts/submissions.py. */
const OWN: Record<Kind, readonly (keyof Content)[]> = {
  plan: ['status', 'sessions', 'open_to_public', 'audience', 'registration', 'registration_url'],
  activity_report: ['plan', 'sessions', 'measures', 'scope', 'highlight'],
  case: ['background', 'practice', 'results', 'experience'],
  manuscript: ['form', 'credit'],
  photo_set: [],
  video: ['no_watermark'],
  summary: ['scope', 'measures', 'highlights', 'cases'],
}

export const CASE_PARTS = ['background', 'practice', 'results', 'experience'] as const

export function emptyContent(kind: Kind): Content {
  return {
    kind, title: '', text: '', activity: null, department: null, council: null,
    local_types: [], focus: [], tags: [], hosts: [], no_state_secrets: false,
    status: 'planned', sessions: [], open_to_public: false, audience: [], registration: '', registration_url: null,
    plan: null, measures: [], scope: null, highlight: false,
    background: '', practice: '', results: '', experience: '',
    form: { code: 'text_news' }, credit: '', no_watermark: false, highlights: [], cases: [],
  }
}

export function emptyForm(kind: Kind, edition: string, organisation: string): ReportForm {
  return { edition, organisation, content: emptyContent(kind), files: [], contact: { name: '', phone: '' }, late_reason: '', entered: null }
}

export function emptySession(place: Place | null = null): Session {
  return {
    when: { start: '', end: '', precision: 'day' },
    place: place ?? { kind: 'district', code: null, name: null },
    title: null, measures: [], starts: null, ends: null, address: null,
  }
}

export function emptyConsent(): Consent {
  return { identifiable_minors: false, under_14: false, on_file: false, reference: null }
}

/** A form from what was stored of one, or of a submission: whatever is missing is empty. */
export function restoredForm(stored: unknown, fallback: ReportForm): ReportForm {
  const given = (stored ?? {}) as Record<string, unknown>
  const content = (given['content'] ?? {}) as Partial<Content>
  const kind = KINDS.includes(content.kind as Kind) ? (content.kind as Kind) : fallback.content.kind
  const page = (given['page'] ?? {}) as { files?: PageFile[]; entered?: Entered | null }
  const contact = (given['contact'] ?? {}) as Partial<ReportForm['contact']>
  return {
    edition: String(given['edition'] ?? fallback.edition),
    organisation: String(given['organisation'] ?? fallback.organisation),
    content: { ...emptyContent(kind), ...dropNulls(content), kind },
    files: page.files ?? manifestFiles(given['manifest']),
    contact: { name: contact.name ?? '', phone: contact.phone ?? '' },
    late_reason: typeof given['late_reason'] === 'string' ? given['late_reason'] : '',
    entered: page.entered ?? null,
  }
}

function dropNulls(content: Partial<Content>): Partial<Content> {
  const kept = Object.entries(content).filter(([, value]) => value !== null && value !== undefined)
  const given = Object.fromEntries(kept) as Partial<Content>
  if (given.sessions) given.sessions = given.sessions.map((one) => ({ ...emptySession(), ...one, measures: measuresOf(one.measures) }))
  if (given.measures) given.measures = measuresOf(given.measures)
  return given
}

function measuresOf(measures: Partial<Measure>[] | undefined): Measure[] {
  return (measures ?? []).map((one) => ({ indicator: '', value: null, qualifier: 'exact', ...one, keys: one.keys ?? [], names: one.names ?? [] }))
}

/** Files of a manifest whose bytes this device may not have. */
function manifestFiles(manifest: unknown): PageFile[] {
  return ((manifest ?? []) as PageFile[]).map((file) => ({
    file: file.sha256 ?? crypto.randomUUID(),
    name: file.name,
    size_bytes: file.size_bytes,
    sha256: file.sha256,
    kind: file.kind,
    caption: file.caption,
    credit: file.credit,
    consent: { ...emptyConsent(), ...file.consent },
    ai_generated: file.ai_generated,
  }))
}

export function isBlankMeasure(measure: Measure): boolean {
  return measure.value === null && !measure.keys.length && !(measure.typed ?? '').trim()
}

export function isBlankSession(session: Session): boolean {
  const { when, place, title, starts, address, measures } = session
  return !when.start && !place.code && !title && !starts && !address && measures.every(isBlankMeasure)
}

/** Rows that are not blank, each with its place in the body; a path of a problem counts those alone. */
export function numbered<T>(rows: readonly T[], isBlank: (row: T) => boolean): { row: T; index: number }[] {
  return rows.filter((row) => !isBlank(row)).map((row, index) => ({ row, index }))
}

/** The place of a row in the body; -1 where it is blank and not sent. */
export function indexOf<T>(rows: readonly T[], row: T, isBlank: (row: T) => boolean): number {
  return rows.filter((one) => !isBlank(one)).indexOf(row)
}

function measureBody(measure: Measure) {
  const { indicator, value, qualifier, keys, names, platform, read_at } = measure
  return {
    indicator, value: keys.length ? null : value, qualifier, keys,
    ...(names.some(Boolean) ? { names } : {}),
    ...(platform ? { platform } : {}),
    ...(read_at ? { read_at } : {}),
  }
}

function sessionBody(session: Session) {
  const { when, place, title, starts, ends, address, measures } = session
  return {
    when: when.precision === 'day' ? { ...when, end: when.start } : when,
    place: place.kind === 'district' && !place.code ? { kind: 'none', code: null, name: place.name } : place,
    title: title || null,
    measures: measures.filter((one) => !isBlankMeasure(one)).map(measureBody),
    starts: starts || null,
    ends: ends || null,
    address: address || null,
  }
}

function contentBody(content: Content): Record<string, unknown> {
  const names = [...COMMON, ...OWN[content.kind]]
  const body: Record<string, unknown> = Object.fromEntries(names.map((name) => [name, content[name]]))
  if ('sessions' in body) body['sessions'] = content.sessions.filter((one) => !isBlankSession(one)).map(sessionBody)
  if ('measures' in body) body['measures'] = content.measures.filter((one) => !isBlankMeasure(one)).map(measureBody)
  body['hosts'] = content.hosts.filter((host) => host.organisation || host.name?.trim())
  if ('registration_url' in body) body['registration_url'] = content.registration_url?.trim() || null
  if ('highlights' in body) body['highlights'] = content.highlights.filter((line) => line.trim())
  if ('cases' in body) body['cases'] = content.cases.filter((line) => line.trim())
  return body
}

function fileBody({ name, size_bytes, sha256, kind, caption, credit, consent, ai_generated }: PageFile) {
  return { name, size_bytes, sha256, kind, caption, credit, consent, ai_generated }
}

function enteredBody({ received, channel, reference }: Entered) {
  // Clerks read clocks in Shanghai, whatever the machine's zone.
  return { received_at: received ? `${received}:00+08:00` : null, channel, reference: reference.trim() || null }
}

/** The body of the PUT. Files that are not hashed yet are not in it: see `problemsHere`. */
export function bodyOf(form: ReportForm): Record<string, unknown> {
  const { name, phone } = form.contact
  return {
    edition: form.edition,
    organisation: form.organisation,
    content: contentBody(form.content),
    manifest: form.files.filter((file) => file.sha256 !== null).map(fileBody),
    contact: name.trim() || phone.trim() ? { name: name.trim(), phone: phone.trim() } : null,
    late_reason: form.late_reason.trim() || null,
    ...(form.entered ? { entered: enteredBody(form.entered) } : {}),
  }
}

/** A draft: the shape of the body, and beside it what the page keeps for itself. */
export function draftOf(form: ReportForm, page: Record<string, unknown>): Record<string, unknown> {
  return {
    ...bodyOf(form),
    // What a body leaves out is typed all the same.
    content: form.content,
    page: { ...page, files: form.files, entered: form.entered },
  }
}

/** What was typed and is no number: not in the body, and not to be lost. */
export function typedOf(form: ReportForm): string[] {
  const { measures, sessions } = form.content
  return [...measures, ...sessions.flatMap((one) => one.measures)].flatMap((one) => (one.typed ? [one.typed] : []))
}

const TEXTS = {
  detail: ['这里填写的不是数字。', 'This is not a number.'],
  remedy: ['请填写整数，可以写“12万”“1.5亿”。', 'Write a whole number.'],
} as const

/** What is wrong with the form that no service needs to say: numbers that are none. */
export function problemsHere(form: ReportForm): FieldProblem[] {
  const found: FieldProblem[] = []
  const look = (path: string, measures: readonly Measure[]) => {
    for (const { row, index } of numbered(measures, isBlankMeasure))
      if (row.typed?.trim() && row.value === null && !row.keys.length) found.push(noNumber(`${path}.${index}.value`))
  }
  const names = OWN[form.content.kind]
  if (names.includes('measures')) look('content.measures', form.content.measures)
  if (names.includes('sessions'))
    for (const { row, index } of numbered(form.content.sessions, isBlankSession)) look(`content.sessions.${index}.measures`, row.measures)
  return found
}

function noNumber(path: string): FieldProblem {
  return {
    path, code: 'not_a_number', facts: {},
    detail_zh: TEXTS.detail[0], detail_en: TEXTS.detail[1], remedy_zh: TEXTS.remedy[0], remedy_en: TEXTS.remedy[1],
  }
}
