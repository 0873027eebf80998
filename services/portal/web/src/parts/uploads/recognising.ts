/** Files that are chosen again are known by their size, and then by their hash; their name may have changed. */
import { sha256Of } from './hashing'

interface Lost {
  file: string
  size_bytes: number
  sha256: string
}

/** Which of the lost files were chosen, and the names of those that are none of them. */
export async function recognised(
  chosen: readonly File[],
  lost: readonly Lost[],
  hash: (id: string, blob: Blob) => Promise<string> = (id, blob) => sha256Of(id, blob, () => undefined),
): Promise<{ found: Map<string, Blob>; strangers: string[] }> {
  const found = new Map<string, Blob>()
  const strangers: string[] = []
  for (const blob of chosen) {
    const candidates = lost.filter((one) => one.size_bytes === blob.size && !found.has(one.file))
    // Nobody hashes a film of gigabytes that can not be one of them.
    const sha256 = candidates.length ? await hash(`again-${blob.name}`, blob).catch(() => '') : ''
    const same = candidates.find((one) => one.sha256 === sha256)
    if (same) found.set(same.file, blob)
    else strangers.push(blob.name)
  }
  return { found, strangers }
}
