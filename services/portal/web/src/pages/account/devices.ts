/** What a browser calls itself, in the words of its user: browser and system. */
const BROWSERS: [RegExp, string][] = [
  [/MicroMessenger\//, '微信'],
  [/QQBrowser\//, 'QQ 浏览器'],
  [/(360SE|360EE|QihooBrowser)/, '360 浏览器'],
  [/(SE 2\.X MetaSr|SogouMobileBrowser)/, '搜狗浏览器'],
  [/UCBrowser\//, 'UC 浏览器'],
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const SYSTEMS: [RegExp, string][] = [
  [/Windows/, 'Windows'],
  [/(iPhone|iPad)/, 'iOS'],
  [/HarmonyOS/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]

/** `Chrome · Windows`; what it said itself, shortened, where neither is known. */
export function deviceName(said: string): string {
  const of = (known: [RegExp, string][]) => known.find(([pattern]) => pattern.test(said))?.[1]
  const parts = [of(BROWSERS), of(SYSTEMS)].filter((part) => part !== undefined)
  return parts.length ? parts.join(' · ') : said.slice(0, 40)
}
