/** What the rooms of administration speak of, as the directory says it. */
import type { components } from '@/api/generated/directory'

export type Organisation = components['schemas']['Organisation']
export type OrganisationForm = components['schemas']['OrganisationForm']
export type Person = components['schemas']['PersonView']
export type Edition = components['schemas']['Edition']
export type Preview = components['schemas']['PreviewView']
export type SealedAct = components['schemas']['SealedAct']
export type ImportReport = components['schemas']['ImportView']

export const KINDS = [
  'province',
  'separately_planned_city',
  'corps',
  'city',
  'county',
  'division',
  'body',
  'school',
  'enterprise',
  'training_base',
  'institute',
  'consortium',
  'council',
  'department',
] as const
export const SCHOOL_TYPES = ['secondary', 'technical', 'college', 'vocational_university'] as const
export const ROLES = ['filer', 'reviewer', 'approver', 'manager', 'reader'] as const
export const MINISTRY_ROLES = ['editor', 'system_administrator', 'security_administrator', 'audit_administrator'] as const
export const REPORTING_UNITS: readonly string[] = [
  'province',
  'separately_planned_city',
  'corps',
  'council',
  'department',
  'ministry',
]
/** Kinds under which nothing stands. */
export const LEAVES: readonly string[] = ['school', 'enterprise', 'training_base', 'institute', 'consortium', 'councils_office']
