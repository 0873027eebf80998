/** A featured item as a page shows it, read from the ninjs that newsrooms get: what is not there is left out, never guessed. */

export interface Rendition {
  name: string
  address: string
  mediaType: string
  width: number | null
  height: number | null
  sizeBytes: number
}

export interface Picture {
  id: string
  type: string
  caption: string
  credit: string
  usageTerms: string
  hasConsentOnFile: boolean
  isAiGenerated: boolean
  thumb: string | null
  large: string | null
  film: string | null
  poster: string | null
  /** What is printed: with a ticket, for newsrooms alone. */
  press: Rendition | null
}

export interface Story {
  uri: string
  title: string
  text: string
  by: string
  organisation: string
  unit: string
  usageTerms: string
  copyright: string
  version: string
  publishedAt: string
  changedAt: string
  note: string
  kind: string
  types: string[]
  tags: string[]
  isWithdrawn: boolean
  pictures: Picture[]
}

type Json = Record<string, unknown>

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? (value as Json[]) : []
}

function named(parts: Json[], rel: string, field: string): string {
  return text(parts.find((one) => one['rel'] === rel)?.[field])
}

/** An address on this page's own host: the service writes addresses for newsrooms elsewhere, which a page may not load. */
export function localAddress(href: string): string {
  const [path = '', ticket] = href.split('?')
  const from = path.indexOf('/v1/media/')
  if (from < 0) return href
  return `/api/media${path.slice(from)}${ticket ? `?${ticket}` : ''}`
}

function renditionOf(said: Json): Rendition {
  return {
    name: text(said['name']),
    address: localAddress(text(said['href'])),
    mediaType: text(said['contenttype']),
    width: typeof said['width'] === 'number' ? said['width'] : null,
    height: typeof said['height'] === 'number' ? said['height'] : null,
    sizeBytes: typeof said['sizeinbytes'] === 'number' ? said['sizeinbytes'] : 0,
  }
}

function pictureOf(said: Json): Picture {
  const renditions = list(said['renditions']).map(renditionOf)
  const one = (...names: string[]) => names.map((name) => renditions.find((other) => other.name === name)).find((other) => other !== undefined)
  const marks = list(said['altids'])
  const mark = (role: string) => text(marks.find((other) => other['role'] === role)?.['value'])
  return {
    id: text(said['name']),
    type: text(said['type']),
    caption: text(list(said['descriptions'])[0]?.['value']),
    credit: text(said['by']),
    usageTerms: text(said['usageterms']),
    hasConsentOnFile: mark('weekwire:consent') === 'on_file',
    isAiGenerated: mark('weekwire:ai_generated') === 'true',
    thumb: one('w400.webp', 'w400.jpg', 'poster.jpg')?.address ?? null,
    large: one('w1600.webp', 'w1600.jpg', 'w400.jpg')?.address ?? null,
    film: one('video.mp4')?.address ?? null,
    poster: one('poster.jpg')?.address ?? null,
    press: one('press.jpg') ?? null,
  }
}

/** What a page shows of an item. */
export function storyOf(ninjs: Json): Story {
  const organisations = list(ninjs['organisations'])
  const subjects = list(ninjs['subjects'])
  const literals = (rel: string) => subjects.filter((one) => one['rel'] === `weekwire:${rel}`).map((one) => text(one['literal']))
  return {
    uri: text(ninjs['uri']),
    title: text(list(ninjs['headlines'])[0]?.['value']),
    text: text(list(ninjs['bodies'])[0]?.['value']),
    by: text(ninjs['by']),
    organisation: named(organisations, 'reporter', 'name'),
    unit: named(organisations, 'unit', 'name'),
    usageTerms: text(ninjs['usageterms']),
    copyright: text(ninjs['copyrightnotice']),
    version: text(ninjs['version']),
    publishedAt: text(ninjs['firstcreated']),
    changedAt: text(ninjs['versioncreated']),
    note: text(ninjs['ednote']),
    kind: literals('kind')[0] ?? 'none',
    types: literals('type'),
    tags: literals('tag'),
    isWithdrawn: ninjs['pubstatus'] === 'canceled',
    pictures: list(ninjs['associations']).map(pictureOf),
  }
}
