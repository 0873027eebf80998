/** The inbox: notices page by page, filtered by what they are about, read one by one or all at once. */
import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'

import { body, notification } from '@/api/client'
import { asProblem, type Problem } from '@/api/problems'

import type { Group, Notice } from './types'
import { newest, unread } from './unread'

const PAGE_NOTICES = 30

export interface Inbox {
  notices: ShallowRef<Notice[]>
  group: Ref<Group | ''>
  onlyUnread: Ref<boolean>
  hasMore: ComputedRef<boolean>
  /** Whether something came that this list does not show yet. */
  hasNews: ComputedRef<boolean>
  problem: ShallowRef<Problem | null>
  isLoading: Ref<boolean>
  hasLoaded: Ref<boolean>
  load: () => Promise<void>
  more: () => Promise<void>
  read: (notice: Notice) => Promise<void>
  readAll: () => Promise<void>
}

/** Whether a notice is not on the list, or says more by now than it does there; a list of one group waits for that group. */
export function isNews(one: Notice, shown: readonly Notice[], group: Group | ''): boolean {
  if (one.read_at || (group && one.group !== group)) return false
  return !shown.some((known) => known.notice === one.notice && known.at >= one.at)
}

export function useInbox(): Inbox {
  const notices = shallowRef<Notice[]>([])
  const group = ref<Group | ''>('')
  const onlyUnread = ref(false)
  const next = ref<string | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const isLoading = ref(false)
  const hasLoaded = ref(false)
  let last = 0

  async function fetchPage(cursor: string | null): Promise<void> {
    last += 1
    const mine = last
    isLoading.value = true
    try {
      const query = {
        limit: PAGE_NOTICES,
        unread: onlyUnread.value,
        ...(group.value ? { group: [group.value] } : {}),
        ...(cursor ? { cursor } : {}),
      }
      const page = await body(notification.GET('/v1/notices', { params: { query } }))
      if (mine !== last) return
      notices.value = cursor ? [...notices.value, ...page.notices] : page.notices
      next.value = page.next ?? null
      unread.value = page.unread
      problem.value = null
      hasLoaded.value = true
    } catch (thrown) {
      if (mine === last) problem.value = asProblem(thrown)
    } finally {
      if (mine === last) isLoading.value = false
    }
  }

  async function mark(said: { notices: string[] } | { until: string }, isMarked: (one: Notice) => boolean): Promise<void> {
    const before = notices.value
    const now = new Date().toISOString()
    notices.value = before.map((one) => (isMarked(one) && !one.read_at ? { ...one, read_at: now } : one))
    try {
      unread.value = (await body(notification.POST('/v1/notices/read', { body: said }))).unread
    } catch (thrown) {
      notices.value = before
      problem.value = asProblem(thrown)
    }
  }

  return {
    notices,
    group,
    onlyUnread,
    hasMore: computed(() => next.value !== null),
    hasNews: computed(() => hasLoaded.value && newest.value !== null && isNews(newest.value, notices.value, group.value)),
    problem,
    isLoading,
    hasLoaded,
    load: () => fetchPage(null),
    more: () => (next.value ? fetchPage(next.value) : Promise.resolve()),
    read: (notice) => mark({ notices: [notice.notice] }, (one) => one.notice === notice.notice),
    readAll: async () => {
      // What came after this page was shown has not been seen.
      const newest = notices.value[0]
      if (newest) await mark({ until: newest.at }, () => true)
    },
  }
}
