/** How pages speak of the people behind acts: names are learnt for what is shown, and stand there once they are known. */
import { watch } from 'vue'
import { useI18n } from 'vue-i18n'

import { spokenOf, who, type Words } from '@/lib/called'
import { usePeople } from '@/stores/people'
import { useSession } from '@/stores/session'

export interface SpokenOf {
  /** Where and who, as `绍兴市教育局 · 张三`. */
  spoken: (person: string, where: { id: string; name: string }) => string
  /** Who alone; empty where the reader may not know it. */
  who: (person: string, where: string) => string
}

/** `ids` are the people on the page now. */
export function useCalled(ids: () => readonly (string | null | undefined)[]): SpokenOf {
  const { t } = useI18n()
  const people = usePeople()
  const session = useSession()
  const words: Words = {
    get you() {
      return t('people.you')
    },
    get erased() {
      return t('people.erased')
    },
    role: (role) => t(`people.role.${role}`),
  }
  const isReader = (person: string) => person === (session.me?.acting ?? session.me?.person)

  watch(ids, (now) => void people.learn(now), { immediate: true })

  return {
    spoken: (person, where) => spokenOf(people.known.get(person), isReader(person), where, words),
    who: (person, where) => who(people.known.get(person), isReader(person), where, words),
  }
}
