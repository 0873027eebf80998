/** Who is signed in on this device. The tokens themselves are in cookies that no script sees. */
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'

import { body, directory, onSignedOut } from '@/api/client'
import type { components } from '@/api/generated/directory'
import { Problem } from '@/api/problems'

export type Me = components['schemas']['Me']
export type RoleName =
  | 'filer'
  | 'reviewer'
  | 'approver'
  | 'manager'
  | 'editor'
  | 'reader'
  | 'system_administrator'
  | 'security_administrator'
  | 'audit_administrator'

export const useSession = defineStore('session', () => {
  const me = ref<Me | null>(null)
  /** Whether the services have been asked who we are; until then nobody knows. */
  const isKnown = ref(false)
  /** Whether a session ended under a page that is open: it keeps what was typed and asks to sign in again. */
  const hasEnded = ref(false)
  /** Whether nobody answered when we asked who we are: pages then show what this device has kept. */
  const isUnreachable = ref(false)

  const isSignedIn = computed(() => me.value !== null)
  const organisation = computed(() => me.value?.organisation ?? null)

  /** Whether one of these roles is held, anywhere. */
  function holds(...roles: RoleName[]): boolean {
    return me.value?.roles.some((one) => roles.includes(one.role as RoleName)) ?? false
  }

  /** The organisations in which one of these roles is held. */
  function organisationsWith(...roles: RoleName[]): { organisation: string; name: string }[] {
    const held = me.value?.roles.filter((one) => roles.includes(one.role as RoleName)) ?? []
    return [...new Map(held.map((one) => [one.organisation, one.organisation_name]))].map(([organisation, name]) => ({
      organisation,
      name,
    }))
  }

  /** Ask who we are; a page that nobody is signed in for is not a fault. Throws `Problem` where nobody answers. */
  async function load(): Promise<void> {
    try {
      me.value = await body(directory.GET('/v1/me'))
      hasEnded.value = false
      isUnreachable.value = false
      isKnown.value = true
    } catch (thrown) {
      if (thrown instanceof Problem && thrown.status === 401) {
        me.value = null
        isUnreachable.value = false
        isKnown.value = true
        return
      }
      isUnreachable.value = true
      throw thrown
    }
  }

  /** Begin a session. Throws `Problem` (wrong_sign_in, sign_in_locked, second_factor_needed, second_factor_wrong). */
  async function signIn(name: string, password: string, code?: string): Promise<void> {
    await directory.POST('/v1/sessions', { body: { name, password, ...(code ? { code } : {}) } })
    await load()
  }

  /** End the session on the server, too. */
  async function signOut(): Promise<void> {
    await directory.DELETE('/v1/sessions/current')
    me.value = null
  }

  onSignedOut(() => {
    if (me.value) hasEnded.value = true
  })

  return { me, isKnown, hasEnded, isUnreachable, isSignedIn, organisation, holds, organisationsWith, load, signIn, signOut }
})
