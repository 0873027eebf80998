/**
 * Refuses a build whose first page of a school officer needs more than 250 KB of compressed script: the entry, the shell, the
 * Chinese texts and the page "My work" with all that they import: `node tools/size.mjs [FOLDER]`.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'

const LIMIT_BYTES = 250 * 1024
const dist = process.argv[2] ? pathToFileURL(`${process.argv[2]}/`) : new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))
const first = ['index.html', 'src/pages/work/WorkPage.vue', 'src/locales/zh-CN.ts']
const files = new Set()

function take(name) {
  const chunk = manifest[name]
  if (!chunk) throw new Error(`${name} is not in the build's manifest`)
  if (files.has(chunk.file)) return
  files.add(chunk.file)
  for (const imported of chunk.imports ?? []) take(imported)
}

first.forEach(take)
const bytes = [...files].reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, dist))).length, 0)
console.log(`first page of a school officer: ${(bytes / 1024).toFixed(1)} KB of compressed script in ${files.size} files`)
if (bytes > LIMIT_BYTES) {
  console.error(`more than ${LIMIT_BYTES / 1024} KB: ${fileURLToPath(dist)}`)
  process.exit(1)
}
