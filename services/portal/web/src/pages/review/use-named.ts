/** Marks of earlier returns with the name of their reason, in the reader's language. */
import { useI18n } from 'vue-i18n'

import { type Mark, reasonOf } from '@/lib/marks'

export interface MarkSaid {
  path: string
  note: string
  code?: string | null
}

export interface Naming {
  named: (mark: MarkSaid) => Mark
  /** Reason and note in one line. */
  inWords: (mark: MarkSaid) => string
}

export function useNamed(): Naming {
  const { t, te, locale } = useI18n()

  function named({ path, note, code }: MarkSaid): Mark {
    const key = `review.reason.${code ?? ''}.name`
    const name = code && te(key) ? t(key) : null
    return { path, note, code: code ?? null, zh: name, en: name }
  }

  function inWords(mark: MarkSaid): string {
    return [reasonOf(named(mark), locale.value), mark.note].filter(Boolean).join(' · ')
  }

  return { named, inWords }
}
