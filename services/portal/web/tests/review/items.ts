/** Items to judge: only what a test says of them differs. */
import type { Finding, Item } from '@/pages/review/types'

export function finding(changes: Partial<Finding> = {}): Finding {
  return {
    finding: 'f1',
    rule: 'r',
    rule_version: 1,
    severity: 'warn',
    path: 'content.text',
    start: 0,
    end: 2,
    evidence: '',
    zh: '请核对',
    en: 'check',
    about: [],
    hidden: 0,
    proposals: [],
    override: null,
    ...changes,
  } as Finding
}

export function item(changes: Record<string, unknown> = {}): Item {
  const may = Object.fromEntries(
    ['claim', 'pass_up', 'accept', 'return', 'refuse', 'proofread', 'feature', 'unfeature', 'withdraw', 'undo'].map((act) => [`may_${act}`, false]),
  )
  return {
    ...may,
    why_not: {},
    submission: 's1',
    state: 'in_review',
    level: 0,
    version: 1,
    standing: { chain: ['school', 'city', 'province'] },
    check: { state: 'checked', findings: [] },
    files: [],
    manifest: [],
    content: { kind: 'activity_report', title: '开放日' },
    names: {},
    history: [],
    ...changes,
  } as unknown as Item
}
