import { describe, expect, it } from 'vitest'

import { draftOf, emptyDraft, orderOf } from '@/pages/newsroom/drafts'
import { localAddress, storyOf } from '@/pages/newsroom/ninjs'
import { subscriberOf } from '@/pages/newsroom/token'
import { outcomeOf } from '@/pages/newsroom/tries'
import type { Subscriber, Tried } from '@/pages/newsroom/types'
import { sittingsOf } from '@/pages/newsroom/clues'
import type { Featured } from '@/pages/newsroom/types'
import { firstOf, queryOf } from '@/pages/newsroom/use-featured'

const NINJS = {
  uri: 'urn:uuid:1',
  pubstatus: 'usable',
  version: '2',
  headlines: [{ role: 'main', value: '黄酒酿造走进校园' }],
  bodies: [{ role: 'main', value: '五月十三日' }],
  organisations: [
    { rel: 'reporter', name: '绍兴市中等专业学校' },
    { rel: 'unit', name: '浙江省' },
  ],
  subjects: [
    { rel: 'weekwire:kind', literal: 'manuscript' },
    { rel: 'weekwire:tag', literal: 'open_campus' },
  ],
  associations: [
    {
      name: 'asset',
      type: 'picture',
      by: '绍兴中专',
      usageterms: '须署名',
      altids: [{ role: 'weekwire:consent', value: 'on_file' }],
      descriptions: [{ value: '小学生体验' }],
      renditions: [
        { name: 'w400.jpg', href: 'https://media.example/v1/media/asset/w400.jpg' },
        { name: 'press.jpg', href: 'https://media.example/v1/media/asset/press.jpg?ticket=t', width: 4000, height: 3000, sizeinbytes: 10 },
      ],
    },
  ],
}

describe('a featured item', () => {
  it('is read with its rights, and its pictures from this host', () => {
    const story = storyOf(NINJS)

    expect(story).toMatchObject({ title: '黄酒酿造走进校园', organisation: '绍兴市中等专业学校', unit: '浙江省', kind: 'manuscript', tags: ['open_campus'], isWithdrawn: false })
    expect(story.pictures[0]).toMatchObject({ caption: '小学生体验', credit: '绍兴中专', hasConsentOnFile: true, isAiGenerated: false, thumb: '/api/media/v1/media/asset/w400.jpg' })
    expect(story.pictures[0]?.press?.address).toBe('/api/media/v1/media/asset/press.jpg?ticket=t')
  })

  it('that is withdrawn shows nothing but that', () => {
    expect(storyOf({ uri: 'urn:uuid:1', pubstatus: 'canceled', ednote: '撤稿' })).toMatchObject({ isWithdrawn: true, title: '', text: '', pictures: [], note: '撤稿' })
  })

  it('keeps an address that is not media s', () => {
    expect(localAddress('https://elsewhere.example/a')).toBe('https://elsewhere.example/a')
  })
})

describe('a feed token', () => {
  it('names its subscriber', () => {
    expect(['wwf_daily-news.abc', 'wwf_daily', 'wwf_.abc', 'whsec_daily.abc', 'wwf_daily.'].map(subscriberOf)).toEqual(['daily-news', null, null, null, null])
  })
})

describe('a test call', () => {
  const tried = (changes: Partial<Tried>): Tried => ({ taken: false, verdict: 'failing', why: 'x', status: null, ...changes }) as Tried

  it('is told in words by what came back', () => {
    expect(
      [
        tried({ taken: true, verdict: 'taken', status: 204 }),
        tried({ why: 'address_not_allowed' }),
        tried({ why: 'timeout' }),
        tried({ why: 'connect' }),
        tried({ verdict: 'refused', status: 401 }),
        tried({ verdict: 'refused', status: 404 }),
        tried({ verdict: 'gone', status: 410 }),
        tried({ verdict: 'refused', status: 422 }),
        tried({ status: 503 }),
        tried({ why: 'protocol' }),
      ].map(outcomeOf),
    ).toEqual(['taken', 'notAllowed', 'timeout', 'unreachable', 'refusedSignature', 'noPath', 'gone', 'refused', 'broken', 'other'])
  })
})

describe('an order of a subscriber', () => {
  it('has no webhook where none was entered', () => {
    expect(orderOf({ ...emptyDraft(), name: ' 教育日报 ' })).toMatchObject({ name: '教育日报', webhook: null, start: { beginning: false } })
  })

  it('begins from what stands, so that only what is changed differs', () => {
    const filters = { editions: [], kinds: ['case'], units: ['330000'], types: [], tags: [] }
    const draft = draftOf({ subscriber: 'daily', name: '教育日报', contact: '', webhook: null, filters } as unknown as Subscriber)

    expect(orderOf(draft)).toMatchObject({ name: '教育日报', webhook: null, filters })
  })
})

describe('the list of featured items', () => {
  const item = (n: number) => ({ item: `item-${n}` }) as unknown as Featured
  const pages = (total: number, asked: number[]) => async (limit: number, cursor: string | null) => {
    asked.push(limit)
    const from = cursor ? Number(cursor) : 0
    const items = Array.from({ length: Math.min(limit, total - from) }, (_, n) => item(from + n))
    const following = from + items.length
    return { items, next: following < total ? String(following) : null }
  }

  it('asks for all that is shown in as few requests as the service allows', async () => {
    const asked: number[] = []
    const found = await firstOf(450, pages(1000, asked))
    expect(asked).toEqual([200, 200, 50])
    expect(found.items.map((one) => one.item)).toEqual(Array.from({ length: 450 }, (_, n) => `item-${n}`))
    expect(found.next).toBe('450')
  })

  it('ends where there is nothing more', async () => {
    const asked: number[] = []
    expect((await firstOf(60, pages(7, asked))).next).toBeNull()
    expect(asked).toEqual([60])
  })

  it('says in the words of the service what is wanted', () => {
    const nothing = { unit: '', type: '', tag: '', kind: '' as const, title: '  ' }
    expect(queryOf(nothing)).toEqual({})
    expect(queryOf({ ...nothing, unit: '330000', kind: 'case', title: ' 开放日 ' })).toEqual({ unit: ['330000'], kind: ['case'], title: '开放日' })
  })
})

describe('a clue', () => {
  const session = { start: '2024-05-14', end: '2024-05-14', starts: '09:00', ends: '11:30', place: '实训楼', address: '示范路1号' }

  it('says when and where on one line a session', () => {
    expect(sittingsOf([session], 'zh-CN')).toEqual(['5月14日周二 09:00–11:30 · 实训楼 · 示范路1号'])
    expect(sittingsOf([{ ...session, end: '2024-05-15', starts: null, ends: null, place: null, address: null }], 'zh-CN')).toEqual(['5月14日周二 – 5月15日周三'])
  })

  it('says of many sessions the first few', () => {
    expect(sittingsOf(Array.from({ length: 9 }, () => session), 'zh-CN')).toHaveLength(6)
  })
})
