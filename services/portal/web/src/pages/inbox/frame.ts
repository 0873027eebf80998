/** Round every page: how much of one's inbox is unread, and what everybody must know now. */
import type { Framed } from '@/parts/framed'

import IncidentBanner from './IncidentBanner.vue'
import NoticeBell from './NoticeBell.vue'

export const frame: Framed[] = [
  { place: 'band', component: IncidentBanner, order: 0 },
  { place: 'head', component: NoticeBell, order: 10 },
]
