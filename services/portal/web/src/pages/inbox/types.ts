/** What a notice is, and the groups of notices, in the order in which pages name them. */
import type { components } from '@/api/generated/notification'

export type Notice = components['schemas']['NoticeAnswer']
export type Group = Notice['group']

export const GROUPS = ['returned', 'files', 'reminders', 'obligations', 'queue', 'progress', 'featured'] as const satisfies readonly Group[]
