/** Completeness of one organisation's branch: loaded, narrowed, and chosen from. */
import { computed, reactive, ref, watch, type ComputedRef, type Ref } from 'vue'

import { ask } from '@/api/client'
import { useLoad, type Loading } from '@/lib/use-load'
import { useEditions } from '@/stores/editions'
import { useSession } from '@/stores/session'

import { isOpen, narrowed, tallied, type Completeness, type Narrowing, type Owed, type Tally } from './owed'

export const NATION = 'nation'
export const MINISTRY = 'ministry'

export interface Looking {
  scopes: ComputedRef<{ organisation: string; name: string }[]>
  scope: Ref<string>
  narrowing: Narrowing
  loading: Loading<Completeness>
  rows: ComputedRef<Owed[]>
  tally: ComputedRef<Tally>
  chosen: Ref<Set<string>>
  choosable: ComputedRef<Owed[]>
  toggle: (obligation: string) => void
  chooseAll: () => void
  /** The address of the same as a file. */
  file: (format: 'xlsx' | 'csv', language: string) => string
}

export function useCompleteness(): Looking {
  const session = useSession()
  const editions = useEditions()
  const scopes = computed(() => session.organisationsWith('manager', 'approver', 'reviewer'))
  const scope = ref(scopes.value[0]?.organisation ?? '')
  const narrowing = reactive<Narrowing>({ whose: 'direct', kind: '', state: '', text: '', order: 'due' })
  const chosen = ref(new Set<string>())
  const query = computed(() => {
    const edition = editions.edition?.edition
    return edition && scope.value ? `edition=${edition}&scope=${scope.value === MINISTRY ? NATION : scope.value}` : ''
  })

  const loading = useLoad<Completeness>(async () => {
    if (!editions.edition) await editions.load()
    const answer = await ask(`/api/aggregation/v1/completeness?${query.value}`)
    return (await answer.json()) as Completeness
  })
  const rows = computed(() => (loading.value.value ? narrowed(loading.value.value, scope.value, narrowing) : []))
  const choosable = computed(() => rows.value.filter((one) => isOpen(one) && one.debtor !== scope.value))

  watch(query, (now, before) => {
    chosen.value = new Set()
    if (now && before) void loading.load()
  })

  function toggle(obligation: string): void {
    const next = new Set(chosen.value)
    if (!next.delete(obligation)) next.add(obligation)
    chosen.value = next
  }

  function chooseAll(): void {
    const all = choosable.value.map((one) => one.obligation)
    chosen.value = all.every((one) => chosen.value.has(one)) ? new Set() : new Set(all)
  }

  const file = (format: 'xlsx' | 'csv', language: string) =>
    `/api/aggregation/v1/completeness/export?${query.value}&format=${format}&lang=${language === 'en' ? 'en' : 'zh-CN'}${narrowing.kind ? `&kind=${narrowing.kind}` : ''}`

  return { scopes, scope, narrowing, loading, rows, tally: computed(() => tallied(rows.value)), chosen, choosable, toggle, chooseAll, file }
}

