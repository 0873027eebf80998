import { describe, expect, it } from 'vitest'

import { type Known, spokenOf, who } from '@/lib/called'

const words = { you: '您', erased: '已注销的人员', role: (role: string) => (role === 'approver' ? '签发人' : role) }
const known = (more: Partial<Known>): Known => ({
  name: null, organisation: '330000', organisation_name: '浙江省教育厅', roles: [], is_erased: false, ...more,
})
const city = { id: '330600', name: '绍兴市教育局' }
const province = { id: '330000', name: '浙江省教育厅' }

describe('somebody who acted', () => {
  it('is called by name where the reader may know it', () => {
    expect(spokenOf(known({ name: '张三' }), false, city, words)).toBe('绍兴市教育局 · 张三')
  })

  it('is the reader', () => {
    expect(spokenOf(known({ name: '张三' }), true, city, words)).toBe('绍兴市教育局 · 您')
  })

  it('is a role above the reader, and the organisation is said once', () => {
    const roles = [{ organisation: '330000', organisation_name: '浙江省教育厅', role: 'approver' }]
    expect(spokenOf(known({ roles }), false, province, words)).toBe('浙江省教育厅 · 签发人')
  })

  it('is told with the other organisation where the role is held there', () => {
    const roles = [{ organisation: '330000', organisation_name: '浙江省教育厅', role: 'approver' }]
    expect(spokenOf(known({ roles }), false, city, words)).toBe('绍兴市教育局 · 浙江省教育厅 签发人')
  })

  it('is never an id: of whom nothing is known the organisation alone is said', () => {
    expect(spokenOf(undefined, false, city, words)).toBe('绍兴市教育局')
    expect(spokenOf(known({}), false, province, words)).toBe('浙江省教育厅')
    expect(who(undefined, false, '330600', words)).toBe('')
  })

  it('was erased, and nothing else is said of them', () => {
    expect(spokenOf(known({ is_erased: true }), false, city, words)).toBe('绍兴市教育局 · 已注销的人员')
  })
})
