/** The words of moderation's answers that the pages of review use. */
import type { components } from '@/api/generated/moderation'

type Schemas = components['schemas']
export type Line = Schemas['Line']
export type Item = Schemas['Item']
export type Finding = Schemas['FindingAnswer']
export type FileAnswer = Schemas['FileAnswer']
export type Act = Schemas['Act']
export type State = Schemas['State']
export type Kind = Schemas['Kind']
export type Found = Schemas['Found']
export type ReturnReason = Schemas['ReturnReason']
export type Mark = Schemas['Mark']
export type Override = Schemas['OverrideBody']
export type Kept = Schemas['KeptAnswer']
export type Order = Schemas['Order']
export type NextBody = Schemas['NextBody']
export type Preview = Schemas['PreviewAnswer']
export type BulkAnswer = Schemas['BulkAnswer']

export const KINDS: Kind[] = ['plan', 'activity_report', 'case', 'manuscript', 'photo_set', 'video', 'summary']
export const STATES: State[] = ['in_review', 'accepted', 'returned', 'refused', 'withdrawn']
export const FOUND: Found[] = ['blocked', 'notable', 'clean', 'unchecked']
export const ORDERS: Order[] = ['urgent', 'oldest', 'deadline', 'unit']
export const REASONS: ReturnReason[] = [
  'wrong_number',
  'unclear_number',
  'incomplete',
  'wording',
  'wrong_list',
  'caption',
  'consent',
  'picture_quality',
  'privacy',
  'duplicate',
  'not_this_week',
  'other',
]
/** Acts that need a reason which the other side is told. */
export const WITH_REASON: ReadonlySet<Act> = new Set<Act>(['return', 'refuse', 'unfeature', 'withdraw'])
/** Acts that let a version pass, and therefore need a reason for every open block. */
export const OVER_BLOCKS: ReadonlySet<Act> = new Set<Act>(['pass_up', 'accept', 'proofread', 'feature'])

/** A new id of a decision or a bulk. `crypto.randomUUID` is missing where a page was not opened over TLS or on localhost. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
