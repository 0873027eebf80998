/** A figure as it is read out: qualifier, number, unit, as the notice writes them. */
import { grouped, qualified, short } from '@/lib/numbers'

import type { Figure, Total } from './answers'

type Measured = Pick<Figure, 'unit' | 'aggregation'>
const WAN = 10_000
const YI = 100_000_000

/** The number alone, in full: `39,012`, `66.13%`; a dash where nothing was reported. */
export function numberOf(value: number | null, figure: Measured): string {
  if (value === null) return '—'
  return figure.aggregation === 'ratio' ? `${(value / 100).toFixed(2)}%` : grouped(value)
}

/** With its qualifier: `近39,012`, `15,000,000余`. */
export function shown(total: Total, figure: Measured, language: string): string {
  if (total.value === null) return '—'
  return qualified(numberOf(total.value, figure), total.qualifier, language)
}

const UNITS_IN_ENGLISH: Record<string, string> = {
  项: 'activities',
  场: 'sessions',
  所: 'schools',
  人: 'people',
  人次: 'visits',
  家: 'enterprises',
  个: 'in number',
  支: 'teams',
  件: 'works',
  份: 'copies',
  篇: 'articles',
  次: 'times',
}

/** The unit as it stands after the number; a percent sign belongs to the number already. */
export function unitOf(figure: Measured, language: string): string {
  if (figure.aggregation === 'ratio') return ''
  return language === 'en' ? (UNITS_IN_ENGLISH[figure.unit] ?? figure.unit) : figure.unit
}

/**
 * In 万 or 亿 beside a large number, so that nobody miscounts zeros: `约1,500万`; null where the number is short anyway. What is
 * shortened stays true: 余 is rounded down, 近 is rounded up, and an exact number that loses digits becomes 约.
 */
export function inShort(total: Total, figure: Measured, language: string): string | null {
  if (total.value === null || figure.aggregation === 'ratio' || Math.abs(total.value) < WAN) return null
  const step = stepOf(total.value, language)
  const turns = { at_least: Math.floor, nearly: Math.ceil } as const
  const turn = total.qualifier === 'at_least' || total.qualifier === 'nearly' ? turns[total.qualifier] : Math.round
  const value = turn(total.value / step) * step
  const qualifier = total.qualifier === 'exact' && value !== total.value ? 'about' : total.qualifier
  return qualified(short(value, language), qualifier, language)
}

/** The place that two decimals of 万, 亿, thousands or millions reach. */
function stepOf(value: number, language: string): number {
  if (language !== 'en') return (value < YI ? WAN : YI) / 100
  return 10 ** (Math.floor(Math.log10(value) / 3) * 3) / 100
}

/** A difference with its sign: `+829`, `−3`, `0`. */
export function signed(value: number, figure: Measured): string {
  const number = numberOf(Math.abs(value), figure)
  return value > 0 ? `+${number}` : value < 0 ? `−${number}` : number
}

/** The whole sentence part, for a screen reader or the phone: `约15,000,000人次`. */
export function spoken(total: Total, figure: Measured, language: string): string {
  const space = language === 'en' ? ' ' : ''
  return `${shown(total, figure, language)}${space}${total.value === null ? '' : unitOf(figure, language)}`
}
