import { describe, expect, it } from 'vitest'

import { addable, type FormField, withField } from '@/pages/administration/editions/asking'
import type { Edition } from '@/pages/administration/types'

const field = (name: string, section: FormField['section'] = 'what', zh = name): FormField => ({ field: name, section, zh, en: name, required: false })
const form = (fields: FormField[]) => ({ kind: 'case' as const, zh: '典型案例', en: 'Case', fields, indicators: [] })
const edition = (name: string, fields: FormField[]): Edition => ({ edition: name, forms: [form(fields)] }) as unknown as Edition

describe('fields of a form', () => {
  it('offers what the same kind asks for in any edition and this form does not, as the newest edition says it', () => {
    const editions = [edition('2023', [field('title'), field('council', 'what', '旧')]), edition('2024', [field('title'), field('council', 'what', '新'), field('text')])]

    expect(addable(form([field('title')]), editions).map((one) => [one.field, one.zh])).toEqual([
      ['council', '新'],
      ['text', 'text'],
    ])
  })

  it('puts a field behind the last of its section', () => {
    const fields = [field('title'), field('text', 'text'), field('no_state_secrets', 'confirm')]

    expect(withField(fields, field('more', 'text')).map((one) => one.field)).toEqual(['title', 'text', 'more', 'no_state_secrets'])
    expect(withField(fields, field('day', 'when')).at(-1)?.field).toBe('day')
  })
})
