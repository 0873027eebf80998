/** How a person is spoken of on a page: "you", by name, or by role where the name is not for the reader. */

export interface Known {
  name?: string | null
  organisation: string
  organisation_name: string
  roles: { organisation: string; organisation_name: string; role: string }[]
  is_erased: boolean
}

export interface Words {
  you: string
  erased: string
  role: (role: string) => string
}

/**
 * Where somebody acted and who it was: `绍兴市教育局 · 张三`, `浙江省教育厅 · 签发人`, or the organisation alone. `where` is the
 * organisation in whose name it was done, by its id and its name. An id is never shown.
 */
export function spokenOf(known: Known | undefined, isReader: boolean, where: { id: string; name: string }, words: Words): string {
  return [where.name, who(known, isReader, where.id, words)].filter(Boolean).join(' · ')
}

/** The same without where: for a person who is spoken of within a sentence. Empty where nothing may be said. */
export function who(known: Known | undefined, isReader: boolean, where: string, words: Words): string {
  if (isReader) return words.you
  if (!known) return ''
  if (known.is_erased) return words.erased
  if (known.name) return known.name
  const here = known.roles.filter((one) => one.organisation === where)
  if (here.length) return here.map((one) => words.role(one.role)).join('、')
  const [role] = known.roles
  if (role) return `${role.organisation_name} ${words.role(role.role)}`
  return known.organisation === where ? '' : known.organisation_name
}
