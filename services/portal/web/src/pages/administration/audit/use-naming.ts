/** What the people and organisations of the record are called, learnt for the acts on the page. */
import { computed, watch } from 'vue'
import { useI18n } from 'vue-i18n'

import { usePeople } from '@/stores/people'

import type { SealedAct } from '../types'

export interface Naming {
  /** The person's name; empty where nobody knows it: what acts by itself, a subscriber, a name that nobody has. */
  person: (id: string | null | undefined) => string
  /** The organisation's name, as far as the people on the page come from it; else empty. */
  organisation: (id: string | null | undefined) => string
}

export function useNaming(acts: () => readonly SealedAct[]): Naming {
  const { t } = useI18n()
  const people = usePeople()
  watch(acts, (now) => void people.learn(now.flatMap(({ act }) => [textOf(act['actor']), textOf(act['acting_for'])])), { immediate: true })

  function person(id: string | null | undefined): string {
    const known = people.known.get(id ?? '')
    return known?.is_erased ? t('people.erased') : (known?.name ?? '')
  }

  const organisations = computed(
    () => new Map([...people.known.values()].flatMap((known) => [known, ...known.roles]).map((one) => [one.organisation, one.organisation_name])),
  )

  function organisation(id: string | null | undefined): string {
    return organisations.value.get(id ?? '') ?? ''
  }

  return { person, organisation }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
