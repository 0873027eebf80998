/** Finding a scope as people type it: a part of its name, its code, its pinyin or the initials of it. */
import { inEnglish } from './units'

export interface Scope {
  code: string
  name: string
  /** What it stands below, where its name alone may be another's, too. */
  below: string
}

/** Pinyin of the 37 units, a space between syllables: names that GB/T 2260 has fixed, so that anybody finds them without a question. */
const PINYIN: Record<string, string> = {
  110000: 'bei jing', 120000: 'tian jin', 130000: 'he bei', 140000: 'shan xi', 150000: 'nei meng gu', 210000: 'liao ning', 210200: 'da lian',
  220000: 'ji lin', 230000: 'hei long jiang', 310000: 'shang hai', 320000: 'jiang su', 330000: 'zhe jiang', 330200: 'ning bo', 340000: 'an hui',
  350000: 'fu jian', 350200: 'xia men', 360000: 'jiang xi', 370000: 'shan dong', 370200: 'qing dao', 410000: 'he nan', 420000: 'hu bei',
  430000: 'hu nan', 440000: 'guang dong', 440300: 'shen zhen', 450000: 'guang xi', 460000: 'hai nan', 500000: 'chong qing', 510000: 'si chuan',
  520000: 'gui zhou', 530000: 'yun nan', 540000: 'xi zang', 610000: 'shan xi', 620000: 'gan su', 630000: 'qing hai', 640000: 'ning xia',
  650000: 'xin jiang', 660000: 'bing tuan',
}

/** How well a scope answers: 0 exactly, 1 it begins so, 2 it holds it; null where it does not. */
export function answers(scope: Scope, asked: string): 0 | 1 | 2 | null {
  const typed = asked.normalize('NFKC').trim().toLowerCase()
  if (!typed) return null
  const letters = typed.replaceAll(' ', '')
  const syllables = (PINYIN[scope.code] ?? '').split(' ')
  const ways = [scope.name.toLowerCase(), scope.code.toLowerCase(), inEnglish(scope.code).toLowerCase(), syllables.join(''), syllables.map((one) => one.slice(0, 1)).join('')].filter(Boolean)
  if (ways.some((way) => way === typed || way === letters)) return 0
  if (ways.some((way) => way.startsWith(letters))) return 1
  return scope.name.toLowerCase().includes(typed) ? 2 : null
}

/** Those that answer, the best first, else in the order given. */
export function found(scopes: readonly Scope[], asked: string): Scope[] {
  return scopes
    .flatMap((scope) => {
      const rank = answers(scope, asked)
      return rank === null ? [] : [{ scope, rank }]
    })
    .sort((one, other) => one.rank - other.rank)
    .map((one) => one.scope)
}

/** Both lists as one, each scope once; what was found on the page comes first. */
export function together(here: readonly Scope[], there: readonly Scope[], most: number): Scope[] {
  const known = new Set(here.map((one) => one.code))
  return [...here, ...there.filter((one) => !known.has(one.code))].slice(0, most)
}

export interface Kind {
  path: readonly string[]
  organisation: string | null
}

/** Whether somebody who holds roles in `held` sees the board of a found organisation: it is public, or in one's own branch. */
export function mayOpen(one: Kind, held: readonly string[], open: ReadonlySet<string>): boolean {
  if (one.organisation === null) return false
  return open.has(one.organisation) || held.includes('ministry') || one.path.some((step) => held.includes(step))
}
