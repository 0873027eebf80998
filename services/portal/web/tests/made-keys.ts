/**
 * Keys of texts that a page makes: `t(\`report.kind.${kind}\`)`. For each such template, written with a star for what is put in,
 * all that may be put in, told when it is asked for: out of the services' OpenAPI documents, or out of the page's own list.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const WEB = join(import.meta.dirname, '..')

interface Schema {
  enum?: string[]
  properties?: Record<string, unknown>
}

function schema(service: string, name: string): Schema {
  const path = join(WEB, '..', 'openapi', `${service}.json`)
  const found = (JSON.parse(readFileSync(path, 'utf8')) as { components: { schemas: Record<string, Schema> } }).components.schemas
  const one = found[name] ?? found[`${name}-Input`]
  if (!one) throw new Error(`${service} has no schema ${name}`)
  return one
}

/** The values of an enumeration. */
export function enumOf(service: string, name: string): string[] {
  const values = schema(service, name).enum
  if (!values) throw new Error(`${name} of ${service} is no enumeration`)
  return values
}

/** The names of a schema's fields. */
export function fieldsOf(service: string, name: string): string[] {
  return Object.keys(schema(service, name).properties ?? {})
}

/** All that is quoted in the part of a source that `pattern` finds: a list of constants, or a type of words. */
export function quotedIn(path: string, pattern: RegExp): string[] {
  const part = pattern.exec(readFileSync(join(WEB, 'src', path), 'utf8'))?.[0]
  if (part === undefined) throw new Error(`${String(pattern)} is not in ${path}`)
  const found = [...part.matchAll(/'([^'\n]+)'/g)].map((match) => match[1] ?? '')
  if (found.length === 0) throw new Error(`nothing is quoted where ${String(pattern)} is in ${path}`)
  return [...new Set(found)]
}

/** A constant list of a source: `const NAME = ['one', 'other']`. */
export function listed(path: string, name: string): string[] {
  return quotedIn(path, new RegExp(`\\b${name}\\b[^=\\n]*= (?:new Set\\()?\\[[^\\]]*\\]`))
}

/** A type of words in a source: `type Name = 'one' | 'other'`. */
export function wordsOf(path: string, name: string): string[] {
  return quotedIn(path, new RegExp(`\\b${name}\\b\\??(?: =|:)(?:\\s*\\|?\\s*(?:'[^'\\n]+'|[A-Z]\\w+))+`))
}

const KINDS = enumOf('ingest', 'Kind')
const STATES = enumOf('moderation', 'State')
const VERDICTS = enumOf('ingest', 'Verdict')
const ROLES = enumOf('directory', 'Role')
const ORGANISATIONS = enumOf('directory', 'OrganisationKind')
const REGIONS = listed('pages/board/lib/units.ts', 'REGIONS')
const ACTS = enumOf('moderation', 'Act')
/** Acts that a person of the review pages decides by; the rest follow from something. */
const DECISIONS = quotedIn('pages/review/acting.ts', /const IN_REVIEW[^]*?const RARE[^]*?\n\]/).filter((one) => ACTS.includes(one))

/** What may be put in, by template. */
export const MADE: Record<string, () => string[]> = {
  'account.role.*': () => ROLES,
  'administration.*.about': () => quotedIn('pages/administration/rooms.ts', /key: '[^\n]+/),
  'administration.*.title': () => quotedIn('pages/administration/rooms.ts', /key: '[^\n]+/),
  'administration.audit.*': () => ['refused', 'done'],
  'administration.audit.fields.*': () => [
    ...listed('pages/administration/audit/AuditPage.vue', 'TEXTS'),
    ...quotedIn('pages/administration/audit/AuditPage.vue', /v-for="name in \['when'[^\]]+\]/),
    ...quotedIn('pages/administration/audit/ActRow.vue', /const found[^]*?\n  \]/).filter((one) => /^[a-z][A-Za-z]*$/.test(one)),
  ],
  'administration.editions.choices.*': () => ['direct', 'through_province', 'both', 'keep', 'return'],
  'administration.editions.fields.*': () => ['TEXTS', 'DAYS', 'CONTACTS'].flatMap((name) => listed('pages/administration/editions/EditionBasics.vue', name)),
  'administration.editions.lists.*': () => listed('pages/administration/editions/EditionLists.vue', 'LISTS'),
  'administration.editions.numbers.*': () => [...fieldsOf('directory', 'Limits'), ...fieldsOf('directory', 'Rules')].filter((one) => one !== 'headline_windows'),
  'administration.editions.parts.*': () => listed('pages/administration/editions/EditionsPage.vue', 'PARTS'),
  'administration.editions.state.*': () => wordsOf('pages/administration/editions/use-draft.ts', 'DraftState'),
  'administration.import.*': () => enumOf('directory', 'Imported'),
  'administration.import.outcomes.*': () => enumOf('directory', 'Outcome'),
  'administration.kinds.*': () => ORGANISATIONS,
  'administration.material.*': () => KINDS,
  'administration.organisations.panels.*': () => wordsOf('pages/administration/organisations/OrganisationView.vue', 'Panel'),
  'administration.people.acts.*': () => quotedIn('pages/administration/people/PersonActs.vue', /type (?:Panel|Name) =[^]*?const/),
  'administration.people.acts.*About': () => wordsOf('pages/administration/people/PersonActs.vue', 'Name').filter((one) => one !== 'erase'),
  'administration.people.acts.*Done': () => wordsOf('pages/administration/people/PersonActs.vue', 'Name').filter((one) => one !== 'erase'),
  'administration.roles.*': () => ROLES,
  'administration.schoolTypes.*': () => enumOf('directory', 'SchoolType'),
  'administration.unit.*': () => listed('pages/administration/organisations/UnitPanel.vue', 'WINDOWS'),
  'board.age.*': () => ['seconds', 'minutes', 'hours', 'days', 'file', 'kept'],
  'board.by.*': () => listed('pages/board/parts/BreakdownPane.vue', 'CHOICES'),
  'board.checks.buckets.*': () => listed('pages/board/parts/ChecksPane.vue', 'BUCKETS'),
  'board.files.*': () => listed('pages/board/parts/ExportMenu.vue', 'KINDS'),
  'board.groupNames.*': () => listed('pages/board/parts/FigureTable.vue', 'GROUPS'),
  'board.groups.*': () => [...REGIONS, ...quotedIn('pages/board/lib/tiles.ts', /key: Region [^\n]+/).filter((one) => !REGIONS.includes(one))],
  'board.kinds.*': () => KINDS,
  'calendar.by.*': () => ['unit', 'city', 'audience'],
  'calendar.kinds.*': () => ['online', 'overseas'],
  'complaints.about.*': () => enumOf('moderation', 'About'),
  'complaints.state.*': () => ['open', ...enumOf('moderation', 'Outcome')],
  'completeness.orders.*': () => listed('pages/completeness/owed.ts', 'ORDERS'),
  'completeness.states.*': () => listed('pages/completeness/owed.ts', 'STATES'),
  'completeness.whoses.*': () => listed('pages/completeness/owed.ts', 'WHOSE'),
  'imports.kinds.*': () => listed('pages/imports/answers.ts', 'KINDS'),
  'imports.outcomes.*': () => enumOf('ingest', 'Outcome'),
  'imports.stages.*': () => ['checking', 'taking'],
  'inbox.banner.levels.*': () => listed('pages/inbox/BannerPage.vue', 'LEVELS'),
  'inbox.choices.*': () => enumOf('notification', 'Channel'),
  'inbox.groups.*': () => enumOf('notification', 'Group'),
  'newsroom.change.*': () => enumOf('syndication', 'Change'),
  'newsroom.feeds.*': () => ['ninjs', 'atom', 'json'],
  'newsroom.kind.*': () => KINDS,
  'newsroom.once.*': () => ['token', 'secret'],
  // The word of an event (`contracts/featured.py`), and of a filter that no longer takes it.
  'newsroom.reason.*': () => ['unfeatured', 'withdrawn', 'refused', 'returned', 'consent_withdrawn', 'file_withdrawn', 'left_filter'],
  'newsroom.state.*': () => enumOf('syndication', 'State'),
  'newsroom.status.*': () => ['active', 'paused', 'suspended'],
  'newsroom.tried.*': () => quotedIn('pages/newsroom/tries.ts', /tried\.taken[^]*/).filter((one) => /^(taken|notAllowed|timeout|unreachable|redirects|refusedSignature|noPath|gone|refused|broken|other)$/.test(one)),
  'people.role.*': () => ROLES,
  'public.regions.*': () => REGIONS,
  'public.sentences.*': () => listed('pages/public/PublicPage.vue', 'SHOWN'),
  'receipt.series.*': () => enumOf('ingest', 'Series'),
  'report.*': () => ['minors', 'under14', 'onFile', 'aiGenerated'],
  'report.channel.*': () => enumOf('ingest', 'Channel'),
  'report.fileState.*': () => enumOf('media', 'AssetState'),
  'report.kind.*': () => KINDS,
  'report.kindText.*': () => KINDS,
  'report.place.*': () => enumOf('ingest', 'PlaceKind'),
  'report.qualifier.*': () => enumOf('ingest', 'Qualifier'),
  'report.span.*': () => ['day', 'range', 'month'],
  'report.state.*': () => wordsOf('pages/report/use-saving.ts', 'SaveState'),
  'report.verdict.*': () => VERDICTS,
  'review.act.*': () => DECISIONS,
  'review.age.*': () => wordsOf('pages/review/ages.ts', 'unit'),
  'review.claimed.*': () => enumOf('moderation', 'Claimed'),
  'review.compare.*': () => ['this', 'other'],
  'review.complaints.about.*': () => enumOf('moderation', 'About'),
  'review.complaints.outcome.*': () => listed('pages/review/ComplaintsPage.vue', 'OUTCOMES'),
  'review.done.*': () => ACTS,
  'review.files.kind.*': () => ['photo', 'video', 'document'],
  'review.found.*': () => enumOf('moderation', 'Found'),
  'review.keys.*': () => quotedIn('pages/review/ShortcutsDialog.vue', /const KEYS = \[[^]*?\n\]/).filter((one) => /^[a-z]\w+$/.test(one)),
  'review.kind.*': () => KINDS,
  'review.missing.*': () => ['reason', 'note', 'override'],
  'review.older.*': () => ['3600', '28800', '86400', '259200', '604800'],
  'review.order.*': () => enumOf('moderation', 'Order'),
  'review.reason.*.name': () => enumOf('moderation', 'ReturnReason'),
  'review.reason.*.note': () => enumOf('moderation', 'ReturnReason'),
  'review.severity.*': () => enumOf('moderation', 'Severity'),
  'review.state.*': () => STATES,
  'review.template.*': () => listed('pages/review/DecideDialog.vue', 'TEMPLATES'),
  'review.templateName.*': () => listed('pages/review/DecideDialog.vue', 'TEMPLATES'),
  'review.verdict.*': () => VERDICTS,
  'screen.panels.*': () => wordsOf('pages/screen/ScreenPage.vue', 'Panel'),
  'sign-in.elsewhere.*.remedy': () => listed('pages/sign-in/SignInPage.vue', 'ELSEWHERE'),
  'sign-in.elsewhere.*.what': () => listed('pages/sign-in/SignInPage.vue', 'ELSEWHERE'),
  'sign-in.rules.*': () => wordsOf('pages/sign-in/password-rules.ts', 'key'),
  'work.state.*': () => [...listed('pages/work/ItemsList.vue', 'STATES'), 'featured'],
  'administration.organisations.fields.*': () => [
    ...quotedIn('pages/administration/organisations/OrganisationFacts.vue', /\['kind'[^]*?\n  \]/).filter((one) => !one.includes('.')),
    ...quotedIn('pages/administration/organisations/OrganisationEditor.vue', /const NAMES[^]*?\n\}/),
    'code',
  ],
  'administration.people.fields.*': () => [...listed('pages/administration/people/PersonEditor.vue', 'TEXTS'), 'roles', 'organisation'],
  'administration.people.traces.*': () => ['sessions', 'links', 'passkeys', 'identities', 'passkey_challenges', 'challenges', 'second_factors', 'imports', 'delegations', 'attempts'],
  'board.indicators.*': () => listed('pages/board/lib/indicators.ts', 'MEDIA_LEVELS'),
  'completeness.outcomes.*': () => ['reminded', 'not_owed', 'answered', 'too_soon', 'nobody'],
  'imports.files.*': () => ['empty', 'tooLarge', 'wrongType'],
  'report.fileStatus.*': () => [...wordsOf('parts/uploads/sender.ts', 'status'), 'missing'],
  'report.numberGroup.*': () => listed('pages/board/parts/FigureTable.vue', 'GROUPS'),
  'report.section.*': () => ['what', 'when', 'numbers', 'text', 'files', 'public', 'confirm'],
  'review.ask.*': () => DECISIONS,
  'review.files.state.*': () => enumOf('media', 'AssetState'),
  'review.reasonFor.*': () => quotedIn('pages/review/types.ts', /WITH_REASON[^\n]+/),
  'review.view.*': () => wordsOf('pages/review/use-queue.ts', 'View'),
  'ways.invitation.*': () => wordsOf('pages/administration/people/InvitationPanel.vue', 'Step'),
  'ways.invitation.*About': () => wordsOf('pages/administration/people/InvitationPanel.vue', 'Step'),
  'ways.invitation.*Done': () => wordsOf('pages/administration/people/InvitationPanel.vue', 'Step'),
  'ways.invitation.states.*': () => wordsOf('pages/administration/people/invitations.ts', 'InvitationState'),
  'ways.locks.*': () => enumOf('directory', 'Locked'),
  'work.room.*': () => quotedIn('pages/work/rooms.ts', /const ROOMS[^]*?\n\]/).filter((one) => !ROLES.includes(one)),
  'work.roomText.*': () => quotedIn('pages/work/rooms.ts', /const ROOMS[^]*?\n\]/).filter((one) => !ROLES.includes(one)),
  'administration.editions.*': () => quotedIn('pages/administration/editions/PreviewPanel.vue', /const FIELDS[^\n]+/),
  'administration.editions.listAbout.*': () => ['departments', 'councils', 'units'],
  'administration.editions.activityKinds.*': () => ['activity', 'umbrella', 'duty'],
  'administration.editions.add.*': () => ['departments', 'councils', 'units'],
  'administration.editions.promoterKinds.*': () => ['department', 'industry_council', 'teaching_council'],
}
