/** Coming in: with name and password (and a code where a second factor is on), or with a passkey. */
import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'

import { body, directory } from '@/api/client'
import { asProblem, type Problem } from '@/api/problems'
import { useNow } from '@/lib/use-now'
import { useSession } from '@/stores/session'

const CODE_PROBLEMS = new Set(['second_factor_needed', 'second_factor_wrong'])
/** What the browser throws where the person (or the time) ended the asking; that is no fault. */
const GIVEN_UP = new Set(['NotAllowedError', 'AbortError'])

export interface SigningIn {
  name: Ref<string>
  password: Ref<string>
  code: Ref<string>
  problem: ShallowRef<Problem | null>
  isBusy: Ref<boolean>
  needsCode: ComputedRef<boolean>
  /** Seconds for which sign-in is locked here, 0 where it is not. */
  lockedSeconds: ComputedRef<number>
  hasPasskeys: boolean
  /** Both say whether somebody came in. */
  withPassword: () => Promise<boolean>
  withPasskey: () => Promise<boolean>
}

export function useSigningIn(): SigningIn {
  const session = useSession()
  const name = ref('')
  const password = ref('')
  const code = ref('')
  const problem = shallowRef<Problem | null>(null)
  const isBusy = ref(false)
  const lockedUntil = ref(0)
  const now = useNow()

  const needsCode = computed(() => CODE_PROBLEMS.has(problem.value?.code ?? ''))
  const lockedSeconds = computed(() => Math.max(0, Math.ceil((lockedUntil.value - now.value.getTime()) / 1000)))

  async function attempt(enter: () => Promise<void>): Promise<boolean> {
    isBusy.value = true
    try {
      await enter()
      problem.value = null
      password.value = code.value = ''
      return true
    } catch (thrown) {
      if (thrown instanceof Error && GIVEN_UP.has(thrown.name)) return false
      problem.value = asProblem(thrown)
      if (problem.value.code === 'sign_in_locked') {
        lockedUntil.value = now.value.getTime() + (problem.value.retryAfterSeconds ?? 0) * 1000
      }
      return false
    } finally {
      isBusy.value = false
    }
  }

  const withPassword = () => attempt(() => session.signIn(name.value, password.value, needsCode.value ? code.value : undefined))

  const withPasskey = () =>
    attempt(async () => {
      const { startAuthentication } = await import('@simplewebauthn/browser')
      const { options } = await body(directory.POST('/v1/sessions/passkey/begin'))
      const credential = await startAuthentication({ optionsJSON: options as never })
      await directory.POST('/v1/sessions/passkey', { body: { credential: credential as never } })
      await session.begun()
    })

  return { name, password, code, problem, isBusy, needsCode, lockedSeconds, hasPasskeys: 'PublicKeyCredential' in globalThis, withPassword, withPasskey }
}

/** The page to go on with after signing in: one of ours, whatever the address says. */
export function goOn(to: unknown): string {
  return typeof to === 'string' && /^\/(?![/\\])/.test(to) ? to : '/'
}

/** `29:05`: minutes and seconds that are left. */
export function clockOf(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
