/** What paths and fields are called on the page, in the reader's language. */
import { computed, type ComputedRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'

import { labelOf as labelOfPath, rowsOf, type Row, type Words } from './rows'
import type { Item } from './types'
import { formOf } from './use-forms'

export interface Labels {
  rows: ComputedRef<Row[]>
  /** The rows of another version of the same item. */
  rowsOfContent: (content: Item['content']) => Row[]
  labelOf: (path: string) => string
  /** An indicator's own name. */
  indicatorOf: (code: string) => string
}

export function useLabels(item: Ref<Item | null>): Labels {
  const { t, te, locale } = useI18n()
  const words = computed<Words>(() => ({
    language: locale.value,
    field: (name) => (te(`review.field.${name}`) ? t(`review.field.${name}`) : name),
    yes: t('review.yes'),
    online: t('review.online'),
    overseas: t('review.overseas'),
    monthOf: (day) => t('review.wholeMonth', { month: day.slice(0, 7) }),
  }))
  const form = computed(() => (item.value ? formOf(item.value.edition, item.value.kind) : null))
  const rows = computed(() => (item.value ? rowsOfContent(item.value.content) : []))

  function rowsOfContent(content: Item['content']): Row[] {
    return rowsOf(content, form.value, item.value?.names ?? {}, words.value)
  }

  function labelOf(path: string): string {
    return item.value ? labelOfPath(path, item.value, form.value, words.value) : path
  }

  function indicatorOf(code: string): string {
    return form.value?.numbers.find((one) => one.code === code)?.name ?? code
  }

  return { rows, rowsOfContent, labelOf, indicatorOf }
}
