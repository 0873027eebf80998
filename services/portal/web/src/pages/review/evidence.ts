/** What automatic checks found, sorted for the eye: what blocks, likeness, numbers, and the rest. */
import type { FileAnswer, Finding } from './types'

export interface Sorted {
  blocks: Finding[]
  alike: Finding[]
  numbers: Finding[]
  others: Finding[]
}

/** Each finding stands in one group. A block that somebody let pass is no block any more, and stands with its like. */
export function sorted(findings: readonly Finding[]): Sorted {
  const groups: Sorted = { blocks: [], alike: [], numbers: [], others: [] }
  for (const finding of findings) {
    if (finding.severity === 'block' && !finding.override) groups.blocks.push(finding)
    else if (finding.about.length > 0 || finding.hidden > 0) groups.alike.push(finding)
    else if (finding.path.includes('measures')) groups.numbers.push(finding)
    else groups.others.push(finding)
  }
  return groups
}

export interface Consents {
  /** Files in which minors can be recognised, with their papers or without. */
  withMinors: FileAnswer[]
  missing: FileAnswer[]
}

export function consentsOf(files: readonly FileAnswer[]): Consents {
  return {
    withMinors: files.filter((file) => file.consent.identifiable_minors),
    missing: files.filter((file) => file.consent_missing),
  }
}
