/** Text as people paste it from Word, WeChat and web pages, made plain: what nobody sees is taken out, the words stay. */

const INVISIBLE = /[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffc]/gu
/** Word writes bullets with characters of its symbol fonts, which are nothing elsewhere. */
const SYMBOL_BULLET = /^[ \t]*[\uf000-\uf0ff·•▪◦●■◆➢✓§][ \t\u3000]*(?=\S)/gmu
const PRIVATE = /[\ue000-\uf8ff]/gu
const CONTROL = /[\u0000-\u0008\u000e-\u001f\u007f]/gu

/** A text of several paragraphs. */
export function cleanText(pasted: string): string {
  return pasted
    .replace(/\r\n?/g, '\n')
    .replace(/[\u000b\u000c]/g, '\n')
    .replace(/[\u2028\u2029]/g, '\n')
    .replace(/\u00a0/g, ' ')
    .replace(INVISIBLE, '')
    .replace(CONTROL, '')
    .replace(SYMBOL_BULLET, '· ')
    .replace(PRIVATE, '')
    .replace(/\t/g, ' ')
    .replace(/[ \u3000]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '')
}

/** One line: a title, a name. */
export function cleanLine(pasted: string): string {
  return cleanText(pasted)
    .replace(/\s*\n\s*/g, ' ')
    .trim()
}
