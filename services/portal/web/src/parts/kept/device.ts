/**
 * What this device keeps for each person: drafts with what was typed since they were last saved, reports that wait for
 * the line, uploads that are not finished, and the forms of calls, so that all of it is there after a restart without a line.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

export interface KeptDraft {
  person: string
  /** The id of draft and submission alike. */
  report: string
  kind: string
  organisation: string
  title: string
  /** The form with what the page keeps for itself, as plain data. */
  form: unknown
  /** What the server held when this was last in step with it; null where it never was. */
  etag: string | null
  /** Whether something was typed that the server does not have. */
  isUnsaved: boolean
  /** The body of a PUT that waits for the line, and the version it amends. */
  outgoing: { body: unknown; ifMatch: number | null } | null
  /** Why a report that waited was refused: what the service answered. */
  refusal: unknown
  savedAt: string
}

export interface KeptFile {
  file: string
  name: string
  size_bytes: number
  sha256: string
  kind: 'photo' | 'video' | 'document'
  isSent: boolean
}

export interface KeptUpload {
  person: string
  report: string
  receipt: string
  title: string
  /** Until when its bytes may come; not in what was kept by an older page. */
  dueAt?: string | null
  isPaused: boolean
  files: KeptFile[]
}

interface Kept extends DBSchema {
  drafts: { key: [string, string]; value: KeptDraft }
  uploads: { key: [string, string]; value: KeptUpload }
  answers: { key: string; value: { address: string; etag: string | null; body: unknown } }
}

let opened: Promise<IDBPDatabase<Kept>> | null = null

function database(): Promise<IDBPDatabase<Kept>> {
  opened ??= openDB<Kept>('weekwire', 1, {
    upgrade(made) {
      made.createObjectStore('drafts', { keyPath: ['person', 'report'] })
      made.createObjectStore('uploads', { keyPath: ['person', 'report'] })
      made.createObjectStore('answers', { keyPath: 'address' })
    },
    terminated() {
      opened = null
    },
  })
  return opened
}

const ofPerson = (person: string) => IDBKeyRange.bound([person, ''], [person, '\uffff'])
/** Reactive objects can not be cloned into the store. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

export async function keepDraft(draft: KeptDraft): Promise<void> {
  await (await database()).put('drafts', plain(draft))
}

export async function keptDraft(person: string, report: string): Promise<KeptDraft | null> {
  return (await (await database()).get('drafts', [person, report])) ?? null
}

export async function keptDrafts(person: string): Promise<KeptDraft[]> {
  return (await database()).getAll('drafts', ofPerson(person))
}

export async function forgetDraft(person: string, report: string): Promise<void> {
  await (await database()).delete('drafts', [person, report])
}

export async function keepUpload(upload: KeptUpload): Promise<void> {
  await (await database()).put('uploads', plain(upload))
}

export async function keptUpload(person: string, report: string): Promise<KeptUpload | null> {
  return (await (await database()).get('uploads', [person, report])) ?? null
}

export async function keptUploads(person: string): Promise<KeptUpload[]> {
  return (await database()).getAll('uploads', ofPerson(person))
}

export async function forgetUpload(person: string, report: string): Promise<void> {
  await (await database()).delete('uploads', [person, report])
}

/** Keep an answer that a page needs without a line. */
export async function keepAnswer(address: string, etag: string | null, body: unknown): Promise<void> {
  await (await database()).put('answers', { address, etag, body: plain(body) })
}

export async function keptAnswer(address: string): Promise<{ etag: string | null; body: unknown } | null> {
  return (await (await database()).get('answers', address)) ?? null
}
