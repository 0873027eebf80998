import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, nextTick, shallowRef } from 'vue'

import { useKeys } from '@/pages/review/use-keys'
import { useMarks } from '@/pages/review/use-marks'
import type { Item } from '@/pages/review/types'

import { item } from './items'

function press(key: string, target: EventTarget = document.body, options: KeyboardEventInit = {}): void {
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...options }))
}

describe('keys', () => {
  const act = vi.fn()
  let isOpen = false
  const Page = defineComponent({
    setup: () => {
      useKeys({ A: act }, () => isOpen)
    },
    template: '<textarea></textarea>',
  })

  afterEach(() => {
    act.mockReset()
    isOpen = false
  })

  it('act in either case, but never while somebody types, over a dialog, or with the browser s own keys', () => {
    const page = mount(Page, { attachTo: document.body })
    press('a')
    press('A')
    expect(act).toHaveBeenCalledTimes(2)

    press('a', page.get('textarea').element)
    press('a', document.body, { ctrlKey: true })
    isOpen = true
    press('a')
    expect(act).toHaveBeenCalledTimes(2)
    page.unmount()
  })

  it('are silent once the page is left', () => {
    mount(Page).unmount()

    press('a')

    expect(act).not.toHaveBeenCalled()
  })
})

describe('marks', () => {
  it('are kept for each version until they are sent', async () => {
    sessionStorage.clear()
    const shown = shallowRef<Item | null>(item())
    const first = useMarks(shown)
    first.put({ path: 'content.title', note: '写全称', code: 'wording' })
    shown.value = item({ version: 2 })
    await nextTick()
    expect(first.marks.value).toEqual([])

    const again = useMarks(shallowRef<Item | null>(item()))
    expect(again.byPath.value.get('content.title')?.note).toBe('写全称')

    again.clear()
    expect(useMarks(shallowRef<Item | null>(item())).marks.value).toEqual([])
  })
})
