/** Both languages, each loaded when it is first shown. A room's texts are under its own name: `t('work.title')`. */
import { createI18n } from 'vue-i18n'

import type { Language } from './api/problems'

const KEPT = 'weekwire-language'
const loaders: Record<Language, () => Promise<{ default: Record<string, unknown> }>> = {
  'zh-CN': () => import('./locales/zh-CN'),
  en: () => import('./locales/en'),
}
const loaded = new Set<Language>()

export const i18n = createI18n({ legacy: false, locale: 'zh-CN', fallbackLocale: 'zh-CN', messages: {} as Record<string, never> })

/** The language that was chosen on this device; Chinese where none was. */
export function keptLanguage(): Language {
  return localStorage.getItem(KEPT) === 'en' ? 'en' : 'zh-CN'
}

/** Show a language from now on, and remember it on this device. */
export async function setLanguage(language: Language): Promise<void> {
  if (!loaded.has(language)) {
    i18n.global.setLocaleMessage(language, (await loaders[language]()).default as never)
    loaded.add(language)
  }
  i18n.global.locale.value = language
  document.documentElement.lang = language
  localStorage.setItem(KEPT, language)
}
