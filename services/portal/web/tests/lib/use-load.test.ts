import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { effectScope, nextTick } from 'vue'

import { Problem } from '@/api/problems'
import { useLoad } from '@/lib/use-load'
import { useSession } from '@/stores/session'

const refused = (status: number) =>
  new Problem({ code: 'token_expired', status, facts: {}, detail_zh: '', detail_en: '', remedy_zh: '', remedy_en: '' })

describe('what could not be loaded', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
  })

  async function loads(status: number): Promise<number> {
    let count = 0
    const scope = effectScope()
    const loading = scope.run(() =>
      useLoad(() => {
        count += 1
        return count === 1 ? Promise.reject(refused(status)) : Promise.resolve('there')
      }),
    )
    await loading?.load()
    useSession().returns += 1
    await nextTick()
    await nextTick()
    scope.stop()
    return count
  }

  it('for want of a session comes by itself once somebody has signed in again', async () => {
    expect(await loads(401)).toBe(2)
  })

  it('for another reason waits to be asked for', async () => {
    expect(await loads(403)).toBe(1)
  })
})
