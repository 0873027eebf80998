import { readFileSync } from 'node:fs'
import { globSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import en from '@/locales/en'
import zhCN from '@/locales/zh-CN'

function keysOf(texts: unknown, before = ''): string[] {
  if (typeof texts === 'string') return [before]
  return Object.entries(texts as Record<string, unknown>).flatMap(([name, inner]) => keysOf(inner, before ? `${before}.${name}` : name))
}

describe('the texts of the pages', () => {
  const chinese = keysOf(zhCN)
  const english = keysOf(en)

  it('are whole in both languages', () => {
    expect(english.sort()).toEqual(chinese.sort())
  })

  it('have every key that a page asks for', () => {
    const known = new Set(chinese)
    const asked = globSync('src/**/*.{vue,ts}').flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/\bt\(\s*'([a-z-]+\.[A-Za-z0-9_.-]+)'/g)].map((match) => ({ path, key: match[1] ?? '' })),
    )
    expect(asked.length).toBeGreaterThan(0)
    expect(asked.filter((one) => !known.has(one.key))).toEqual([])
  })
})
