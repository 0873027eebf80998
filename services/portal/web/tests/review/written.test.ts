import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { effectScope, ref } from 'vue'

import { useWritten } from '@/lib/written'
import type { Act } from '@/pages/review/types'
import { forgetDecision, useWrittenDecision } from '@/pages/review/use-written-decision'
import { useSession, type Me } from '@/stores/session'

beforeEach(() => {
  sessionStorage.clear()
  setActivePinia(createPinia())
})

function dialog(act: Act | null, submission = 's1', person = 'p1') {
  const asked = ref<Act | null>(act)
  const scope = effectScope()
  const written = scope.run(() => useWrittenDecision(() => person, () => submission, () => asked.value, (now) => (now === 'return' ? '请修改' : '')))
  if (!written) throw new Error('no scope')
  return { asked, written, leave: () => { scope.stop() } }
}

describe('a reason that is being written', () => {
  it('is there again after Esc and after a reload, for its item and act alone', () => {
    const first = dialog('refuse')
    first.written.reason.value = '与主题不符,另附说明'
    first.written.overrides['f1'] = '已解密'
    first.asked.value = null
    first.asked.value = 'pass_up'
    expect([first.written.reason.value, first.written.overrides['f1']]).toEqual(['', ''])
    first.asked.value = 'refuse'
    expect([first.written.reason.value, first.written.overrides['f1']]).toEqual(['与主题不符,另附说明', '已解密'])
    first.leave()

    expect(dialog('refuse').written.reason.value).toBe('与主题不符,另附说明')
    expect(dialog('refuse', 's2').written.reason.value).toBe('')
    expect(dialog('refuse', 's1', 'somebody else').written.reason.value).toBe('')
  })

  it('is forgotten once the decision was taken', () => {
    dialog('return').written.reason.value = '人次请核对'

    forgetDecision('p1', 's1', 'return')

    expect(dialog('return').written.reason.value).toBe('请修改')
  })
})

describe('a text of a dialog', () => {
  it('is kept under its name for each person', () => {
    const session = useSession()
    session.me = { person: 'p1', acting: null } as Me
    const name = ref('bulk:return')
    const text = useWritten(() => name.value)
    text.value = '请补充照片'
    name.value = 'bulk:refuse'
    expect(text.value).toBe('')
    name.value = 'bulk:return'
    expect(text.value).toBe('请补充照片')

    session.me = { person: 'p2', acting: null } as Me
    expect(text.value).toBe('')
    session.me = { person: 'p1', acting: null } as Me
    expect(text.value).toBe('请补充照片')
  })
})
