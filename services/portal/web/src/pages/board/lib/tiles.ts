/** Which tiles a board shows, in which groups: its own children first, and what stands beside them. */
import type { Total } from './answers'
import { byRegion, regionOf, type Region } from './units'

export interface Tile {
  code: string
  name: string
  total: Total | null
  /** Whether the tile leads to a board of its own. */
  isScope: boolean
}

export interface TileGroup {
  key: Region | 'councils' | 'departments' | 'beside' | 'cities' | 'schools' | 'bodies' | 'itself' | 'places'
  tiles: Tile[]
}

interface Named {
  code: string
  name: string
}

interface Lists {
  units: Named[]
  councils: Named[]
  departments: Named[]
}

type Totals = Record<string, Total>

/** The nation by reporting unit: 37 by region, then councils, departments, and whoever else has reported. */
export function unitGroups(lists: Lists, totals: Totals, names: Record<string, string>): TileGroup[] {
  const tile = (one: Named): Tile => ({ ...one, total: totals[one.code] ?? null, isScope: true })
  const listed = new Set([...lists.units, ...lists.councils, ...lists.departments].map((one) => one.code))
  const others = Object.keys(totals).filter((code) => !listed.has(code))
  return filled([
    ...byRegion(lists.units).map((group) => ({ key: group.region, tiles: group.units.map(tile) })),
    { key: 'councils', tiles: withSomething(lists.councils.map(tile)) },
    { key: 'departments', tiles: withSomething(lists.departments.map(tile)) },
    { key: 'beside', tiles: others.map((code) => ({ code, name: names[code] ?? code, total: totals[code] ?? null, isScope: false })) },
  ])
}

/** By the place where something was held: provinces by region, beside them overseas, online and what names no place. */
export function placeGroups(provinces: Named[], totals: Totals, nameOf: (code: string) => string): TileGroup[] {
  const known = new Map(provinces.map((one) => [one.code, one.name]))
  const codes = [...new Set([...known.keys(), ...Object.keys(totals)])]
  const tiles = codes.map((code) => ({ code, name: known.get(code) ?? nameOf(code), total: totals[code] ?? null, isScope: false }))
  const regions = byRegion(tiles).map((group) => ({ key: group.region, tiles: group.units }))
  return filled([...regions, { key: 'beside', tiles: tiles.filter((tile) => regionOf(tile.code) === null) }])
}

/** A scope below the nation: its cities and counties first, then schools and whoever else reports to it. */
export function childGroups(names: Record<string, string>, totals: Totals, own: string): TileGroup[] {
  const codes = [...new Set([...Object.keys(names), ...Object.keys(totals)])].sort()
  const tiles = codes.map((code) => ({ code, name: names[code] ?? code, total: totals[code] ?? null, isScope: code !== own }))
  const kindOf = (code: string): 'itself' | 'cities' | 'bodies' | 'schools' =>
    code === own ? 'itself' : /^\d{6}(-\d+)?$/.test(code) ? 'cities' : isBody(code) ? 'bodies' : 'schools'
  return filled((['cities', 'schools', 'bodies', 'itself'] as const).map((key) => ({ key, tiles: tiles.filter((tile) => kindOf(tile.code) === key) })))
}

/** Whether an id names one of a unit's own offices (`<unit>:<body>`): it may report, and is not missing where it does not. */
export function isBody(code: string): boolean {
  return code.includes(':')
}

/** The places of a scope below the nation. */
export function placesOf(totals: Totals, nameOf: (code: string) => string): TileGroup[] {
  const tiles = Object.keys(totals)
    .sort()
    .map((code) => ({ code, name: nameOf(code), total: totals[code] ?? null, isScope: false }))
  return filled([{ key: 'places', tiles }])
}

/** The largest number on any tile. */
export function largestOf(groups: TileGroup[]): number {
  return Math.max(0, ...groups.flatMap((group) => group.tiles.map((tile) => tile.total?.value ?? 0)))
}

/** What all tiles come to, for figures that may be added. */
export function sumOf(totals: Totals): number {
  return Object.values(totals).reduce((sum, total) => sum + (total.value ?? 0), 0)
}

function withSomething(tiles: Tile[]): Tile[] {
  return tiles.filter((tile) => tile.total !== null)
}

function filled(groups: TileGroup[]): TileGroup[] {
  return groups.filter((group) => group.tiles.length > 0)
}
