import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createI18n } from 'vue-i18n'

import { directory } from '@/api/client'
import administration from '@/locales/zh-CN/administration.json'
import people from '@/locales/zh-CN/people.json'
import ActRow from '@/pages/administration/audit/ActRow.vue'
import { useNaming } from '@/pages/administration/audit/use-naming'
import type { SealedAct } from '@/pages/administration/types'

const SEALED: SealedAct = {
  place: '1-1',
  chain: 'c-1',
  number: 7,
  event: 'e-1',
  sealed_at_ms: 1_715_659_200_000,
  mac: 'abc',
  act: {
    at: '2024-05-14T04:00:00Z',
    service: 'directory',
    verb: 'organisation.open',
    actor: 'p-330600-manager-1',
    acting_for: 'p-330600-approver-1',
    organisation: '330600',
    object: 'organisation:1',
    outcome: 'done',
  },
}

function shown(sealed: SealedAct) {
  const i18n = createI18n({ legacy: false, locale: 'zh-CN', messages: { 'zh-CN': { administration, people } } })
  return mount(
    { components: { ActRow }, setup: () => ({ sealed, naming: useNaming(() => [sealed]) }), template: '<table><ActRow :sealed="sealed" :naming="naming" /></table>' },
    { global: { plugins: [i18n] } },
  )
}

describe('an act of the record', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    const known = (person: string, name: string) => ({ person, name, organisation: '330600', organisation_name: '绍兴市', roles: [], is_erased: false })
    const items = [known('p-330600-manager-1', '王管理'), known('p-330600-approver-1', '李签发')]
    vi.spyOn(directory, 'POST').mockResolvedValue({ data: { items } } as never)
  })

  it('is shown in words and names, each with the id that stands in the record', async () => {
    const row = shown(SEALED)
    await vi.waitFor(() => {
      expect(row.text()).toContain('王管理')
    })
    for (const one of ['开设单位', 'organisation.open', '绍兴市', '330600', 'p-330600-manager-1']) expect(row.text()).toContain(one)
  })

  it('says for whom somebody acted', async () => {
    const row = shown(SEALED)
    await row.get('button').trigger('click')
    expect(row.text()).toContain('代谁办理')
    await vi.waitFor(() => {
      expect(row.text()).toContain('李签发')
    })
  })

  it('whose verb nobody has words for is shown as it stands', () => {
    const row = shown({ ...SEALED, act: { ...SEALED.act, verb: 'organisation.dance' } })
    expect(row.findAll('td')[3]?.text()).toBe('organisation.dance')
  })
})
