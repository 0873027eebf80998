/** What stands on one line where not all of it has room: the rest goes under a button at the line's end. */
import { nextTick, onMounted, onScopeDispose, shallowRef, watch, type Ref, type ShallowRef } from 'vue'

export interface Wide {
  widthPx: number
  /** Whether it leaves the line before those that do not yield. */
  yields: boolean
}

/**
 * Which of them stay on the line. Where one has to leave, the button comes; those that yield leave first, and of them, as of the
 * others, the last.
 */
export function staysOf(all: readonly Wide[], gapPx: number, roomPx: number, buttonPx: number): boolean[] {
  const wholePx = all.reduce((sum, one) => sum + one.widthPx, 0) + gapPx * Math.max(0, all.length - 1)
  if (wholePx <= roomPx) return all.map(() => true)
  const stays = new Set<Wide>()
  let leftPx = roomPx - buttonPx
  for (const one of [...all.filter((each) => !each.yields), ...all.filter((each) => each.yields)]) {
    leftPx -= one.widthPx + gapPx
    if (leftPx < 0) break
    stays.add(one)
  }
  return all.map((one) => stays.has(one))
}

/**
 * Which children of `line` stay on it; null while all of them are on it: to be measured, or because they stand below each other.
 * The line's last child is the button; `yields` says of each of the others, in their order, whether it does. Fits them again
 * whenever `changes` changes or the line gets another width.
 */
export function useOneLine(line: Ref<HTMLElement | null>, yields: () => boolean[], changes: () => unknown): ShallowRef<boolean[] | null> {
  const stays = shallowRef<boolean[] | null>(null)

  async function fit(): Promise<void> {
    stays.value = null
    await nextTick()
    if (!line.value) return
    const style = getComputedStyle(line.value)
    if (style.display === 'none' || style.flexDirection === 'column') return
    const widths = [...line.value.children].map((one) => one.getBoundingClientRect().width)
    const buttonPx = widths.pop() ?? 0
    const all = yields().map((each, index) => ({ widthPx: widths[index] ?? 0, yields: each }))
    stays.value = staysOf(all, parseFloat(style.columnGap) || 0, line.value.clientWidth, buttonPx)
  }

  let widthPx = 0
  const observer = new ResizeObserver(([entry]) => {
    const now = entry?.contentRect.width ?? 0
    if (now !== widthPx) void fit()
    widthPx = now
  })
  onMounted(() => {
    if (line.value) observer.observe(line.value)
  })
  onScopeDispose(() => {
    observer.disconnect()
  })
  watch(changes, fit, { flush: 'post' })
  return stays
}
