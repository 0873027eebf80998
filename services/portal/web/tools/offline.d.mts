export interface Chunk {
  file: string
  css?: string[]
  assets?: string[]
  imports?: string[]
}
export const FIRST: readonly string[]
export const OFFLINE: readonly string[]
export function filesOf(manifest: Record<string, Chunk>, entries: readonly string[]): Set<string>
export function isKept(url: string, kept: ReadonlySet<string>): boolean
