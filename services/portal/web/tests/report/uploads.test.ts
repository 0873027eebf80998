import { describe, expect, it } from 'vitest'

import { fileKind } from '@/pages/report/fields/use-files'
import { bytes, duration, Meter } from '@/parts/uploads/meter'
import { recognised } from '@/parts/uploads/recognising'

describe('speed and time left', () => {
  it('are of the last seconds', () => {
    const meter = new Meter()
    meter.note(0, 0)
    meter.note(1_000_000, 1_000)
    expect(meter.bytesPerSecond(1_000)).toBe(1_000_000)
    expect(meter.secondsLeft(5_000_000, 1_000)).toBe(4)
  })

  it('are not told while nothing moves', () => {
    const meter = new Meter()
    meter.note(0, 0)
    meter.note(1_000_000, 1_000)
    expect(meter.bytesPerSecond(20_000)).toBeNull()
  })

  it('begin anew where a part has to be sent again', () => {
    const meter = new Meter()
    meter.note(5_000_000, 0)
    meter.note(6_000_000, 1_000)
    meter.note(1_000_000, 2_000)
    expect(meter.bytesPerSecond(2_000)).toBeNull()
  })

  it('are said shortly', () => {
    expect([duration(79.2), duration(3725), bytes(12_400_000), bytes(300)]).toEqual(['1:20', '1:02:05', '12.4 MB', '300 B'])
  })
})

describe('a file that is chosen again', () => {
  const lost = [
    { file: 'one', size_bytes: 3, sha256: 'aaa' },
    { file: 'two', size_bytes: 3, sha256: 'bbb' },
  ]

  it('is known by size and hash, whatever its name is now', async () => {
    const { found, strangers } = await recognised([new File(['xyz'], 'renamed.jpg')], lost, () => Promise.resolve('bbb'))
    expect([...found.keys()]).toEqual(['two'])
    expect(strangers).toEqual([])
  })

  it('of another size is not even hashed', async () => {
    const { strangers } = await recognised([new File(['much longer'], 'other.jpg')], lost, () => Promise.reject(new Error('hashed')))
    expect(strangers).toEqual(['other.jpg'])
  })
})

describe('the kind of a file', () => {
  it.each([
    ['a.jpg', 'image/jpeg', 'photo'],
    ['a.HEIC', '', 'photo'],
    ['film.MOV', '', 'video'],
    ['文字稿.docx', 'application/octet-stream', 'document'],
    ['a.exe', 'application/x-msdownload', null],
  ])('of %s is told by what it is, else by its name', (name, type, kind) => {
    expect(fileKind(name, type)).toBe(kind)
  })
})
