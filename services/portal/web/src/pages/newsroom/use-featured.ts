/** Featured items as a newsroom looks through them: narrowed, a page more at a time, and renewed without losing what is shown. */
import { computed, reactive, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue'

import { body, syndication } from '@/api/client'
import { serverNow } from '@/lib/use-now'
import { useLoad, type Loading } from '@/lib/use-load'

import { useNewsroomToken } from './token'
import type { Featured, Kind } from './types'

const PAGE = 30
/** As many as the service gives at once. */
const AT_ONCE = 200
const TYPING_MILLISECONDS = 250

export interface Wanted {
  unit: string
  type: string
  tag: string
  kind: '' | Kind
  title: string
}

interface Page {
  items: Featured[]
  next: string | null
}

/** The first `count` items, in as few requests as the service allows. */
export async function firstOf(count: number, ask: (limit: number, cursor: string | null) => Promise<Page>): Promise<Page> {
  const items: Featured[] = []
  let next: string | null = null
  do {
    const page: Page = await ask(Math.min(AT_ONCE, count - items.length), next)
    items.push(...page.items)
    next = page.next
  } while (next !== null && items.length < count)
  return { items, next }
}

/** What is asked for, in the words of the service. */
export function queryOf({ unit, type, tag, kind, title }: Wanted) {
  return {
    ...(unit ? { unit: [unit] } : {}),
    ...(type ? { type: [type] } : {}),
    ...(tag ? { tag: [tag] } : {}),
    ...(kind ? { kind: [kind] } : {}),
    ...(title.trim() ? { title: title.trim() } : {}),
  }
}

export interface FeaturedItems {
  wanted: Wanted
  list: Loading<Page>
  items: ComputedRef<Featured[]>
  hasMore: ComputedRef<boolean>
  /** When what is shown was asked for, by the services' time. */
  asOf: ShallowRef<Date | null>
  count: Ref<number>
  more: () => Promise<void>
  forget: () => void
}

export function useFeatured(): FeaturedItems {
  const { headers } = useNewsroomToken()
  const wanted = reactive<Wanted>({ unit: '', type: '', tag: '', kind: '', title: '' })
  const count = ref(PAGE)
  const asOf = shallowRef<Date | null>(null)

  // All that is shown is asked for anew: a recall is then seen wherever in the list its item stood.
  const list = useLoad(async () => {
    const narrowed = queryOf(wanted)
    const found = await firstOf(count.value, (limit, cursor) => {
      const query = { ...narrowed, limit, ...(cursor ? { cursor } : {}) }
      return body(syndication.GET('/v1/items', { params: { query }, headers: headers.value }))
    })
    asOf.value = serverNow()
    return found
  })

  function more(): Promise<void> {
    count.value += PAGE
    return list.load()
  }

  function forget(): void {
    list.value.value = null
    count.value = PAGE
  }

  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    () => ({ ...wanted }),
    () => {
      count.value = PAGE
      clearTimeout(timer)
      timer = setTimeout(() => void list.load(), TYPING_MILLISECONDS)
    },
  )

  const items = computed(() => list.value.value?.items ?? [])
  const hasMore = computed(() => list.value.value?.next != null)
  return { wanted, list, items, hasMore, asOf, count, more, forget }
}
