/** How the pages are built. In development `/api` and the object store go to a running gateway: WEEKWIRE_GATEWAY. */
import { fileURLToPath } from 'node:url'

import vue from '@vitejs/plugin-vue'
import Components from 'unplugin-vue-components/vite'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig } from 'vitest/config'

const gateway = process.env['WEEKWIRE_GATEWAY'] ?? 'http://localhost:8080'

export default defineConfig({
  plugins: [
    vue(),
    Components({ dirs: [], dts: false, resolvers: [ElementPlusResolver({ importStyle: 'css' })] }),
    VitePWA({
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        name: '职业教育活动周报送平台',
        short_name: '活动周报送',
        lang: 'zh-CN',
        start_url: '/',
        display: 'standalone',
        background_color: '#F5F7FA',
        theme_color: '#1A56A8',
        icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
      },
      workbox: {
        // The shell and every page work offline; what services say is never kept, an old figure would pass for a new one.
        globPatterns: ['**/*.{js,css,html,svg,woff2}'],
        navigateFallback: '/index.html',
        navigateFallbackDenylist: [/^\/api\//, /^\/[a-z0-9-]*weekwire-media\//, /^\/health$/],
        cleanupOutdatedCaches: true,
        maximumFileSizeToCacheInBytes: 4_000_000,
      },
    }),
  ],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: { target: 'es2022', manifest: true, sourcemap: false, chunkSizeWarningLimit: 1200 },
  server: {
    host: 'localhost',
    proxy: Object.fromEntries(
      ['/api', '^/[a-z0-9-]*weekwire-media/'].map((path) => [path, { target: gateway, changeOrigin: true }]),
    ),
  },
  test: { environment: 'happy-dom', include: ['tests/**/*.test.ts', 'src/**/*.test.ts'], setupFiles: ['tests/setup.ts'] },
})
