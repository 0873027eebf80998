/** Fetching a file and handing it to the browser to save: a problem is then shown on the page, not instead of it. */
import { ask } from '@/api/client'

/** The name that an answer gives its file. */
export function nameOf(disposition: string | null, otherwise: string): string {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition ?? '')?.[1]
  try {
    return encoded ? decodeURIComponent(encoded) : otherwise
  } catch {
    return otherwise
  }
}

/** Save what is at an address. Throws `Problem`. */
export async function save(address: string, otherwise: string): Promise<void> {
  const answer = await ask(new URL(address, location.href).href)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await answer.blob())
  link.download = nameOf(answer.headers.get('content-disposition'), otherwise)
  link.click()
  // The browser has taken it by the end of this turn; what it still needs it keeps.
  setTimeout(() => {
    URL.revokeObjectURL(link.href)
  }, 60_000)
}
