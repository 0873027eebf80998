/** The application begins: texts, who we are, the page. */
import { createPinia } from 'pinia'
import { createApp } from 'vue'

import App from './App.vue'
import { i18n, keptLanguage, setLanguage } from './i18n'
import { router } from './router'
import { lookForUpdate, registerWorker } from './stores/worker'
import './styles/theme.css'

async function begin(): Promise<void> {
  await setLanguage(keptLanguage())
  createApp(App).use(createPinia()).use(i18n).use(router).mount('#app')
  registerWorker()
  // A part of a page that does not come may belong to a version that is gone: the band then offers the new one.
  window.addEventListener('vite:preloadError', lookForUpdate)
}

void begin()
