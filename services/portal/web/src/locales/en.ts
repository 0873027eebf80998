/** All texts of one language, a file a room. */
const rooms = import.meta.glob<Record<string, unknown>>('./en/*.json', { eager: true, import: 'default' })

export default Object.fromEntries(
  Object.entries(rooms).map(([path, texts]) => [path.replace(/^.*\/(.+)\.json$/, '$1'), texts]),
)
