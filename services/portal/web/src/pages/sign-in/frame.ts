import type { Framed } from '@/parts/framed'

import SessionWatch from './SessionWatch.vue'

export const frame: Framed[] = [{ place: 'over', component: SessionWatch, order: 0 }]
