/**
 * What people are called, as far as the reader may know it: by name in one's own branch, by role and organisation above it. Asked of
 * the directory for all ids of a page at once, and each only once; while nobody answers, a page shows the organisation alone.
 */
import { defineStore } from 'pinia'
import { shallowRef, watch } from 'vue'

import { body, directory } from '@/api/client'
import type { components } from '@/api/generated/directory'

import { useSession } from './session'

export type Called = components['schemas']['KnownPerson']
/** As many as the directory answers at once. */
const AT_ONCE = 200

export const usePeople = defineStore('people', () => {
  const session = useSession()
  const known = shallowRef(new Map<string, Called>())
  let asked = new Set<string>()

  /** Learn what these people are called; what is known or on its way is not asked for again. */
  async function learn(ids: Iterable<string | null | undefined>): Promise<void> {
    const wanted = [...new Set(ids)].filter((id): id is string => Boolean(id) && !asked.has(id ?? ''))
    for (let at = 0; at < wanted.length; at += AT_ONCE) await ask(wanted.slice(at, at + AT_ONCE))
  }

  async function ask(people: string[]): Promise<void> {
    people.forEach((one) => asked.add(one))
    try {
      const { items } = await body(directory.POST('/v1/people/names', { body: { people } }))
      known.value = new Map([...known.value, ...items.map((one) => [one.person, one] as const)])
    } catch {
      // The page is read without names, too; they are asked for again with the next item.
      people.forEach((one) => asked.delete(one))
    }
  }

  // Who may know whom is the reader's own.
  watch(
    () => [session.me?.person, session.me?.acting],
    () => {
      asked = new Set()
      known.value = new Map()
    },
  )

  return { known, learn }
})
