/** What of a build is on a device from the first visit on, so that it opens without a line; all else when it is first opened. */

/** The first page of a school officer. */
export const FIRST = ['index.html', 'src/pages/work/WorkPage.vue', 'src/locales/zh-CN.ts']

/** What an officer needs to go on without a line: writing, receipts, being signed out, the other language. */
export const OFFLINE = [
  ...FIRST,
  'src/locales/en.ts',
  'src/pages/report/NewReportPage.vue',
  'src/pages/report/ReportPage.vue',
  'src/pages/receipt/ReceiptPage.vue',
  // Files that wait for the line are known from the moment the page opens.
  'src/parts/uploads/sender.ts',
  'src/pages/sign-in/SessionDialog.vue',
  'src/pages/sign-in/SignInPage.vue',
  'src/pages/not-found/NotFoundPage.vue',
]
/** Beside what the build's manifest names: files are hashed before they are sent, also without a line. */
const BESIDE = /^assets\/(?:hash\.worker|workbox-window)[^/]*\.js$/

/** The files of these entries of a build, with all that they import. Throws where one is not in it. */
export function filesOf(manifest, entries) {
  const files = new Set()
  const seen = new Set()
  const take = (name) => {
    if (seen.has(name)) return
    seen.add(name)
    const chunk = manifest[name]
    if (!chunk) throw new Error(`${name} is not in the build's manifest`)
    for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(file)
    chunk.imports?.forEach(take)
  }
  entries.forEach(take)
  return files
}

/** Whether a file of a build is kept from the first visit on: the pages above, and whatever is no part of a page (icons, the shell). */
export function isKept(url, kept) {
  return !url.startsWith('assets/') || kept.has(url) || BESIDE.test(url)
}
