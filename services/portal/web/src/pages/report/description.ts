/** The form of a call as the service describes it, and what was entered before. */
import { body, ingest } from '@/api/client'
import type { components } from '@/api/generated/ingest'
import { answered } from '@/parts/kept/answers'

import type { Kind } from './form'

export type Section = 'what' | 'when' | 'numbers' | 'text' | 'files' | 'public' | 'confirm'
export const SECTIONS: readonly Section[] = ['what', 'when', 'numbers', 'text', 'files', 'public', 'confirm']

type Schemas = components['schemas']
export type Description = Schemas['FormAnswer']
export type Field = Schemas['FieldAnswer']
export type NumberField = Schemas['NumberAnswer']
export type Entry = Description['lists'][string][number]
export type Suggestions = Schemas['SuggestionsAnswer']
export type Found = Schemas['FoundAnswer']

export function describe(edition: string, kind: Kind): Promise<Description> {
  return answered<Description>(`/api/ingest/v1/forms/${encodeURIComponent(edition)}/${kind}`)
}

export function suggested(edition: string, organisation: string, kind: Kind): Promise<Suggestions> {
  const query = new URLSearchParams({ edition, organisation, kind })
  return answered<Suggestions>(`/api/ingest/v1/suggestions?${query}`)
}

/** A text of the form in the reader's language. */
export function named(one: { zh: string; en: string }, language: string): string {
  return language === 'en' ? one.en : one.zh
}

/** Schools, enterprises and places by name, code, pinyin or its initials. */
export async function keysFor(q: string, wanted: { schemes: string[]; districts: boolean }, organisation: string): Promise<Found[]> {
  const { schemes: scheme, districts } = wanted
  const query = { q, organisation, ...(scheme.length ? { scheme } : {}), ...(districts ? { districts } : {}) }
  return (await body(ingest.GET('/v1/keys', { params: { query } }))).items
}
