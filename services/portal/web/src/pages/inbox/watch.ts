/**
 * An inbox as it is, for as long as somebody looks: told by a stream, and asked for again and again while there is none.
 * Browsers try a broken stream again by themselves, but not one that was refused, and with no word to whoever waits.
 */
import type { Notice } from './types'

export interface InboxState {
  unread: number
  newest: Notice | null
}

export interface LineListener {
  onInbox: (state: InboxState) => void
  onAlive: () => void
  onLost: () => void
}

/** The two ways to an inbox. `ask` throws where nobody answers; it also renews a session whose token has ended. */
export interface InboxWays {
  open: (listener: LineListener) => { close: () => void }
  ask: () => Promise<void>
  show: (state: InboxState) => void
}

/** What a page itself loads goes first: a browser has few lines to one address. */
const CALM_SECONDS = 2
const EVERY_SECONDS = 30
/** Three times as long as a stream that is well may be silent. */
const SILENT_SECONDS = 60
/** A stream that was cut sooner is not worth opening again at once. */
const SHORT_SECONDS = 10
const LONGEST_FACTOR = 8

type Timer = ReturnType<typeof setTimeout>

export class InboxWatch {
  private line: { close: () => void } | null = null
  private openedAt = 0
  private isRunning = false
  private factor = 1
  private asking: Timer | undefined
  private opening: Timer | undefined
  private silence: Timer | undefined

  constructor(private readonly ways: InboxWays) {}

  /** Ask now, and open a stream soon after. */
  start(): void {
    if (this.isRunning) return
    this.isRunning = true
    void this.ask(CALM_SECONDS)
  }

  /** Neither listen nor ask any more. */
  stop(): void {
    this.isRunning = false
    clearTimeout(this.asking)
    this.close()
  }

  private async ask(openAfterSeconds: number): Promise<void> {
    clearTimeout(this.asking)
    let isAnswered = true
    try {
      await this.ways.ask()
    } catch {
      isAnswered = false
    }
    if (!this.isRunning) return
    this.factor = isAnswered ? 1 : Math.min(this.factor * 2, LONGEST_FACTOR)
    // Asked for all the same until the stream speaks: it may be refused, or held back on its way.
    this.askLater()
    if (!isAnswered || this.line) return
    if (openAfterSeconds) this.opening = setTimeout(() => this.open(), openAfterSeconds * 1000)
    else this.open()
  }

  private askLater(): void {
    clearTimeout(this.asking)
    this.asking = setTimeout(() => void this.ask(0), EVERY_SECONDS * this.factor * 1000)
  }

  private open(): void {
    this.close()
    if (!this.isRunning) return
    this.openedAt = Date.now()
    const line = this.ways.open({
      onInbox: (state) => {
        if (line === this.line) {
          this.hear()
          this.ways.show(state)
        }
      },
      onAlive: () => {
        if (line === this.line) this.hear()
      },
      onLost: () => {
        if (line === this.line) this.lose()
      },
    })
    this.line = line
    this.watchSilence()
  }

  private hear(): void {
    clearTimeout(this.asking)
    this.watchSilence()
  }

  private watchSilence(): void {
    clearTimeout(this.silence)
    this.silence = setTimeout(() => this.lose(), SILENT_SECONDS * 1000)
  }

  private lose(): void {
    const wasShort = Date.now() - this.openedAt < SHORT_SECONDS * 1000
    this.close()
    if (wasShort) this.askLater()
    else void this.ask(0)
  }

  private close(): void {
    clearTimeout(this.opening)
    clearTimeout(this.silence)
    this.line?.close()
    this.line = null
  }
}
