/** A feed on a page: follows the question it is given, rests in a hidden tab, and goes on where it was. */
import { onScopeDispose, shallowRef, watch, type Ref, type ShallowRef } from 'vue'

import { Following, type Feed, type Ways } from './feed'
import { waysOf, type Question } from './ways'

const NOTHING: Feed = { board: null, until: null, way: 'none', problem: null, away: null }

export interface FeedOnPage {
  feed: Readonly<ShallowRef<Feed>>
  /** Ask again after a problem. */
  again: () => void
}

/** Follow `question`, which may change; while it is null nothing is asked. */
export function useFeed(question: Ref<Question | null>, waysFor: (question: Question) => Ways = waysOf): FeedOnPage {
  const feed = shallowRef<Feed>(NOTHING)
  let following: Following | null = null

  function begin(): void {
    following?.stop()
    following = null
    feed.value = NOTHING
    if (!question.value) return
    following = new Following(waysFor(question.value), (state) => {
      feed.value = state
    })
    if (!document.hidden) following.start()
  }

  function seen(): void {
    if (document.hidden) following?.stop()
    else following?.start()
  }

  watch(question, (now, before) => {
    if (JSON.stringify(now) !== JSON.stringify(before)) begin()
  }, { immediate: true })
  document.addEventListener('visibilitychange', seen)
  // The line is back: nobody should wait for the next turn.
  const online = (): void => void following?.now()
  window.addEventListener('online', online)
  onScopeDispose(() => {
    following?.stop()
    document.removeEventListener('visibilitychange', seen)
    window.removeEventListener('online', online)
  })
  return { feed, again: begin }
}
