/** What may be chosen again with one press: what earlier reports chose, as far as this call's list still has it. */
import type { Choice } from '../form'

const SHOWN = 5

interface Given { code: string; text?: string | null }

export function chosenBefore(given: readonly Given[], codes: readonly string[], chosen: readonly Choice[]): Given[] {
  const isChosen = (one: Given) => chosen.some((choice) => choice.code === one.code && (choice.text ?? null) === (one.text ?? null))
  const isThere = (one: Given) => (one.code === 'other' ? Boolean(one.text) : codes.includes(one.code))
  return given.filter((one) => isThere(one) && !isChosen(one)).slice(0, SHOWN)
}
