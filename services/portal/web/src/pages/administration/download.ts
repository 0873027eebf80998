/** Fetching a file and handing it to the browser to save; a problem is shown on the page and not instead of it. */
import { ask } from '@/api/client'

const KEPT_MILLISECONDS = 60_000

/** Save what is at an address under a name. Throws `Problem`. */
export async function download(address: string, name: string): Promise<void> {
  const answer = await ask(new URL(address, location.href).href)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await answer.blob())
  link.download = name
  link.click()
  setTimeout(() => {
    URL.revokeObjectURL(link.href)
  }, KEPT_MILLISECONDS)
}
