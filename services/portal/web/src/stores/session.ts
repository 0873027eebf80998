/** Who is signed in on this device. The tokens themselves are in cookies that no script sees. */
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'

import { body, directory, onSignedOut, refreshSession } from '@/api/client'
import type { components } from '@/api/generated/directory'
import { Problem } from '@/api/problems'

export type Me = components['schemas']['Me']
export type Step = components['schemas']['Step']
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

/** What tabs tell each other: somebody signed in (or switched), or the session has ended. */
interface Told {
  person: string | null
  acting: string | null
}

const tabs = 'BroadcastChannel' in globalThis ? new BroadcastChannel('weekwire-session') : null

export const useSession = defineStore('session', () => {
  const me = ref<Me | null>(null)
  /** Whether the services have been asked who we are; until then nobody knows. */
  const isKnown = ref(false)
  /** Whether a session ended under a page that is open: it keeps what was typed and asks to sign in again. */
  const hasEnded = ref(false)
  /** Whether nobody answered when we asked who we are: pages then show what this device has kept. */
  const isUnreachable = ref(false)
  /** Rises each time somebody came back to a page whose session had ended: what waited may be sent now. */
  const returns = ref(0)

  const isSignedIn = computed(() => me.value !== null)
  const organisation = computed(() => me.value?.organisation ?? null)
  /** What has to be done before anything else: `password`, `second_factor`, `code`. */
  const needs = computed<Step[]>(() => me.value?.needs ?? [])
  /** The colleague who acts for the person, where that is so. */
  const acting = computed(() => (me.value?.acting ? { person: me.value.acting, name: me.value.acting_name ?? me.value.acting } : null))

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
      const found = await body(directory.GET('/v1/me'))
      // What a page shows and keeps is one person's: it does not go on as somebody else's.
      if (me.value && !isSame(me.value, found)) leavePage('/')
      me.value = found
      if (hasEnded.value) returns.value += 1
      hasEnded.value = false
      isUnreachable.value = false
      isKnown.value = true
    } catch (thrown) {
      if (thrown instanceof Problem && thrown.status === 401) {
        if (!hasEnded.value) me.value = null
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
    await begun()
  }

  /** What follows on every way to come in: this tab knows who it is, and the others hear of it. */
  async function begun(): Promise<void> {
    await load()
    tell()
  }

  /** Take the access token that follows a step which was done, and learn what is still needed. */
  async function renew(): Promise<void> {
    await refreshSession(Date.now())
    await begun()
  }

  /** Act for a person who has lent that, or for oneself again. The page begins anew: nothing of the one stays for the other. */
  async function actFor(person: string): Promise<void> {
    await directory.POST('/v1/sessions/acting', { body: { person } })
    await refreshSession(Date.now())
    tabs?.postMessage({ person, acting: null } satisfies Told)
    leavePage('/')
  }

  /** End the session on the server, too. */
  async function signOut(): Promise<void> {
    await endOnServer()
    me.value = null
    hasEnded.value = false
    tell()
  }

  /** End the session because nobody was there; the page stays as it is and asks to sign in again. */
  async function endIdle(): Promise<void> {
    if (!me.value || hasEnded.value) return
    hasEnded.value = true
    tell()
    await endOnServer().catch(() => undefined)
  }

  function tell(): void {
    const told: Told = hasEnded.value || !me.value ? { person: null, acting: null } : { person: me.value.person, acting: me.value.acting ?? null }
    tabs?.postMessage(told)
  }

  function hear(told: Told): void {
    if (told.person === null) {
      if (me.value) hasEnded.value = true
    } else {
      load().catch(() => undefined)
    }
  }

  tabs?.addEventListener('message', (event: MessageEvent<Told>) => {
    hear(event.data)
  })
  onSignedOut(() => {
    if (me.value) hasEnded.value = true
  })

  return {
    me, isKnown, hasEnded, isUnreachable, returns, isSignedIn, organisation, needs, acting,
    holds, organisationsWith, load, signIn, begun, renew, actFor, signOut, endIdle,
  }
})

function isSame(one: Me, other: Me): boolean {
  return one.person === other.person && (one.acting ?? null) === (other.acting ?? null)
}

async function endOnServer(): Promise<void> {
  try {
    await directory.DELETE('/v1/sessions/current')
  } catch (thrown) {
    // Ended already is what was wanted.
    if (!(thrown instanceof Problem) || thrown.status !== 401) throw thrown
  }
}

function leavePage(to: string): void {
  window.location.assign(to)
}
