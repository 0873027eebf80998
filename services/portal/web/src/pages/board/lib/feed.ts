/**
 * Figures that are never empty and never silently old: from the live stream; where it is silent or lost, by asking every two
 * seconds; where no service answers, from the static file; and before all that, what this device has kept. Whatever is shown
 * carries until when it is known to be whole. What is not newer by its cut changes nothing.
 */
import { asProblem, type Problem } from '@/api/problems'

import { knownUntil, type Board } from './answers'
import { compareCuts } from './cuts'

/** From where the figures come at present; `kept` is what an earlier visit left, and `none` that there is nothing yet. */
export type Way = 'live' | 'asking' | 'file' | 'kept' | 'none'

export interface Stream {
  close: () => void
}

export interface StreamListener {
  onBoard: (board: Board) => void
  /** Nothing is newer; known until then. */
  onAlive: (knownUntil: string | null) => void
  onLost: () => void
}

/** Where a feed takes its figures from. Each may fail; `file` gives null where it has nothing for this scope. */
export interface Ways {
  open: (listener: StreamListener) => Stream
  ask: () => Promise<Board>
  file: () => Promise<Board | null>
  read: () => Board | null
  keep: (board: Board) => void
}

export interface Feed {
  board: Board | null
  /** Until when nothing newer is missing in `board`. */
  until: string | null
  way: Way
  /** Why there is no newer figure: one may not see it, or it does not exist. The feed has ended then. */
  problem: Problem | null
  /** Why there is no figure at all yet: nobody answers. It is asked for on and on. */
  away: Problem | null
}

export interface Pace {
  askMilliseconds: number
  /** After so long without a word the stream has lost its line. */
  silentMilliseconds: number
  /** How long the lost stream is left alone before it is tried again. */
  streamAgainMilliseconds: number
  /** How long a service may take before the file is looked at meanwhile: a gateway waits for one that is away. */
  impatientMilliseconds: number
}

export const PACE: Pace = { askMilliseconds: 2_000, silentMilliseconds: 10_000, streamAgainMilliseconds: 10_000, impatientMilliseconds: 1_500 }

/** Follows one question. `changed` is called with every new state; nothing happens before `start` and after `stop`. */
export class Following {
  state: Feed = { board: null, until: null, way: 'none', problem: null, away: null }
  private stream: Stream | null = null
  private asking: ReturnType<typeof setTimeout> | null = null
  private silence: ReturnType<typeof setTimeout> | null = null
  private impatience: ReturnType<typeof setTimeout> | null = null
  private isRunning = false
  private streamLostAt = 0
  private turn = 0

  constructor(
    private readonly ways: Ways,
    private readonly changed: (state: Feed) => void,
    private readonly pace: Pace = PACE,
  ) {}

  /** Begin, or go on after `stop` with what is there. */
  start(): void {
    if (this.isRunning || this.state.problem) return
    this.isRunning = true
    if (!this.state.board) {
      const kept = this.ways.read()
      if (kept) this.take(kept, 'kept')
    }
    this.openStream()
    this.lookMeanwhile()
  }

  /** Stop asking anybody; what is shown stays, and grows old visibly. */
  stop(): void {
    this.isRunning = false
    this.turn += 1
    this.closeStream()
    this.forget()
  }

  /** Ask at once whether there is something newer. */
  async now(): Promise<void> {
    if (this.isRunning && this.state.way !== 'live') await this.askOnce()
  }

  private openStream(): void {
    this.closeStream()
    // What a stream that was closed still says is another stream's business.
    let isMine = true
    const stream = this.ways.open({
      onBoard: (board) => {
        if (isMine) this.hear(() => this.take(board, 'live'))
      },
      onAlive: (until) => {
        if (isMine) this.hear(() => this.stillKnown(until))
      },
      onLost: () => {
        if (isMine) this.lose()
      },
    })
    this.stream = {
      close: () => {
        isMine = false
        stream.close()
      },
    }
    this.listenForSilence()
  }

  /** Let go of what was meant to happen next. */
  private forget(): void {
    for (const timer of [this.asking, this.impatience]) if (timer) clearTimeout(timer)
    this.asking = null
    this.impatience = null
  }

  /** Look at the file, unless somebody has answered by then. */
  private lookMeanwhile(): void {
    const mine = this.turn
    if (this.impatience) clearTimeout(this.impatience)
    this.impatience = setTimeout(() => void this.takeFile(() => mine !== this.turn || !this.isRunning), this.pace.impatientMilliseconds)
  }

  private hear(what: () => void): void {
    this.forget()
    this.turn += 1
    this.listenForSilence()
    what()
  }

  private listenForSilence(): void {
    if (this.silence) clearTimeout(this.silence)
    this.silence = setTimeout(() => this.lose(), this.pace.silentMilliseconds)
  }

  private closeStream(): void {
    if (this.silence) clearTimeout(this.silence)
    this.silence = null
    this.stream?.close()
    this.stream = null
  }

  private lose(): void {
    this.closeStream()
    this.streamLostAt = Date.now()
    if (this.isRunning && !this.asking) void this.askOnce()
  }

  private async askOnce(): Promise<void> {
    this.turn += 1
    const mine = this.turn
    const isStale = (): boolean => mine !== this.turn || !this.isRunning
    this.lookMeanwhile()
    try {
      const board = await this.ways.ask()
      if (isStale()) return
      this.forget()
      // Somebody answers again, so the stream may be there again too.
      if (this.state.way === 'file' || this.state.way === 'kept') this.streamLostAt = 0
      this.take(board, 'asking')
    } catch (thrown) {
      const problem = asProblem(thrown)
      if (isStale()) return
      this.forget()
      if (!isPassing(problem)) return this.end(problem)
      await this.takeFile(isStale, problem)
    }
    if (!isStale()) this.askLater()
  }

  private async takeFile(isStale: () => boolean, away: Problem | null = null): Promise<void> {
    const file = await this.ways.file().catch(() => null)
    if (isStale()) return
    if (file) this.take(file, 'file')
    else this.show(this.state.board ? { way: 'kept' } : { way: 'none', ...(away ? { away } : {}) })
  }

  private askLater(): void {
    this.asking = setTimeout(() => {
      this.asking = null
      if (!this.stream && Date.now() - this.streamLostAt >= this.pace.streamAgainMilliseconds) this.openStream()
      void this.askOnce()
    }, this.pace.askMilliseconds)
  }

  private end(problem: Problem): void {
    this.stop()
    this.show({ problem })
  }

  private stillKnown(until: string | null): void {
    if (this.state.board) this.show({ way: 'live', until: later(this.state.until, until) })
  }

  private take(board: Board, way: Way): void {
    const shown = this.state.board
    const order = shown ? compareCuts(board.cut, shown.cut) : 'newer'
    // Of another log only the services know the present one; a file or a memory may be of the log before.
    const isNewer = order === 'newer' || (order === 'other log' && (way === 'live' || way === 'asking'))
    if (isNewer) {
      this.show({ board, until: knownUntil(board), way, problem: null, away: null })
      if (way !== 'kept') this.ways.keep(board)
    } else this.show({ way, until: order === 'same' ? later(this.state.until, knownUntil(board)) : this.state.until })
  }

  private show(part: Partial<Feed>): void {
    this.state = { ...this.state, ...part }
    this.changed(this.state)
  }
}

function later(one: string | null, other: string | null): string | null {
  if (!one || !other) return one ?? other
  return new Date(other) > new Date(one) ? other : one
}

/** Answers after which asking again is of no use; anything else passes: a service that starts, is full, away or at fault. */
const ENDING = new Set([400, 401, 403, 404, 422])

function isPassing(problem: Problem): boolean {
  return !ENDING.has(problem.status)
}
