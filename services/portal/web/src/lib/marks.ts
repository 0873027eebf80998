/** What a reviewer has marked, as whoever mends it reads it. */

export interface Mark {
  path: string
  note: string
  code: string | null
  zh: string | null
  en: string | null
}

/** The name of a mark's reason, for the head of its note; empty where it says nothing that the note does not. */
export function reasonOf(mark: Mark, language: string): string {
  const name = (language === 'en' ? mark.en : mark.zh) ?? ''
  return mark.code === 'other' || mark.note.startsWith(name) ? '' : name
}
