import { describe, expect, it } from 'vitest'

import { mayEnter, shownTime, typedTime } from '@/parts/clerk-entry'

describe('what a clerk enters', () => {
  it('is in Shanghai time, whatever the zone of the machine', () => {
    expect(shownTime('2024-05-24T18:30:00Z')).toBe('2024-05-25T02:30')
    expect(typedTime('2024-05-25T02:30')).toBe('2024-05-25T02:30:00+08:00')
    expect(shownTime(typedTime('2024-05-25T02:30'))).toBe('2024-05-25T02:30')
    expect(typedTime('')).toBe('')
    expect(shownTime('')).toBe('')
  })

  it('is offered to those above an organisation and to the ministry, never for oneself', () => {
    const held = (organisation: string, role: string) => [{ organisation, role }]
    expect(mayEnter(held('330600', 'reviewer'), '3633900003')).toBe(true)
    expect(mayEnter(held('ministry', 'editor'), '330000')).toBe(true)
    expect(mayEnter(held('3633900003', 'manager'), '3633900003')).toBe(false)
    expect(mayEnter(held('330600', 'filer'), '3633900003')).toBe(false)
    expect(mayEnter(held('ministry', 'reader'), '330000')).toBe(false)
    expect(mayEnter([], '330000')).toBe(false)
  })
})
