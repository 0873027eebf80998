/** Numbers as the notice writes them: thousands separators, 万 and 亿 spelled out, qualifiers, always a unit. */
const WAN = 10_000
const YI = 100_000_000

/** `1,234,567` in both languages. */
export function grouped(value: number): string {
  return new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 }).format(value)
}

/** `123.5万` or `1.2亿`; in English `1.24 million`. Small numbers as they are. */
export function short(value: number, language: string): string {
  if (Math.abs(value) < WAN) return grouped(value)
  if (language === 'en') return new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 2 }).format(value)
  const [divisor, word] = Math.abs(value) < YI ? [WAN, '万'] : [YI, '亿']
  return `${grouped(Math.round((value / divisor) * 100) / 100)}${word}`
}

const QUALIFIERS: Record<string, { before: string; after: string; en: string }> = {
  exact: { before: '', after: '', en: '' },
  at_least: { before: '', after: '余', en: 'over ' },
  nearly: { before: '近', after: '', en: 'nearly ' },
  about: { before: '约', after: '', en: 'about ' },
  expected: { before: '预计', after: '', en: 'expected ' },
}

/** A number with the qualifier that the notice would use: `近 3.9万`, `1500余`. Unknown qualifiers add nothing. */
export function qualified(value: string, qualifier: string | null | undefined, language: string): string {
  const words = QUALIFIERS[qualifier ?? 'exact'] ?? { before: '', after: '', en: '' }
  return language === 'en' ? `${words.en}${value}` : `${words.before}${value}${words.after}`
}

/**
 * What a person typed as a number: full-width digits, separators, 万 and 亿. `null` where it is none.
 * `12万` = 120000, `1.5亿` = 150000000, `１２００` = 1200.
 */
export function parsed(typed: string): number | null {
  const plain = typed.normalize('NFKC').replace(/[,\s，]/g, '')
  const match = /^(\d+(?:\.\d+)?)(万|亿)?$/.exec(plain)
  if (!match?.[1]) return null
  const factor = match[2] === '亿' ? YI : match[2] === '万' ? WAN : 1
  const value = Math.round(Number(match[1]) * factor * 1000) / 1000
  return Number.isInteger(value) && Number.isSafeInteger(value) ? value : null
}

/** How many characters a reader counts, as ingest does: Chinese, Latin and punctuation alike, white space not. */
export function characters(text: string): number {
  return [...text.replace(/\s/gu, '')].length
}
