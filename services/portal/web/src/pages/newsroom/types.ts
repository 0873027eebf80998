/** The words of syndication's answers that the newsroom's pages use. */
import type { components as moderation } from '@/api/generated/moderation'
import type { components } from '@/api/generated/syndication'

type Schemas = components['schemas']
type ModerationSchemas = moderation['schemas']
export type Featured = Schemas['FeaturedAnswer']
export type Subscriber = Schemas['SubscriberAnswer']
export type Made = Schemas['MadeAnswer']
export type Tried = Schemas['TriedAnswer']
export type Delivery = Schemas['DeliveryAnswer']
export type Recall = Schemas['RecallAnswer']

export const KINDS = ['plan', 'activity_report', 'case', 'manuscript', 'photo_set', 'video', 'summary'] as const
export type Kind = (typeof KINDS)[number]
export const STATES = ['waiting', 'sent', 'acknowledged', 'used'] as const
export const CHANGES = ['featured', 'corrected', 'withdrawn', 'superseded'] as const
export type Clue = ModerationSchemas['Clue']
export const CLUE_KINDS = ['plan', 'activity_report', 'case', 'manuscript', 'photo_set', 'video'] as const satisfies readonly Kind[]
