/** The public figures from the static file alone, renewed every minute; what came last is kept on this device. */
import { onMounted, onScopeDispose, shallowRef, watch, type Ref, type ShallowRef } from 'vue'

import { asProblem, type Problem } from '@/api/problems'
import type { StaticBoard } from '@/pages/board/lib/answers'
import { compareCuts } from '@/pages/board/lib/cuts'
import { staticFile } from '@/pages/board/lib/ways'

const KEPT = 'weekwire-public:'
const RENEW_MILLISECONDS = 60_000
const YEARS_BACK = 12

export interface PublicFigures {
  file: ShallowRef<StaticBoard | null>
  problem: ShallowRef<Problem | null>
  load: () => Promise<void>
}

/** The newest edition of which a file was ever published, looked for from a year backwards. Throws `Problem` where there is none. */
export async function newestFile(year: number, ask: (edition: string) => Promise<StaticBoard> = staticFile): Promise<StaticBoard> {
  let last: Problem | null = null
  for (let back = 0; back <= YEARS_BACK; back += 1) {
    try {
      return await ask(String(year - back))
    } catch (thrown) {
      last = asProblem(thrown)
      if (last.status !== 404) throw last
    }
  }
  throw last ?? new Error('no edition')
}

/** Whether a file may take the place of the one that is shown: of the same edition never an older one. */
export function mayReplace(found: StaticBoard, shown: StaticBoard | null): boolean {
  if (!shown || shown.edition !== found.edition) return true
  const order = compareCuts(found.cut, shown.cut)
  return order === 'other log' ? found.written_at > shown.written_at : order === 'newer' || (order === 'same' && found.written_at >= shown.written_at)
}

/** The file of `edition`, or of the newest there is while that is not known. */
export function usePublic(edition: Ref<string | null>): PublicFigures {
  const file = shallowRef<StaticBoard | null>(null)
  const problem = shallowRef<Problem | null>(null)

  async function load(): Promise<void> {
    const wanted = edition.value
    try {
      const found = wanted ? await staticFile(wanted) : await newestFile(new Date().getFullYear())
      if (wanted !== edition.value) return
      problem.value = null
      if (mayReplace(found, file.value)) {
        file.value = found
        localStorage.setItem(KEPT + found.edition, JSON.stringify(found))
      }
    } catch (thrown) {
      if (wanted === edition.value) problem.value = asProblem(thrown)
    }
  }

  function begin(): void {
    file.value = kept(edition.value)
    void load()
  }

  const seen = (): void => {
    if (!document.hidden) void load()
  }
  const timer = setInterval(seen, RENEW_MILLISECONDS)
  onMounted(begin)
  watch(edition, begin)
  document.addEventListener('visibilitychange', seen)
  onScopeDispose(() => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', seen)
  })
  return { file, problem, load }
}

function kept(edition: string | null): StaticBoard | null {
  try {
    return JSON.parse(localStorage.getItem(KEPT + (edition ?? '')) ?? 'null') as StaticBoard | null
  } catch {
    return null
  }
}
