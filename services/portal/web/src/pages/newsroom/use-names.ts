/** What codes of the edition are called: units, local types, channels. */
import { computed, type ComputedRef } from 'vue'

import { useEditions } from '@/stores/editions'

export interface Named {
  code: string
  name: string
}

export interface Names {
  units: ComputedRef<Named[]>
  types: ComputedRef<Named[]>
  tags: ComputedRef<Named[]>
  nameOf: (code: string) => string
}

export function useNames(): Names {
  const editions = useEditions()
  const units = computed(() => editions.edition?.units?.map((unit) => ({ code: unit.code, name: unit.short_name })) ?? [])
  const types = computed(() => editions.edition?.local_types?.map(({ code, name }) => ({ code, name })) ?? [])
  const tags = computed(() => editions.edition?.tags?.map(({ code, name }) => ({ code, name })) ?? [])
  const all = computed(() => new Map([...units.value, ...types.value, ...tags.value].map((one) => [one.code, one.name])))
  return { units, types, tags, nameOf: (code) => all.value.get(code) ?? code }
}
