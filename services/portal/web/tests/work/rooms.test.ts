import { describe, expect, it } from 'vitest'

import { roomsOf } from '@/pages/work/rooms'
import { shownState } from '@/pages/work/states'
import type { RoleName } from '@/stores/session'

const rooms = (...held: RoleName[]) => roomsOf((...roles) => roles.some((one) => held.includes(one)), () => true).map((room) => room.name)

describe('where people go from their first page', () => {
  it('are the rooms of their roles', () => {
    expect(rooms('filer')).toEqual([])
    expect(rooms('editor')).toEqual(['newsroom', 'subscribers', 'board'])
    expect(rooms('reader')).toEqual(['newsroom', 'newsroom-clues', 'board'])
    expect(rooms('audit_administrator')).toEqual(['administration-audit'])
    expect(rooms('security_administrator')).toEqual(['administration-people'])
    expect(rooms('manager', 'reviewer')).toContain('completeness')
  })

  it('are only rooms that there are', () => {
    expect(roomsOf(() => true, (name) => name === 'board').map((room) => room.name)).toEqual(['board'])
  })
})

describe('the state of an item', () => {
  it('is the furthest it has come', () => {
    const state = (line: object) => shownState({ state: 'accepted', counted: false, featured: false, ...line } as never)
    expect([state({}), state({ counted: true }), state({ counted: true, featured: true })]).toEqual(['accepted', 'counted', 'featured'])
  })

  it('is that of the newest version where one waits or came back', () => {
    expect(shownState({ state: 'returned', counted: true, featured: true } as never)).toBe('returned')
  })
})
