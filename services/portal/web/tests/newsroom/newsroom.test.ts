import { describe, expect, it } from 'vitest'

import { draftOf, emptyDraft, orderOf } from '@/pages/newsroom/drafts'
import { localAddress, storyOf } from '@/pages/newsroom/ninjs'
import { subscriberOf } from '@/pages/newsroom/token'
import { outcomeOf } from '@/pages/newsroom/tries'
import type { Subscriber, Tried } from '@/pages/newsroom/types'

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
