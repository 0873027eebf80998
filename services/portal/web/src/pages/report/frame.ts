/** What goes on over all pages: uploads and reports that wait for the line. */
import type { Framed } from '@/parts/framed'
import UploadBar from '@/parts/uploads/UploadBar.vue'

export const frame: Framed[] = [{ place: 'over', component: UploadBar, order: 10 }]
