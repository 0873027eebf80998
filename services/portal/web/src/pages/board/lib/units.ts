/**
 * The reporting units in the regions of the statistical yearbook, in code order: the five separately planned cities and the
 * Corps thereby stand beside their neighbours. A table of units, deliberately not a map.
 */

export const REGIONS = ['north', 'northeast', 'east', 'southcentral', 'southwest', 'northwest'] as const
export type Region = (typeof REGIONS)[number]

const REGION_OF: Record<string, Region> = { 1: 'north', 2: 'northeast', 3: 'east', 4: 'southcentral', 5: 'southwest', 6: 'northwest' }

/** The region of a code of GB/T 2260 or of the Corps (660000); null for councils, departments, overseas and the like. */
export function regionOf(code: string): Region | null {
  return /^\d{6}$/.test(code) ? (REGION_OF[code[0] ?? ''] ?? null) : null
}

export interface RegionGroup<T> {
  region: Region
  units: T[]
}

/** Units by region, each region and all units in code order. */
export function byRegion<T extends { code: string }>(units: readonly T[]): RegionGroup<T>[] {
  const sorted = [...units].sort((one, other) => (one.code < other.code ? -1 : 1))
  return REGIONS.map((region) => ({ region, units: sorted.filter((unit) => regionOf(unit.code) === region) })).filter(
    (group) => group.units.length > 0,
  )
}

/** Regions that GB/T 2260 codes and the notice does not address, and what is no district: a session may take place there. */
const OTHER_PLACES: Record<string, { zh: string; en: string }> = {
  '710000': { zh: '台湾', en: 'Taiwan' },
  '810000': { zh: '香港', en: 'Hong Kong' },
  '820000': { zh: '澳门', en: 'Macao' },
  overseas: { zh: '海外', en: 'overseas' },
  online: { zh: '线上', en: 'online' },
  none: { zh: '未注明', en: 'not told' },
}

/** What a place without a unit is called. */
export function otherPlace(code: string, language: string): string | null {
  const found = OTHER_PLACES[code]
  return found ? (language === 'en' ? found.en : found.zh) : null
}

const IN_ENGLISH: Record<string, string> = {
  110000: 'Beijing', 120000: 'Tianjin', 130000: 'Hebei', 140000: 'Shanxi', 150000: 'Inner Mongolia', 210000: 'Liaoning',
  210200: 'Dalian', 220000: 'Jilin', 230000: 'Heilongjiang', 310000: 'Shanghai', 320000: 'Jiangsu', 330000: 'Zhejiang',
  330200: 'Ningbo', 340000: 'Anhui', 350000: 'Fujian', 350200: 'Xiamen', 360000: 'Jiangxi', 370000: 'Shandong',
  370200: 'Qingdao', 410000: 'Henan', 420000: 'Hubei', 430000: 'Hunan', 440000: 'Guangdong', 440300: 'Shenzhen',
  450000: 'Guangxi', 460000: 'Hainan', 500000: 'Chongqing', 510000: 'Sichuan', 520000: 'Guizhou', 530000: 'Yunnan',
  540000: 'Tibet', 610000: 'Shaanxi', 620000: 'Gansu', 630000: 'Qinghai', 640000: 'Ningxia', 650000: 'Xinjiang', 660000: 'The Corps',
}

/** A unit's name in English; empty where it has none. */
export function inEnglish(code: string): string {
  return IN_ENGLISH[code] ?? ''
}

/** What a unit is called in the reader's language: English pages name the provinces and cities, everything else keeps its own name. */
export function unitName(code: string, chinese: string, language: string): string {
  return language === 'en' ? (IN_ENGLISH[code] ?? chinese) : chinese
}
