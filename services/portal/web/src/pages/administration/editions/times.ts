/** Moments as a field of date and time shows them: Asia/Shanghai, whatever the machine's own zone. */
const SHANGHAI_MILLISECONDS = 8 * 3_600_000
const SECONDS = 'YYYY-MM-DDTHH:MM:SS'.length

/** `2024-05-25T23:59:59` in Shanghai. */
export function inShanghai(at: string): string {
  const when = new Date(at)
  return Number.isNaN(when.getTime()) ? '' : new Date(when.getTime() + SHANGHAI_MILLISECONDS).toISOString().slice(0, SECONDS)
}

/** The moment that a field says; empty where it says none. */
export function toShanghai(local: string): string {
  if (!local) return ''
  const full = local.length === 'YYYY-MM-DDTHH:MM'.length ? `${local}:00` : local
  return `${full}+08:00`
}
