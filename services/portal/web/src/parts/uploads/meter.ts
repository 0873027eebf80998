/** How fast bytes go, and how long the rest takes: over the last seconds, so that a pause does not spoil it. */

const WINDOW_MILLISECONDS = 10_000
const LEAST_MILLISECONDS = 800

export class Meter {
  private samples: { at: number; bytes: number }[] = []

  /** Note that so many bytes are there in all. */
  note(bytes: number, at = Date.now()): void {
    const last = this.samples.at(-1)
    // Less than before: a part is sent anew. What was measured until now says nothing about what is left.
    if (last && bytes < last.bytes) this.samples = []
    this.samples.push({ at, bytes })
    while (this.samples[0] && this.samples[0].at < at - WINDOW_MILLISECONDS) this.samples.shift()
  }

  /** Bytes a second; null while nothing can be said. */
  bytesPerSecond(now = Date.now()): number | null {
    const [first, last] = [this.samples[0], this.samples.at(-1)]
    if (!first || !last || now - last.at > WINDOW_MILLISECONDS) return null
    const milliseconds = last.at - first.at
    if (milliseconds < LEAST_MILLISECONDS || last.bytes === first.bytes) return null
    return ((last.bytes - first.bytes) / milliseconds) * 1000
  }

  /** Seconds until `totalBytes` are there at this speed; null while nothing can be said. */
  secondsLeft(totalBytes: number, now = Date.now()): number | null {
    const [speed, last] = [this.bytesPerSecond(now), this.samples.at(-1)]
    return speed === null || !last ? null : Math.max(0, (totalBytes - last.bytes) / speed)
  }

  forget(): void {
    this.samples = []
  }
}

/** `1:20`, `1:02:05`. */
export function duration(seconds: number): string {
  const whole = Math.ceil(seconds)
  const two = (value: number) => String(value).padStart(2, '0')
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60]
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}

/** `12.4 MB`; decimal, as the limits of a call are. */
export function bytes(value: number): string {
  if (value < 1000) return `${value} B`
  if (value < 1_000_000) return `${Math.round(value / 1000)} KB`
  return value < 1_000_000_000 ? `${(value / 1_000_000).toFixed(1)} MB` : `${(value / 1_000_000_000).toFixed(2)} GB`
}
