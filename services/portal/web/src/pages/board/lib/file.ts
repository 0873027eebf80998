/** The board of one public scope, cut out of the static file. */
import type { Board, Figure, StaticBoard, Total } from './answers'

const NOTHING: Total = { value: null, qualifier: 'exact', sources: 0 }

/** The nation's board, or a unit's headlines; null for other scopes, of which the file says nothing. */
export function boardOfFile(file: StaticBoard, scope: string, indicators: string[]): Board | null {
  const wanted = file.figures.filter((one) => indicators.length === 0 || indicators.includes(one.indicator))
  const names = { ...Object.fromEntries(file.units.map((unit) => [unit.code, unit.short_name])), ...file.names }
  if (scope === 'nation' || scope === 'ministry') return { ...file, figures: wanted, names }
  if (!isPublicUnit(file, scope)) return null
  return { ...file, scope, names, figures: wanted.map((one) => ofUnit(one, scope)) }
}

function isPublicUnit(file: StaticBoard, scope: string): boolean {
  return file.units.some((unit) => unit.code === scope) || file.names?.[scope] !== undefined
}

function ofUnit(figure: Figure, unit: string): Figure {
  const { indicator, name, unit: measure, group, aggregation } = figure
  const edition = figure.figure.split(':')[0] ?? ''
  const total = figure.by.unit?.[unit] ?? NOTHING
  return { figure: `${edition}:${unit}:${indicator}`, indicator, name, unit: measure, group, aggregation, ...total, by: {} }
}
