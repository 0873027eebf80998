/** The application begins: texts, who we are, the page. */
import { createPinia } from 'pinia'
import { createApp } from 'vue'

import App from './App.vue'
import { i18n, keptLanguage, setLanguage } from './i18n'
import { router } from './router'
import { registerWorker } from './stores/worker'
import './styles/theme.css'

async function begin(): Promise<void> {
  await setLanguage(keptLanguage())
  createApp(App).use(createPinia()).use(i18n).use(router).mount('#app')
  registerWorker()
}

void begin()
