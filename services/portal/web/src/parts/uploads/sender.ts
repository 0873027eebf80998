/**
 * Keeps the bytes of one report's files on this device and sends them: Uppy, with its S3 part uploads and its memory.
 * Every start begins by asking media which parts are there, so that a cut line, a closed tab and a restarted browser
 * are the same case. It knows no page and no store.
 */
import AwsS3 from '@uppy/aws-s3'
import Uppy, { type Body, type Meta, type UppyFile } from '@uppy/core'
import GoldenRetriever from '@uppy/golden-retriever'

import { asProblem, away, type Problem, unreachable } from '@/api/problems'

import { begin, complete, type Session, type Signed, signPart } from './calls'

export interface SenderFile {
  file: string
  name: string
  blob: Blob
}

export interface Sent {
  status: 'waiting' | 'sending' | 'paused' | 'sent' | 'failed'
  sentBytes?: number
  problem?: Problem | null
}

export interface SenderOptions {
  /** Names what is kept on this device: one person's files of one report. */
  name: string
  onChange: (file: string, change: Sent) => void
  /** Ask for fresh grants, where one has ended; false where they can not be had now. */
  renew: () => Promise<boolean>
}

interface FileMeta extends Meta {
  file: string
}
type Kept = UppyFile<FileMeta, Body>
/** The page itself says what a cut line means; nobody reads the console. */
const SILENT = { debug: () => undefined, warn: () => undefined, error: () => undefined }

/** A report whose bytes have not come after this long has no use for them any more. */
const KEPT_MILLISECONDS = 14 * 86_400_000
const LARGEST_KEPT_BYTES = 1_000_000_000
const MOST_KEPT_BYTES = 4_000_000_000
/** Requests for so many parts come with the begin of a file: on a weak line every round trip counts. */
const SIGNED_AHEAD = 8
const AT_ONCE = 4
const FIRST_WAIT_MILLISECONDS = 1_000
const LONGEST_WAIT_MILLISECONDS = 30_000
const SPARE_MILLISECONDS = 30_000
/** What a begin mends: the session has ended, or the store has not seen all parts. */
const BEGUN_ANEW = new Set(['upload_expired', 'upload_incomplete'])
const WHOLE_FILE_BYTES = 5_242_880

export class Sender {
  private readonly uppy: Uppy<FileMeta, Body>
  private readonly restored: Promise<void>
  private readonly grants = new Map<string, string>()
  private readonly sessions = new Map<string, Session>()
  private readonly fresh = new Set<string>()
  private readonly signed = new Map<string, Signed>()
  private readonly partBytes = new WeakMap<object, number>()
  private readonly tries = new Map<string, number>()
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>()
  private readonly queue: string[] = []
  private beginning = 0
  private isPaused = false
  private isClosed = false

  constructor(private readonly options: SenderOptions) {
    this.uppy = new Uppy<FileMeta, Body>({
      id: options.name,
      autoProceed: false,
      allowMultipleUploadBatches: true,
      logger: SILENT,
    })
    this.restored = this.remember()
    this.uppy.use(AwsS3<FileMeta, Body>, {
      limit: AT_ONCE,
      shouldUseMultipart: true,
      getChunkSize: (data) => this.partBytes.get(data) ?? WHOLE_FILE_BYTES,
      createMultipartUpload: async (file) => ({ key: file.meta.file, uploadId: (await this.session(file)).upload }),
      listParts: async (file) => listed(await this.present(file)),
      signPart: async (file, { partNumber, body }) => this.sign(file, partNumber, body.size),
      completeMultipartUpload: async (file) => {
        await complete((await this.session(file)).upload, this.grantOf(file))
        return {}
      },
      // Parts that are there are never given up by a page: a cut line would lose them.
      abortMultipartUpload: () => undefined,
    })
    this.hear()
    window.addEventListener('online', this.onOnline)
  }

  /** Once what was kept on this device is there again. */
  ready(): Promise<void> {
    return this.restored
  }

  /** Keep a file's bytes; the same bytes under the same name are there already. */
  attach({ file, name, blob }: SenderFile): void {
    const known = this.find(file)
    if (known) this.uppy.removeFile(known.id)
    // The file's own id takes part in Uppy's, so that two files of one name are two.
    this.uppy.addFile({ name, data: blob, type: blob.type, meta: { file, relativePath: file } as unknown as FileMeta })
  }

  /** Forget a file and its bytes. */
  detach(file: string): void {
    this.grants.delete(file)
    const known = this.find(file)
    if (known) this.uppy.removeFile(known.id)
  }

  /** The bytes of a file; null where this device does not have them. */
  blobOf(file: string): Blob | null {
    const data = this.find(file)?.data
    return data instanceof Blob ? data : null
  }

  /** Whether bytes are kept of other files than these: somebody has chosen more meanwhile. */
  keepsMoreThan(files: readonly string[]): boolean {
    return this.uppy.getFiles().some((file) => file.data instanceof Blob && !files.includes(file.meta.file))
  }

  /** Note grants by file, and send what this device has the bytes of. */
  send(grants: ReadonlyMap<string, string>): void {
    for (const [file, grant] of grants) {
      const isNew = !this.grants.has(file)
      this.grants.set(file, grant)
      if (isNew && this.blobOf(file)) this.line(file)
    }
  }

  pause(): void {
    this.isPaused = true
    this.uppy.pauseAll()
    for (const [file, timer] of this.timers) {
      clearTimeout(timer)
      this.queue.push(file)
    }
    this.timers.clear()
    for (const file of this.unfinished()) this.options.onChange(file.meta.file, { status: 'paused' })
  }

  resume(): void {
    this.isPaused = false
    const running = new Set(this.uppy.getFiles().filter((file) => file.isPaused).map((file) => file.meta.file))
    for (const file of running) this.options.onChange(file, { status: 'sending' })
    this.uppy.resumeAll()
    for (const file of this.unfinished()) {
      if (!running.has(file.meta.file) && !this.queue.includes(file.meta.file) && file.error) this.line(file.meta.file)
    }
    this.work()
  }

  /** Send files again that have failed. */
  retry(files: string[]): void {
    for (const file of files) {
      this.tries.delete(file)
      this.line(file)
    }
  }

  /** Stop sending in this window; what is kept on the device stays, unless `forget`. */
  close(forget = false): void {
    this.isClosed = true
    window.removeEventListener('online', this.onOnline)
    for (const timer of this.timers.values()) clearTimeout(timer)
    const retriever = this.uppy.getPlugin('GoldenRetriever')
    this.uppy.pauseAll()
    if (forget) {
      this.uppy.clear()
      setTimeout(() => {
        localStorage.removeItem(`uppyState:${this.options.name}`)
      }, 1_000)
    } else if (retriever) this.uppy.removePlugin(retriever)
    if (!forget) this.uppy.destroy()
  }

  private remember(): Promise<void> {
    this.uppy.use(GoldenRetriever, {
      expires: KEPT_MILLISECONDS,
      indexedDB: { maxFileSize: LARGEST_KEPT_BYTES, maxTotalSize: MOST_KEPT_BYTES } as never,
    })
    if (!localStorage.getItem(`uppyState:${this.options.name}`)) return Promise.resolve()
    return new Promise((resolve) => {
      this.uppy.once('restored', () => {
        this.uppy.setState({ currentUploads: {}, recoveredState: null })
        for (const file of this.uppy.getFiles()) this.refresh(file)
        resolve()
      })
    })
  }

  /** What another run of the page has left of a file: bytes alone count, how far they came media knows. */
  private refresh(file: Kept): void {
    if (file.isGhost || !(file.data instanceof Blob)) {
      if (!file.progress.uploadComplete) this.uppy.removeFile(file.id)
      return
    }
    this.uppy.setFileState(file.id, {
      error: null,
      isPaused: false,
      progress: { uploadStarted: null, uploadComplete: false, bytesUploaded: false, bytesTotal: file.size, percentage: 0 },
    })
  }

  private hear(): void {
    this.uppy.on('upload-progress', (file, progress) => {
      if (file && !this.isPaused) {
        const sentBytes = Number(progress.bytesUploaded) || 0
        this.options.onChange(file.meta.file, { status: 'sending', sentBytes })
      }
    })
    this.uppy.on('upload-success', (file) => {
      if (!file) return
      this.tries.delete(file.meta.file)
      this.options.onChange(file.meta.file, { status: 'sent', sentBytes: file.size ?? 0, problem: null })
    })
    this.uppy.on('upload-error', (file, fault) => {
      if (file) void this.failed(file.meta.file, problemOfSending(fault))
    })
  }

  private line(file: string): void {
    if (!this.queue.includes(file)) this.queue.push(file)
    this.options.onChange(file, { status: this.isPaused ? 'paused' : 'waiting', problem: null })
    this.work()
  }

  /** Begin some files at once; the others wait. */
  private work(): void {
    while (!this.isPaused && !this.isClosed && this.beginning < AT_ONCE) {
      const file = this.queue.shift()
      if (!file) return
      this.beginning += 1
      void this.start(file).finally(() => {
        this.beginning -= 1
        this.work()
      })
    }
  }

  private async start(name: string): Promise<void> {
    const file = this.find(name)
    const grant = this.grants.get(name)
    if (!file || !grant || file.progress.uploadComplete) return
    try {
      this.sessions.delete(name)
      const session = await this.session(file)
      if (this.isClosed) return
      if (this.isPaused) {
        // Somebody has paused while it was begun: it goes on with the others.
        this.line(name)
        return
      }
      if (file.data) this.partBytes.set(file.data, session.part_size_bytes)
      const sentBytes = session.parts.reduce((sum, part) => sum + part.size_bytes, 0)
      this.options.onChange(name, { status: 'sending', sentBytes })
      this.uppy.setFileState(file.id, { s3Multipart: { key: name, uploadId: session.upload } } as never)
    } catch (thrown) {
      await this.failed(name, asProblem(thrown))
      return
    }
    // Its faults are told by the event; the promise tells them a second time.
    await this.uppy.retryUpload(file.id).catch(() => undefined)
  }

  private async session(file: Kept): Promise<Session> {
    const name = file.meta.file
    const known = this.sessions.get(name)
    if (known) return known
    const session = await begin(this.grantOf(file), SIGNED_AHEAD)
    for (const one of session.signed) this.signed.set(`${name}/${one.number}`, one)
    this.sessions.set(name, session)
    this.fresh.add(name)
    return session
  }

  /** The session as it stands now: what a begin has just said, and after a pause what has come since. */
  private present(file: Kept): Promise<Session> {
    if (!this.fresh.delete(file.meta.file)) this.sessions.delete(file.meta.file)
    return this.session(file)
  }

  private async sign(file: Kept, number: number, sizeBytes: number) {
    const known = this.signed.get(`${file.meta.file}/${number}`)
    // Each is used once: a part that failed is signed anew.
    this.signed.delete(`${file.meta.file}/${number}`)
    const isGood = known && new Date(known.expires_at).getTime() - Date.now() > SPARE_MILLISECONDS
    const session = await this.session(file)
    const one = isGood ? known : await signPart(session.upload, number, this.grantOf(file), sizeBytes)
    return { method: 'PUT' as const, url: one.url, headers: one.headers }
  }

  private async failed(file: string, problem: Problem): Promise<void> {
    if (this.isClosed) return
    this.sessions.delete(file)
    const isEnded = problem.code === 'grant_invalid' && (await this.options.renew())
    if (isEnded || problem.isPassing || BEGUN_ANEW.has(problem.code)) {
      this.options.onChange(file, { status: this.isPaused ? 'paused' : 'waiting', problem })
      this.later(file)
    } else this.options.onChange(file, { status: 'failed', problem })
  }

  private later(file: string): void {
    const tries = this.tries.get(file) ?? 0
    this.tries.set(file, tries + 1)
    const wait = Math.min(LONGEST_WAIT_MILLISECONDS, FIRST_WAIT_MILLISECONDS * 2 ** tries)
    clearTimeout(this.timers.get(file))
    const timer = setTimeout(() => {
      this.timers.delete(file)
      this.line(file)
    }, wait)
    this.timers.set(file, timer)
  }

  private readonly onOnline = (): void => {
    const waiting = [...this.timers]
    this.timers.clear()
    for (const [file, timer] of waiting) {
      clearTimeout(timer)
      this.tries.delete(file)
      this.line(file)
    }
  }

  private grantOf(file: Kept): string {
    return this.grants.get(file.meta.file) ?? ''
  }

  private find(file: string): Kept | undefined {
    return this.uppy.getFiles().find((one) => one.meta.file === file)
  }

  private unfinished(): Kept[] {
    return this.uppy.getFiles().filter((file) => !file.progress.uploadComplete && this.grants.has(file.meta.file))
  }
}

/** The parts that are there, as Uppy reads them; of a file that is complete, all. */
function listed(session: Session): { PartNumber: number; Size: number; ETag: string }[] {
  if (session.state !== 'open')
    return Array.from({ length: session.part_count }, (_, index) => ({ PartNumber: index + 1, Size: 0, ETag: 'there' }))
  return session.parts.map((part) => ({ PartNumber: part.number, Size: part.size_bytes, ETag: part.etag }))
}

/** What stopped a file: a service's own problem, or a line to the object store that broke. */
function problemOfSending(fault: unknown): Problem {
  const source = (fault as { source?: { status?: number } } | null)?.source
  if (source?.status === undefined) return asProblem(fault)
  // A signature that has ended (403) is renewed by beginning again, as everything of the store's is.
  return source.status === 0 ? unreachable() : away(source.status >= 500 ? source.status : 503)
}
