import { describe, expect, it } from 'vitest'

import { Problem } from '@/api/problems'
import { useAct } from '@/lib/use-act'

const refusal = new Problem({ code: 'revision_stale', status: 409, facts: {}, detail_zh: '', detail_en: '', remedy_zh: '', remedy_en: '' })

/** A call that is answered when the test says so. */
function waiting<T>() {
  let answer: (came: T) => void = () => undefined
  const call = () => new Promise<T>((resolve) => (answer = resolve))
  return { call, answer: (came: T) => { answer(came) } }
}

describe('an act of a page', () => {
  it('brings what the call brought, and says what is so now', async () => {
    const { act, said, problem } = useAct()

    expect(await act(() => Promise.resolve({ revision: 2 }), 'Saved.')).toEqual({ revision: 2 })

    expect(said.value).toBe('Saved.')
    expect(problem.value).toBeNull()
  })

  it.each([[undefined], [0], [false], ['']])('that was done is told from one that was not, also where it brought %o', async (came) => {
    const { act } = useAct()

    expect(await act(() => Promise.resolve(came))).toBe(came)
  })

  it('that is refused keeps why, and says nothing of having been done', async () => {
    const { act, said, problem, isBusy } = useAct()

    expect(await act(() => Promise.reject(refusal), 'Saved.')).toBeNull()

    expect(problem.value).toBe(refusal)
    expect(said.value).toBe('')
    expect(isBusy.value).toBe(false)
  })

  it('that fails in the page itself is a problem, too', async () => {
    const { act, problem } = useAct()

    await act(() => Promise.reject(new Error('a fault')))

    expect(problem.value?.code).toBe('page_fault')
  })

  it.each([
    ['as the browser throws it', new DOMException('The operation either timed out or was not allowed.', 'NotAllowedError')],
    ['as the library of passkeys throws it', Object.assign(new Error('passed on'), { name: 'NotAllowedError' })],
  ])('whose question the person put aside is neither done nor wrong, %s', async (_how, thrown) => {
    const { act, said, problem, isBusy } = useAct()
    await act(() => Promise.reject(refusal))

    expect(await act(() => Promise.reject(thrown), 'Made.')).toBeNull()

    expect(problem.value).toBeNull()
    expect(said.value).toBe('')
    expect(isBusy.value).toBe(false)
  })

  it('is under way until it is answered, and meanwhile nothing else is done', async () => {
    const { act, said, isBusy } = useAct()
    const first = waiting<string>()
    let seconds = 0
    const doing = act(first.call, 'The first.')

    expect(isBusy.value).toBe(true)
    expect(await act(() => Promise.resolve((seconds += 1)), 'The second.')).toBeNull()
    expect(isBusy.value).toBe(true)
    first.answer('came')

    expect(await doing).toBe('came')
    expect(seconds).toBe(0)
    expect(said.value).toBe('The first.')
    expect(isBusy.value).toBe(false)
  })

  it('begins without what the one before ended with', async () => {
    const { act, said, problem } = useAct()
    await act(() => Promise.resolve(1), 'Saved.')
    const second = waiting<number>()
    const doing = act(second.call)

    expect(said.value).toBe('')
    second.answer(2)
    await doing
    await act(() => Promise.reject(refusal))
    const fourth = waiting<number>()
    const again = act(fourth.call)

    expect(problem.value).toBeNull()
    fourth.answer(4)
    await again
  })

  it('leaves nothing behind once it is cleared', async () => {
    const { act, said, problem, clear } = useAct()
    await act(() => Promise.resolve(1), 'Saved.')
    clear()
    expect(said.value).toBe('')

    await act(() => Promise.reject(refusal))
    clear()

    expect(problem.value).toBeNull()
  })
})
