/** What a password must be, said while it is typed; the directory judges again (`judge_password`). */
const LEAST = 10
const MOST = 200
const KINDS = 3

export interface Rule {
  key: 'length' | 'kinds' | 'name'
  isMet: boolean
}

/** Each rule and whether the password meets it. */
export function rulesOf(password: string, name: string): Rule[] {
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{N}]/u].filter((kind) => kind.test(password)).length
  const length = [...password].length
  return [
    { key: 'length', isMet: length >= LEAST && length <= MOST },
    { key: 'kinds', isMet: kinds >= KINDS },
    { key: 'name', isMet: password !== '' && (name === '' || !password.toLowerCase().includes(name.toLowerCase())) },
  ]
}
