/** What one chose to be told by which channel, kept as soon as it is ticked; another page's newer choice is not overwritten. */
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'

import { body, notification } from '@/api/client'
import type { components } from '@/api/generated/notification'
import { asProblem, type Problem } from '@/api/problems'

import type { Group } from './types'

export type Choices = components['schemas']['ChoicesAnswer']
export type Channel = 'page' | 'email' | 'webhook'
export const CHANNELS: readonly Channel[] = ['page', 'email', 'webhook']

export interface Choosing {
  choices: ShallowRef<Choices | null>
  problem: ShallowRef<Problem | null>
  isLoading: Ref<boolean>
  /** Whether the last choice is kept. */
  isKept: Ref<boolean>
  load: () => Promise<void>
  toggle: (group: Group, channel: Channel) => Promise<void>
  rest: (start: string, end: string) => Promise<void>
}

/** The channels of one group with `channel` turned the other way. */
export function toggled(channels: readonly Channel[], channel: Channel): Channel[] {
  return channels.includes(channel) ? channels.filter((one) => one !== channel) : [...channels, channel]
}

export function useChoices(): Choosing {
  const choices = shallowRef<Choices | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const isLoading = ref(false)
  const isKept = ref(false)

  async function load(): Promise<void> {
    isLoading.value = true
    try {
      choices.value = await body(notification.GET('/v1/choices'))
      problem.value = null
    } catch (thrown) {
      problem.value = asProblem(thrown)
    } finally {
      isLoading.value = false
    }
  }

  async function keep(wanted: Choices): Promise<void> {
    const before = choices.value
    choices.value = wanted
    isKept.value = false
    const { channels, quiet, revision } = wanted
    try {
      choices.value = await body(notification.PUT('/v1/choices', { body: { channels, quiet, revision } }))
      problem.value = null
      isKept.value = true
    } catch (thrown) {
      choices.value = before
      problem.value = asProblem(thrown)
      if (problem.value.status === 409) {
        const told = problem.value
        await load()
        problem.value = told
      }
    }
  }

  async function toggle(group: Group, channel: Channel): Promise<void> {
    const known = choices.value
    if (!known) return
    await keep({ ...known, channels: { ...known.channels, [group]: toggled(known.channels[group] ?? [], channel) } })
  }

  async function rest(start: string, end: string): Promise<void> {
    if (choices.value && start && end) await keep({ ...choices.value, quiet: { start, end } })
  }

  return { choices, problem, isLoading, isKept, load, toggle, rest }
}
