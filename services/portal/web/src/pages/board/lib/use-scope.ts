/** Whose board is shown: its name, its way from the nation down, and whether everybody may see it. */
import { computed, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'

import { body, directory } from '@/api/client'
import type { Edition } from '@/stores/editions'
import { useSession } from '@/stores/session'

import { unitName } from './units'

export interface Step {
  code: string
  name: string
}

export interface ScopeOnPage {
  /** From the nation's child to the scope itself; empty for the nation. */
  steps: ComputedRef<Step[]>
  isNation: ComputedRef<boolean>
  /** Whether its accepted figures are open to all: the nation, the 37 units, councils, departments. */
  isPublic: ComputedRef<boolean>
  /** Whether the reader may hold rights in it, so that what is pending is worth offering. */
  mayHoldMore: ComputedRef<boolean>
}

/** Everything of a scope of an edition. A name that cannot be asked for now stays a code. */
export function useScope(scope: Ref<string>, edition: Ref<Edition | null>): ScopeOnPage {
  const session = useSession()
  const { locale } = useI18n()
  const known = shallowRef<Record<string, string>>({})
  const path = shallowRef<string[]>([])

  const ofEdition = computed<Record<string, string>>(() => {
    const one = edition.value
    const promoters = [...(one?.councils ?? []), ...(one?.departments ?? [])]
    const units = (one?.units ?? []).map((unit) => [unit.code, unit.short_name] as const)
    return Object.fromEntries([...units, ...promoters.map((each) => [each.code, each.short_name ?? each.name] as const)])
  })
  const isNation = computed(() => scope.value === 'nation' || scope.value === 'ministry')
  const isPublic = computed(() => isNation.value || scope.value in ofEdition.value)

  async function ask(): Promise<void> {
    path.value = isNation.value ? [] : [scope.value]
    if (isNation.value || !session.isSignedIn) return
    const wanted = scope.value
    const found = await body(directory.GET('/v1/organisations/{organisation}', { params: { path: { organisation: wanted } } }))
    if (wanted !== scope.value) return
    const above = found.path.slice(1)
    path.value = above
    known.value = { ...known.value, [wanted]: found.short_name }
    const missing = above.filter((one) => !(one in ofEdition.value) && !(one in known.value))
    const named = await Promise.all(
      missing.map(async (one) => body(directory.GET('/v1/organisations/{organisation}', { params: { path: { organisation: one } } }))),
    )
    known.value = { ...known.value, ...Object.fromEntries(named.map((one) => [one.organisation, one.short_name])) }
  }

  watch([scope, () => session.isSignedIn], () => void ask().catch(() => undefined), { immediate: true })

  const steps = computed(() => path.value.map((code) => ({ code, name: unitName(code, ofEdition.value[code] ?? known.value[code] ?? code, locale.value) })))
  const mayHoldMore = computed(() => {
    const held = session.me?.roles.map((one) => one.organisation) ?? []
    return held.includes('ministry') || path.value.some((one) => held.includes(one))
  })
  return { steps, isNation, isPublic, mayHoldMore }
}
