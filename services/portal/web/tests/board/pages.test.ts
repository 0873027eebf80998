import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref, type EffectScope } from 'vue'

import { Problem, unreachable } from '@/api/problems'
import type { StaticBoard, Total } from '@/pages/board/lib/answers'
import { labelOf, namesIn } from '@/pages/board/lib/labels'
import { exportAddress } from '@/pages/board/lib/saving'
import { childGroups, placeGroups, sumOf, unitGroups } from '@/pages/board/lib/tiles'
import { useAnnouncer } from '@/pages/board/lib/use-announcer'
import { useAtCut } from '@/pages/board/lib/use-at-cut'
import { useFeed } from '@/pages/board/lib/use-feed'
import type { Question } from '@/pages/board/lib/ways'
import { mayReplace, newestFile } from '@/pages/public/use-public'
import { useRotation } from '@/pages/screen/use-rotation'

const total = (value: number | null): Total => ({ value, qualifier: 'exact', sources: 1 })
const QUESTION: Question = { edition: '2024', scope: 'nation', indicators: [], isPending: false, isPublic: true }
let scope: EffectScope

beforeEach(() => {
  setActivePinia(createPinia())
  vi.useFakeTimers()
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
  setHidden(false)
})

function setHidden(hidden: boolean): void {
  Object.defineProperty(document, 'hidden', { configurable: true, value: hidden })
  document.dispatchEvent(new Event('visibilitychange'))
}

describe('a feed on a page', () => {
  it('rests in a hidden tab, goes on in a seen one, and ends with the page', async () => {
    const calls: string[] = []
    const ways = {
      open: () => {
        calls.push('open')
        return { close: () => calls.push('close') }
      },
      ask: () => Promise.reject(new Error('away')),
      file: () => Promise.resolve(null),
      read: () => null,
      keep: () => undefined,
    }
    scope.run(() => useFeed(ref<Question | null>(QUESTION), () => ways))
    expect(calls).toEqual(['open'])

    setHidden(true)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(calls).toEqual(['open', 'close'])

    setHidden(false)
    expect(calls).toEqual(['open', 'close', 'open'])
    scope.stop()
    expect(calls).toEqual(['open', 'close', 'open', 'close'])
  })

  it('begins anew with another question, and not with the same one told again', async () => {
    const asked: string[] = []
    const question = ref<Question | null>(QUESTION)
    scope.run(() =>
      useFeed(question, (one) => {
        asked.push(one.scope)
        return { open: () => ({ close: () => undefined }), ask: () => Promise.reject(new Error()), file: () => Promise.resolve(null), read: () => null, keep: () => undefined }
      }),
    )
    question.value = { ...QUESTION }
    await nextTick()
    question.value = { ...QUESTION, scope: '330000' }
    await nextTick()

    expect(asked).toEqual(['nation', '330000'])
  })
})

describe('what stands below the headline', () => {
  it('is loaded again when the headline moves, at a pace', async () => {
    let loads = 0
    const cut = ref<string | null>(null)
    scope.run(() =>
      useAtCut(ref<string | null>('asked'), cut, () => {
        loads += 1
        return Promise.resolve(loads)
      }),
    )
    expect(loads).toBe(1)
    cut.value = 'a:1'
    await nextTick()
    for (const offset of ['a:2', 'a:3', 'a:4']) {
      cut.value = offset
      await nextTick()
    }
    expect(loads).toBe(1)
    await vi.advanceTimersByTimeAsync(3_000)

    expect(loads).toBe(2)
  })
})

describe('a part that could not be loaded', () => {
  it('is asked for again by itself, as long as that may help', async () => {
    let loads = 0
    const loading = scope.run(() =>
      useAtCut(ref<string | null>('asked'), ref<string | null>(null), () => {
        loads += 1
        return loads < 3 ? Promise.reject(unreachable()) : Promise.resolve(loads)
      }),
    )
    await vi.advanceTimersByTimeAsync(30_000)

    expect(loads).toBe(3)
    expect(loading?.problem.value).toBeNull()
    expect(loading?.value.value).toBe(3)
  })
})

describe('announcements', () => {
  it('say the newest number once in a while, and never the first', async () => {
    const sentence = ref<string | null>('3')
    const said = scope.run(() => useAnnouncer(sentence)) ?? ref('')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(said.value).toBe('')

    for (const now of ['4', '5']) {
      sentence.value = now
      await nextTick()
    }
    await vi.advanceTimersByTimeAsync(0)
    expect(said.value).toBe('5')
    sentence.value = '6'
    await nextTick()
    await vi.advanceTimersByTimeAsync(19_000)
    expect(said.value).toBe('5')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(said.value).toBe('6')
  })
})

describe('panels of the large screen', () => {
  it('take turns, stop, and give a panel chosen by hand its whole time', async () => {
    const { place, go, togglePause } = scope.run(() => useRotation(() => 3, 10)) as ReturnType<typeof useRotation>
    await vi.advanceTimersByTimeAsync(9_000)
    go(-1)
    expect(place.value).toBe(2)
    await vi.advanceTimersByTimeAsync(9_000)
    expect(place.value).toBe(2)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(place.value).toBe(0)

    togglePause()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(place.value).toBe(0)
  })
})

describe('tiles', () => {
  const lists = {
    units: [
      { code: '330200', name: '宁波' },
      { code: '330000', name: '浙江' },
    ],
    councils: [
      { code: 'C01', name: '安全' },
      { code: 'C02', name: '餐饮' },
    ],
    departments: [],
  }

  it('of the nation hold every unit, councils that have something, and whoever else counts, so that they add up', () => {
    const totals = { '330000': total(3), C01: total(2), ministry: total(1) }
    const groups = unitGroups(lists, totals, { ministry: '教育部' })
    const shown = groups.flatMap((group) => group.tiles)

    expect(groups.map((group) => group.key)).toEqual(['east', 'councils', 'beside'])
    expect(shown.map((tile) => tile.code)).toEqual(['330000', '330200', 'C01', 'ministry'])
    expect(shown.reduce((sum, tile) => sum + (tile.total?.value ?? 0), 0)).toBe(sumOf(totals))
  })

  it('by place have overseas and online beside the places', () => {
    const groups = placeGroups([{ code: '330000', name: '浙江' }], { online: total(4), '330000': total(1), overseas: total(2) }, (code) => code)
    expect(groups.map((group) => [group.key, group.tiles.map((tile) => tile.code)])).toEqual([
      ['east', ['330000']],
      ['beside', ['online', 'overseas']],
    ])
  })

  it('below a unit have its cities before its schools, and itself last', () => {
    const groups = childGroups({ '330600': '绍兴', '3633900003': '学校', '330000:union': '总工会' }, { '330000': total(1) }, '330000')
    expect(groups.map((group) => group.key)).toEqual(['cities', 'schools', 'bodies', 'itself'])
  })
})

describe('groups of a breakdown', () => {
  const t = (key: string): string => key
  it('are called what the edition calls them, and by their code where it does not know them', () => {
    expect(labelOf('L01', 'local_type', { L01: '主题活动' }, t, 'zh-CN')).toBe('主题活动')
    expect(labelOf('L99', 'local_type', {}, t, 'zh-CN')).toBe('L99')
    expect(labelOf('2024-05-04', 'day', {}, t, 'zh-CN')).toBe('5/4')
    expect(labelOf('online', 'place', {}, t, 'en')).toBe('online')
    expect(namesIn(null, 'focus')).toEqual({})
  })
})

describe('the public figures', () => {
  const file = (cut: string, written: string): StaticBoard => ({ edition: '2024', cut, written_at: written }) as StaticBoard
  it('are never replaced by an older file', () => {
    const shown = file('a:5', '2024-05-18T10:00:00Z')
    expect(mayReplace(file('a:4', '2024-05-18T10:01:00Z'), shown)).toBe(false)
    expect(mayReplace(file('a:5', '2024-05-18T10:01:00Z'), shown)).toBe(true)
    expect(mayReplace(file('a:5', '2024-05-18T09:59:00Z'), shown)).toBe(false)
    expect(mayReplace(file('b:1', '2024-05-18T10:01:00Z'), shown)).toBe(true)
  })

  it('are looked for from the present year backwards, and not at all where the store is away', async () => {
    const asked: string[] = []
    const problem = (status: number): Problem => new Problem({ code: 'x', status, facts: {}, detail_zh: '', detail_en: '', remedy_zh: '', remedy_en: '' })
    const found = await newestFile(2026, (edition) => {
      asked.push(edition)
      return edition === '2024' ? Promise.resolve(file('a:1', '')) : Promise.reject(problem(404))
    })
    expect(found.cut).toBe('a:1')
    expect(asked).toEqual(['2026', '2025', '2024'])
    await expect(newestFile(2026, () => Promise.reject(problem(502)))).rejects.toMatchObject({ status: 502 })
  })
})

describe('an exported board', () => {
  it('is asked for as it is shown', () => {
    const address = exportAddress({ ...QUESTION, scope: '330000', isPending: true }, 'xlsx', ['child', 'day'], 'en')
    expect(Object.fromEntries(new URL(address, 'http://x').searchParams)).toEqual({ edition: '2024', scope: '330000', incl: 'pending', by: 'child,day', format: 'xlsx', lang: 'en' })
  })
})

