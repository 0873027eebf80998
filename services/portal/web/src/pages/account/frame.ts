import type { Framed } from '@/parts/framed'

import ActingBand from './ActingBand.vue'

export const frame: Framed[] = [{ place: 'band', component: ActingBand, order: 0 }]
