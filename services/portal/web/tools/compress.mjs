/** Lays a compressed copy beside every text of a build, for the gateway to send: `node tools/compress.mjs [FOLDER]`. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const LEAST_BYTES = 1024
const folder = process.argv[2] ?? fileURLToPath(new URL('../dist/', import.meta.url))

for (const name of readdirSync(folder, { recursive: true })) {
  if (!/\.(js|css|html|svg|webmanifest)$/.test(name)) continue
  const path = join(folder, name)
  const text = readFileSync(path)
  if (text.length < LEAST_BYTES) continue
  writeFileSync(`${path}.gz`, gzipSync(text, { level: 9 }))
  writeFileSync(`${path}.br`, brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: text.length } }))
}
