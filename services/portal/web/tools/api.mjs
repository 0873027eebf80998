/** Writes the typed client's types from the services' OpenAPI documents; `--check` fails where one is stale. */
import { readdirSync, readFileSync, writeFileSync, existsSync, mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import openapiTS, { astToString } from 'openapi-typescript'

const from = new URL('../../openapi/', import.meta.url)
const to = new URL('../src/api/generated/', import.meta.url)
const check = process.argv.includes('--check')
let stale = 0

mkdirSync(fileURLToPath(to), { recursive: true })
for (const name of readdirSync(fileURLToPath(from)).sort()) {
  const document = JSON.parse(readFileSync(new URL(name, from), 'utf8'))
  const text = '/* Made by `make generate`; edits are overwritten. */\n' + astToString(await openapiTS(document))
  const path = new URL(name.replace('.json', '.ts'), to)
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue
  if (check) {
    stale += 1
    console.error(`stale, write anew with \`make generate\`: ${fileURLToPath(path)}`)
  } else writeFileSync(path, text)
}
process.exit(stale ? 1 : 0)
