import { describe, expect, it } from 'vitest'

import { staysOf, type Wide } from '@/parts/use-one-line'

const GAP = 4
const BUTTON = 60
const own = (widthPx: number): Wide => ({ widthPx, yields: false })
const open = (widthPx: number): Wide => ({ widthPx, yields: true })
const stays = (all: Wide[], roomPx: number) => staysOf(all, GAP, roomPx, BUTTON)

describe('the rooms of the head', () => {
  const rooms = [own(100), own(80), open(90), open(120), own(70)]
  const whole = 100 + 80 + 90 + 120 + 70 + 4 * GAP

  it('all stand on the line where they have room, and then no button takes any', () => {
    expect(stays(rooms, whole)).toEqual([true, true, true, true, true])
    expect(stays([], 0)).toEqual([])
  })

  it('give way from the last of those that are open to everybody', () => {
    expect(stays(rooms, whole - 1)).toEqual([true, true, true, false, true])
  })

  it('leave room for the button and the gap before it', () => {
    const withOne = 100 + 80 + 70 + 90 + 4 * GAP + BUTTON
    expect(stays(rooms, withOne)).toEqual([true, true, true, false, true])
    expect(stays(rooms, withOne - 1)).toEqual([true, true, false, false, true])
  })

  it('of one’s own work leave only when no other is left, the last first', () => {
    expect(stays(rooms, 100 + 80 + 2 * GAP + BUTTON)).toEqual([true, true, false, false, false])
    expect(stays(rooms, BUTTON)).toEqual([false, false, false, false, false])
  })

  it('never pass over one that has no room for a narrower one after it', () => {
    expect(stays([own(100), own(300), own(10)], 200)).toEqual([true, false, false])
  })
})
