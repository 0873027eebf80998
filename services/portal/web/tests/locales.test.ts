import { globSync, readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import en from '@/locales/en'
import zhCN from '@/locales/zh-CN'

import { MADE } from './made-keys'

function keysOf(texts: unknown, before = ''): string[] {
  if (typeof texts === 'string') return [before]
  return Object.entries(texts as Record<string, unknown>).flatMap(([name, inner]) => keysOf(inner, before ? `${before}.${name}` : name))
}

const sources = globSync('src/**/*.{vue,ts}').map((path) => ({ path, text: readFileSync(path, 'utf8') }))

interface Template {
  path: string
  /** With a star for what is put in: `report.kind.*`. */
  made: string
  /** Whether the page looks first whether there is such a key, and has something else to say where there is none. */
  isGuarded: boolean
}

function templatesOf({ path, text }: { path: string; text: string }): Template[] {
  const found = [...text.matchAll(/\b(te?)\(\s*`([a-z-]+\.(?:[^`$]|\$\{[^`]*?\})*)`/g)]
  const guarded = new Set(found.filter((match) => match[1] === 'te').map((match) => match[2]))
  return found
    .filter((match) => match[1] === 't')
    .map((match) => ({ path, made: (match[2] ?? '').replace(/\$\{[^`]*?\}/g, '*'), isGuarded: guarded.has(match[2]) }))
}

describe('the texts of the pages', () => {
  const chinese = keysOf(zhCN)
  const english = keysOf(en)
  const known = new Set(chinese)
  const templates = sources.flatMap(templatesOf)

  it('are whole in both languages', () => {
    expect(english.sort()).toEqual(chinese.sort())
  })

  it('have every key that a page asks for', () => {
    const asked = sources.flatMap(({ path, text }) =>
      [...text.matchAll(/\bt\(\s*'([a-z-]+\.[A-Za-z0-9_.-]+)'/g)].map((match) => ({ path, key: match[1] ?? '' })),
    )
    expect(asked.length).toBeGreaterThan(0)
    expect(asked.filter((one) => !known.has(one.key))).toEqual([])
  })

  it('have every key that a page makes of what a service or a list may say', () => {
    const missing = templates
      .filter((one) => !one.isGuarded)
      .flatMap(({ path, made }) => (MADE[made]?.() ?? []).map((value) => ({ path, key: made.replace('*', value) })))
      .filter((one) => !known.has(one.key))
    expect(missing).toEqual([])
  })

  it('are told of every template what it may be filled with, in tests/made-keys.ts', () => {
    expect(templates.length).toBeGreaterThan(100)
    expect(templates.filter((one) => !one.isGuarded && !(one.made in MADE)).map((one) => `${one.path}: ${one.made}`)).toEqual([])
  })

  it('have some key where a page looks whether there is one', () => {
    const beginnings = templates.filter((one) => one.isGuarded).map((one) => one.made.slice(0, one.made.indexOf('*')))
    expect(beginnings.filter((beginning) => !chinese.some((key) => key.startsWith(beginning)))).toEqual([])
  })
})
