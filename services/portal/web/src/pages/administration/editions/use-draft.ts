/** The draft of an edition: kept on the server while it is edited, previewed, published or thrown away. */
import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'

import { body, directory } from '@/api/client'
import { asProblem, Problem, type FieldProblem } from '@/api/problems'

import type { Edition, Preview } from '../types'

const WAIT_MILLISECONDS = 800
export type DraftState = 'published' | 'editing' | 'kept' | 'done'

export interface DraftOf {
  wanted: Ref<Edition | null>
  /** What is in force; null of an edition that was never published. */
  published: ShallowRef<Edition | null>
  /** What the last look found wrong, by field, until the next one. */
  wrong: ShallowRef<FieldProblem[]>
  preview: ShallowRef<Preview | null>
  problem: ShallowRef<Problem | null>
  saving: ShallowRef<Problem | null>
  isLoading: Ref<boolean>
  state: Ref<DraftState>
  base: Ref<number>
  open: (edition: string) => Promise<void>
  beginFrom: (known: Edition, edition: string) => Promise<void>
  keep: () => Promise<boolean>
  look: () => Promise<void>
  publish: (note: string) => Promise<boolean>
  drop: () => Promise<void>
}

async function orNothing<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.status === 404) return null
    throw thrown
  }
}

export function useDraft(): DraftOf {
  const wanted = ref<Edition | null>(null)
  const published = shallowRef<Edition | null>(null)
  const wrong = shallowRef<FieldProblem[]>([])
  const preview = shallowRef<Preview | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const saving = shallowRef<Problem | null>(null)
  const isLoading = ref(false)
  const state = ref<DraftState>('published')
  const base = ref(0)
  let revision: number | null = null
  let kept = ''
  let timer: ReturnType<typeof setTimeout> | undefined

  function show(edition: Edition, now: DraftState): void {
    clearTimeout(timer)
    kept = JSON.stringify(edition)
    wanted.value = structuredClone(edition)
    base.value = edition.revision ?? 0
    preview.value = null
    saving.value = null
    wrong.value = []
    state.value = now
  }

  async function open(edition: string): Promise<void> {
    isLoading.value = true
    try {
      const path = { edition }
      const [inForce, draft] = await Promise.all([
        orNothing(body(directory.GET('/v1/editions/{edition}', { params: { path } }))),
        orNothing(body(directory.GET('/v1/editions/{edition}/draft', { params: { path } }))),
      ])
      revision = draft?.revision ?? null
      published.value = inForce
      const found = draft?.state ?? inForce
      if (found) show(found, draft ? 'kept' : 'published')
      problem.value = null
    } catch (thrown) {
      problem.value = asProblem(thrown)
    } finally {
      isLoading.value = false
    }
  }

  async function beginFrom(known: Edition, edition: string): Promise<void> {
    revision = null
    published.value = null
    wanted.value = { ...structuredClone(JSON.parse(JSON.stringify(known)) as Edition), edition, revision: 0, sealed: false }
    state.value = 'editing'
    await keep()
  }

  async function keep(): Promise<boolean> {
    clearTimeout(timer)
    const now = wanted.value
    if (!now || JSON.stringify(now) === kept) return saving.value === null
    const text = JSON.stringify(now)
    try {
      const path = { edition: now.edition }
      const form = { state: JSON.parse(text) as Edition, revision }
      const draft = await body(directory.PUT('/v1/editions/{edition}/draft', { params: { path }, body: form }))
      revision = draft.revision
      kept = text
      saving.value = null
      state.value = 'kept'
      return true
    } catch (thrown) {
      saving.value = asProblem(thrown)
      wrong.value = saving.value.fields.map((one) => ({ ...one, path: one.path.replace(/^state\./, '') }))
      return false
    }
  }

  async function look(): Promise<void> {
    const now = wanted.value
    if (!now || !(await keep())) return
    try {
      const path = { edition: now.edition }
      preview.value = await body(directory.POST('/v1/editions/{edition}/preview', { params: { path }, body: now }))
      wrong.value = preview.value.problems as unknown as FieldProblem[]
    } catch (thrown) {
      saving.value = asProblem(thrown)
    }
  }

  async function publish(note: string): Promise<boolean> {
    const now = wanted.value
    if (!now || revision === null) return false
    try {
      const path = { edition: now.edition }
      const after = await body(directory.POST('/v1/editions/{edition}/publish', { params: { path }, body: { revision, note } }))
      if (!after) return false
      revision = null
      published.value = after
      show(after, 'done')
      return true
    } catch (thrown) {
      saving.value = asProblem(thrown)
      return false
    }
  }

  async function drop(): Promise<void> {
    const now = wanted.value
    if (!now) return
    await directory.DELETE('/v1/editions/{edition}/draft', { params: { path: { edition: now.edition } } })
    await open(now.edition)
  }

  watch(
    wanted,
    (now) => {
      if (!now || JSON.stringify(now) === kept) return
      state.value = 'editing'
      preview.value = null
      clearTimeout(timer)
      timer = setTimeout(() => void keep(), WAIT_MILLISECONDS)
    },
    { deep: true },
  )

  return { wanted, published, wrong, preview, problem, saving, isLoading, state, base, open, beginFrom, keep, look, publish, drop }
}
