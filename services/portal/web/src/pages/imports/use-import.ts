/** One table on its way: chosen, tried, taken over. The same table again, after a cut line too, makes nothing twice. */
import { ref, shallowRef } from 'vue'

import { ask } from '@/api/client'
import { asProblem, type Problem } from '@/api/problems'

import type { components } from '@/api/generated/ingest'

import { refusedFile, type Kind, type Row } from './answers'

type Tried = components['schemas']['TriedAnswer']
type Taken = components['schemas']['ImportAnswer']

/** Whose reports, of which kind, in which edition. */
export interface Target {
  edition: string
  organisation: string
  kind: Kind
}

export function addressOf(path: string, target: Target, more: Record<string, string> = {}): string {
  return `/api/ingest/v1/${path}?${new URLSearchParams({ ...target, ...more })}`
}

export function useImport(target: () => Target | null) {
  const file = shallowRef<File | null>(null)
  const fileFault = ref<ReturnType<typeof refusedFile>>(null)
  const rows = shallowRef<readonly Row[]>([])
  const unknownHeadings = shallowRef<readonly string[]>([])
  const stage = ref<'choose' | 'checking' | 'checked' | 'taking' | 'taken'>('choose')
  const isWaiting = ref(false)
  const replaces = ref(false)
  const problem = shallowRef<Problem | null>(null)
  /** The id under which this table is taken over; a repeat of it is answered with the same result. */
  const importId = ref(crypto.randomUUID())

  async function choose(chosen: File): Promise<void> {
    reset()
    fileFault.value = refusedFile(chosen)
    if (fileFault.value) return
    file.value = chosen
    await check()
  }

  async function check(): Promise<void> {
    const tried = await attempt<Tried>('checking', 'imports:check', 'POST')
    if (!tried) return
    rows.value = tried.rows
    unknownHeadings.value = tried.unknown_headings
    stage.value = 'checked'
  }

  async function takeOver(): Promise<void> {
    const taken = await attempt<Taken>('taking', `imports/${importId.value}`, 'PUT', { name: file.value?.name ?? '' })
    if (!taken) return
    rows.value = taken.rows
    isWaiting.value = taken.state === 'waiting'
    stage.value = 'taken'
  }

  /** Try the table again with the other answer to the question whether it may replace. */
  async function setReplaces(on: boolean): Promise<void> {
    replaces.value = on
    importId.value = crypto.randomUUID()
    await check()
  }

  function reset(): void {
    file.value = null
    fileFault.value = null
    rows.value = []
    unknownHeadings.value = []
    stage.value = 'choose'
    isWaiting.value = false
    replaces.value = false
    problem.value = null
    importId.value = crypto.randomUUID()
  }

  /** Send the table; where that fails the page is as it was before, with the problem. */
  async function attempt<T>(during: 'checking' | 'taking', path: string, method: string, more: Record<string, string> = {}): Promise<T | null> {
    const asked = target()
    if (!file.value || !asked) return null
    const before = stage.value
    stage.value = during
    problem.value = null
    try {
      const address = addressOf(path, asked, { replace: String(replaces.value), ...more })
      // Read anew at each attempt: a file that was changed on the device meanwhile is sent as it is now.
      const content = await file.value.arrayBuffer()
      const headers = { 'Content-Type': 'application/octet-stream' }
      return (await (await ask(new URL(address, location.href).href, { method, body: content, headers })).json()) as T
    } catch (thrown) {
      problem.value = asProblem(thrown)
      stage.value = before
      return null
    }
  }

  return { file, fileFault, rows, unknownHeadings, stage, isWaiting, replaces, problem, importId, choose, check, takeOver, setReplaces, reset }
}
