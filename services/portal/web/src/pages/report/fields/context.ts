/** What every field of a report's form knows: the form, its words, what is wrong, and what a reviewer has marked. */
import { computed, type ComputedRef, inject, type InjectionKey, type Ref } from 'vue'

import type { FieldProblem } from '@/api/problems'
import type { Bytes } from '@/parts/uploads/uploads'

import type { Description, Suggestions } from '../description'
import type { ReportForm } from '../form'
import type { Hint } from '../use-hints'
import type { Marked } from '../use-report'

export interface FormContext {
  form: Ref<ReportForm>
  description: Ref<Description>
  suggestions: Ref<Suggestions | null>
  problems: Ref<FieldProblem[]>
  marked: Ref<Marked[]>
  /** Numbers that are worth a second look; they refuse nothing. */
  hints: Ref<readonly Hint[]>
  isReadOnly: Ref<boolean>
  /** The bytes of this report's files on this device; null while another window has them. */
  bytes: Ref<Bytes | null>
  /** SHA-256 of files that an earlier version has promised: their bytes are on their way or there. */
  promised: Ref<ReadonlySet<string>>
}

export const FORM: InjectionKey<FormContext> = Symbol('report form')

export function useForm(): FormContext {
  const context = inject(FORM)
  if (!context) throw new Error('a field stands outside of a form')
  return context
}

interface Notes {
  problems: ComputedRef<FieldProblem[]>
  marks: ComputedRef<Marked[]>
  hints: ComputedRef<Hint[]>
}

/** What is wrong at a path, what is marked there, and what is worth a second look; with `isWhole` also below it. */
export function useNotes(path: () => string, isWhole = false): Notes {
  const { problems, marked, hints } = useForm()
  const fits = (one: string) => one === path() || (isWhole && one.startsWith(`${path()}.`))
  return {
    problems: computed(() => problems.value.filter((one) => fits(one.path))),
    marks: computed(() => marked.value.filter((one) => fits(one.path))),
    hints: computed(() => hints.value.filter((one) => fits(one.path))),
  }
}
