/** A list under its own headings, in the order of the notice. */

export interface Group<T> {
  name: string
  entries: T[]
}

export function grouping<T extends { group?: string | null }>(entries: readonly T[]): Group<T>[] {
  const groups = new Map<string, T[]>()
  for (const entry of entries) groups.set(entry.group ?? '', [...(groups.get(entry.group ?? '') ?? []), entry])
  return [...groups].map(([name, own]) => ({ name, entries: own }))
}
