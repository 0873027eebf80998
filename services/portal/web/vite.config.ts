/** How the pages are built. In development `/api` and the object store go to a running gateway: WEEKWIRE_GATEWAY. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

import vue from '@vitejs/plugin-vue'
import Components from 'unplugin-vue-components/vite'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import type { Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig } from 'vitest/config'

import { filesOf, isKept, OFFLINE } from './tools/offline.mjs'

const gateway = process.env['WEEKWIRE_GATEWAY'] ?? 'http://localhost:8080'

let built = ''
/** Learns where the build goes, which the command line may say. */
const whereTo: Plugin = {
  name: 'weekwire-where-to',
  configResolved(config) {
    built = resolve(config.root, config.build.outDir)
  },
}

/** Of all that was built, what the worker keeps from the first visit on. */
function keptOf<T extends { url: string }>(entries: T[]): { manifest: T[] } {
  const kept = filesOf(JSON.parse(readFileSync(join(built, '.vite', 'manifest.json'), 'utf8')), OFFLINE)
  return { manifest: entries.filter((one) => isKept(one.url, kept)) }
}

export default defineConfig({
  plugins: [
    vue(),
    whereTo,
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
        icons: [
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
          { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
          { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
        ],
      },
      workbox: {
        // The shell and an officer's pages are kept from the first visit on, every other page once it was opened. What services
        // say is never kept: an old figure would pass for a new one.
        globPatterns: ['**/*.{js,css,html,svg,woff2}'],
        manifestTransforms: [keptOf],
        runtimeCaching: [
          {
            // Named by their content: what has come once is right for ever.
            urlPattern: /\/assets\/[^/]+\.(?:js|css|woff2|svg|png)$/,
            handler: 'CacheFirst',
            options: { cacheName: 'weekwire-pages', expiration: { maxEntries: 300, maxAgeSeconds: 7_776_000, purgeOnQuotaError: true } },
          },
        ],
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
