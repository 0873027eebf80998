/**
 * Refuses a build whose first page of a school officer needs more than 250 KB of compressed script, or of which more than 400 KB
 * (compressed) are put on a device at the first visit: `node tools/size.mjs [FOLDER]`.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'

import { FIRST, filesOf } from './offline.mjs'

const FIRST_BYTES = 250 * 1024
const KEPT_BYTES = 400 * 1024
/** The drawing of the board: what only some pages need, and none without a line. */
const LARGE = /^assets\/drawing-/
const dist = process.argv[2] ? pathToFileURL(`${process.argv[2]}/`) : new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))
const compressed = (files) => files.reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, dist))).length, 0)
const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`
const faults = []

const first = [...filesOf(manifest, FIRST)].filter((file) => file.endsWith('.js'))
const firstBytes = compressed(first)
console.log(`first page of a school officer: ${kilobytes(firstBytes)} of compressed script in ${first.length} files`)
if (firstBytes > FIRST_BYTES) faults.push(`more than ${kilobytes(FIRST_BYTES)} of script on the first page`)

const worker = readFileSync(new URL('sw.js', dist), 'utf8')
const kept = [...new Set([...worker.matchAll(/url:\s*"([^"]+)"/g)].map((match) => match[1]))]
const keptBytes = compressed(kept)
console.log(`kept on the device from the first visit on: ${kilobytes(keptBytes)} compressed in ${kept.length} files`)
if (kept.length === 0) faults.push('the worker keeps nothing')
if (keptBytes > KEPT_BYTES) faults.push(`more than ${kilobytes(KEPT_BYTES)} are kept`)
const large = kept.filter((file) => LARGE.test(file))
if (large.length) faults.push(`kept without need: ${large.join(', ')}`)

if (faults.length) {
  console.error(`${fileURLToPath(dist)}: ${faults.join('; ')}`)
  process.exit(1)
}
