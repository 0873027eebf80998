/** How many notices nobody has read yet, and the newest one: the bell and the inbox show the same. */
import { ref, shallowRef } from 'vue'

import { body, notification } from '@/api/client'

import type { Notice } from './types'
import type { InboxWays, LineListener } from './watch'

export const unread = ref(0)
/** The newest notice as a stream told of it; null before. */
export const newest = shallowRef<Notice | null>(null)

/** Ask how many there are. Throws `Problem`. */
export async function countUnread(): Promise<void> {
  unread.value = (await body(notification.GET('/v1/notices/unread'))).unread
}

function openLine(listener: LineListener): { close: () => void } {
  const source = new EventSource('/api/notification/v1/notices/stream')
  source.addEventListener('inbox', (event) => {
    listener.onInbox(JSON.parse(event.data as string) as { unread: number; newest: Notice | null })
  })
  source.addEventListener('alive', () => {
    listener.onAlive()
  })
  source.addEventListener('error', () => {
    // A line that was cut is opened again by the browser, with the last state's id; one that was refused is not.
    if (source.readyState === EventSource.CLOSED) listener.onLost()
  })
  return source
}

/** The real ways to one's inbox. */
export const ways: InboxWays = {
  open: openLine,
  ask: countUnread,
  show: (state) => {
    unread.value = state.unread
    newest.value = state.newest
  },
}
