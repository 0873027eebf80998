/** How many notices nobody has read yet: the bell and the inbox show the same number. */
import { ref } from 'vue'

import { body, notification } from '@/api/client'

export const unread = ref(0)

/** Ask how many there are. Throws `Problem`. */
export async function countUnread(): Promise<void> {
  unread.value = (await body(notification.GET('/v1/notices/unread'))).unread
}
