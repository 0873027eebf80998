/** What a typed number means, while it is typed: `12万` = 120,000. */
import { grouped, parsed, short } from '@/lib/numbers'

export interface Spelled {
  value: number | null
  /** Beside the field; empty where the field says it all by itself. */
  text: string
  isWrong: boolean
}

export function spelled(typed: string, language: string): Spelled {
  if (!typed.trim()) return { value: null, text: '', isWrong: false }
  const value = parsed(typed)
  if (value === null) return { value, text: '', isWrong: true }
  const plain = grouped(value)
  const words = short(value, language)
  const parts = [typed.trim() === String(value) && value < 1000 ? '' : plain, words === plain ? '' : words]
  return { value, text: parts.filter(Boolean).join(' · '), isWrong: false }
}
