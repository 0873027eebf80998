/** What a mended version has changed: field by field, the old beside the new, what was asked for first. */
import type { Row } from './rows'
import type { Item } from './types'

type File = Item['manifest'][number]

/** One version as it is read: its title, its rows in words, and its files. */
export interface Side {
  title: string
  rows: readonly Row[]
  files: readonly File[]
}

export interface Change {
  path: string
  label: string
  /** Null where it was not there. */
  before: string | null
  after: string | null
}

export interface Piece {
  text: string
  kind: 'same' | 'gone' | 'new'
}

export interface Words {
  title: string
  file: string
  /** A file's consent in words. */
  consent: (file: File) => string
}

interface Said {
  key: string
  path: string
  label: string
  text: string
}

/** Most parts of a text that are compared one by one; whoever rewrites more reads both whole. */
const MOST_PARTS = 600
const PARTS = /[^。!?;,、:\n.!?;,]*[。!?;,、:\n.!?;,]?/gu

/** What differs between two versions, in the order of the new one; what was taken away stands at the end. */
export function changesOf(before: Side, after: Side, words: Words): Change[] {
  const old = new Map(sayings(before, words).map((one) => [one.key, one]))
  const now = sayings(after, words)
  const changed = now.flatMap((one) => {
    const was = old.get(one.key)
    old.delete(one.key)
    return was?.text === one.text ? [] : [{ path: one.path, label: one.label, before: was?.text ?? null, after: one.text }]
  })
  return [...changed, ...[...old.values()].map((one) => ({ path: one.path, label: one.label, before: one.text, after: null }))]
}

/** Whether a path that was marked speaks of this one: of itself, of what it is part of, or of a part of it. */
export function speaksOf(marked: string, path: string): boolean {
  return marked === path || path.startsWith(`${marked}.`) || marked.startsWith(`${path}.`)
}

/** Changes of what was marked first, each with what was asked for; and the marks that nothing was changed for. */
export function answering(changes: readonly Change[], asked: ReadonlyMap<string, string>): { changes: (Change & { asked: string | null })[]; left: string[] } {
  const marks = [...asked.keys()]
  const told = changes.map((change) => {
    const mark = marks.find((one) => speaksOf(one, change.path))
    return { ...change, asked: mark === undefined ? null : (asked.get(mark) ?? '') }
  })
  return {
    changes: [...told.filter((one) => one.asked !== null), ...told.filter((one) => one.asked === null)],
    left: marks.filter((mark) => !changes.some((change) => speaksOf(mark, change.path))),
  }
}

/** Two texts as one: what stayed, what went and what came, by the parts of sentences. */
export function piecesOf(before: string, after: string): Piece[] {
  const [old, now] = [partsOf(before), partsOf(after)]
  if (old.length > MOST_PARTS || now.length > MOST_PARTS) {
    return [
      { text: before, kind: 'gone' },
      { text: after, kind: 'new' },
    ]
  }
  return joined(aligned(old, now))
}

function partsOf(text: string): string[] {
  return (text.match(PARTS) ?? []).filter((part) => part !== '')
}

/** The longest common run of parts, by the textbook's table. */
function aligned(old: string[], now: string[]): Piece[] {
  const width = now.length + 1
  const longest = new Uint16Array((old.length + 1) * width)
  const at = (row: number, column: number) => longest[row * width + column] ?? 0
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = now.length - 1; column >= 0; column -= 1) {
      longest[row * width + column] =
        old[row] === now[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1))
    }
  }
  const pieces: Piece[] = []
  let [row, column] = [0, 0]
  while (row < old.length || column < now.length) {
    const [was, is] = [old[row], now[column]]
    if (was !== undefined && was === is) {
      pieces.push({ text: was, kind: 'same' })
      row += 1
      column += 1
    } else if (was !== undefined && (is === undefined || at(row + 1, column) >= at(row, column + 1))) {
      pieces.push({ text: was, kind: 'gone' })
      row += 1
    } else {
      pieces.push({ text: is ?? '', kind: 'new' })
      column += 1
    }
  }
  return pieces
}

function joined(pieces: readonly Piece[]): Piece[] {
  const found: Piece[] = []
  for (const piece of pieces) {
    const last = found.at(-1)
    if (last?.kind === piece.kind) last.text += piece.text
    else found.push({ ...piece })
  }
  return found
}

function sayings(side: Side, words: Words): Said[] {
  return [
    { key: 'title', path: 'content.title', label: words.title, text: side.title },
    ...side.rows.flatMap(sayingsOf),
    ...side.files.map((file, index) => ({
      key: `file:${file.sha256}`,
      path: `manifest.${String(index)}`,
      label: `${words.file} ${file.name}`,
      text: [file.name, file.caption, file.credit, words.consent(file)].filter(Boolean).join(' · '),
    })),
  ]
}

/** A row's own sayings. Numbers are told apart by what they count and sessions by what they are, not by their places. */
function sayingsOf(row: Row): Said[] {
  if (row.type === 'numbers') {
    return row.numbers.map((number) => ({
      key: `${row.path}:${number.label}`,
      path: number.path,
      label: number.label,
      text: [number.value, number.unit, number.note].filter(Boolean).join(' '),
    }))
  }
  if (row.type === 'sessions') {
    const times = new Map<string, number>()
    return row.sessions.map((session) => {
      const name = `${session.when} ${session.title}`
      const seen = times.get(name) ?? 0
      times.set(name, seen + 1)
      return {
        key: `${row.path}:${name}:${String(seen)}`,
        path: session.path,
        label: `${row.label} ${session.when}`,
        text: [session.title, session.place, ...session.numbers.map((one) => `${one.label} ${one.value} ${one.unit}`)].filter(Boolean).join(' · '),
      }
    })
  }
  return [{ key: row.path, path: row.path, label: row.label, text: row.text }]
}
