/**
 * The uploads of this device, over all pages: what is promised, how far it has come, and what to do about it. The
 * machinery that sends is loaded when there is something to send.
 */
import { defineStore } from 'pinia'
import { computed, reactive, shallowReactive } from 'vue'

import { body, ingest } from '@/api/client'
import type { components } from '@/api/generated/ingest'
import { asProblem, type Problem } from '@/api/problems'
import { forgetUpload, keepUpload, type KeptFile, type KeptUpload, keptUpload, keptUploads } from '@/parts/kept/device'
import { hold, type Hold, whenFree } from '@/parts/kept/locks'

import { begin } from './calls'
import { Meter } from './meter'
import type { Sender, Sent } from './sender'

export type Receipt = components['schemas']['ReceiptAnswer']
export type FileStatus = Sent['status'] | 'missing'

export interface UploadFile extends KeptFile {
  status: FileStatus
  sentBytes: number
  problem: Problem | null
}

export interface Upload {
  person: string
  report: string
  receipt: string
  title: string
  /** Until when its bytes may come; null where nobody has said so yet. */
  dueAt: string | null
  isPaused: boolean
  /** Whether another window of this browser sends it. */
  isElsewhere: boolean
  files: UploadFile[]
}

/** What a page holds while it works on the files of a report. */
export interface Bytes {
  attach: (file: string, name: string, blob: Blob) => void
  detach: (file: string) => void
  blobOf: (file: string) => Blob | null
}

interface Opened {
  sender: Sender
  hold: Hold
}

export const useUploads = defineStore('uploads', () => {
  const uploads = reactive(new Map<string, Upload>())
  const opened = shallowReactive(new Map<string, Promise<Opened | null>>())
  const meter = new Meter()
  const list = computed(() => [...uploads.values()])
  const unfinished = computed(() => list.value.filter((upload) => upload.files.some((file) => file.status !== 'sent')))
  const totals = computed(() => {
    const files = unfinished.value.flatMap((upload) => upload.files)
    return {
      files: files.length,
      sent: files.filter((file) => file.status === 'sent').length,
      bytes: files.reduce((sum, file) => sum + file.size_bytes, 0),
      sentBytes: files.reduce((sum, file) => sum + (file.status === 'sent' ? file.size_bytes : file.sentBytes), 0),
      isPaused: unfinished.value.length > 0 && unfinished.value.every((upload) => upload.isPaused),
      isSending: files.some((file) => file.status === 'sending'),
      failed: files.filter((file) => file.status === 'failed').length,
      missing: files.filter((file) => file.status === 'missing').length,
    }
  })

  /** The bytes of a report's files on this device; null where another window has them, unless they are taken over. */
  async function open(person: string, report: string, takeOver = false): Promise<Bytes | null> {
    const made = await opening(person, report, takeOver)
    if (!made) return null
    return {
      attach: (file, name, blob) => {
        made.sender.attach({ file, name, blob })
      },
      detach: (file) => {
        made.sender.detach(file)
      },
      blobOf: (file) => made.sender.blobOf(file),
    }
  }

  function opening(person: string, report: string, takeOver: boolean): Promise<Opened | null> {
    const known = opened.get(report)
    if (known && !takeOver) return known
    const made = openedNow(person, report, takeOver)
    opened.set(report, made)
    void made.then((one) => {
      if (!one && opened.get(report) === made) opened.delete(report)
    })
    return made
  }

  async function openedNow(person: string, report: string, takeOver: boolean): Promise<Opened | null> {
    const held = await hold(`bytes-${report}`, () => void lost(report), () => Promise.resolve(), takeOver)
    if (!held.isHeld) return null
    const { Sender } = await import('./sender')
    const sender = new Sender({
      name: `${person}!${report}`,
      onChange: (file, change) => {
        changed(report, file, change)
      },
      renew: () => renew(report),
    })
    await sender.ready()
    return { sender, hold: held }
  }

  /** Another window has taken the bytes over: this one stops. */
  async function lost(report: string): Promise<void> {
    const made = await opened.get(report)
    made?.sender.close()
    opened.delete(report)
    const upload = uploads.get(report)
    if (upload) {
      upload.isElsewhere = true
      follow(upload)
    }
  }

  /** Let go of a report's files where nothing of it is sent; what is kept on the device stays. */
  async function leave(report: string): Promise<void> {
    if (uploads.get(report)?.files.some((file) => file.status !== 'sent')) return
    const made = await opened.get(report)
    opened.delete(report)
    made?.sender.close()
    made?.hold.release()
  }

  /** A receipt has come: its files are sent from now on. `files` says which of the page's files each is. */
  async function promised(person: string, receipt: Receipt, title: string, files: KeptFile[]): Promise<void> {
    const before = uploads.get(receipt.submission)
    const sentBefore = new Set(before?.files.filter((file) => file.status === 'sent').map((file) => file.sha256))
    const upload: Upload = {
      person,
      report: receipt.submission,
      receipt: receipt.receipt,
      title,
      dueAt: receipt.files_due_at,
      isPaused: false,
      isElsewhere: false,
      files: files.map((file) => asUpload({ ...file, isSent: file.isSent || sentBefore.has(file.sha256) })),
    }
    uploads.set(upload.report, upload)
    await keep(upload)
    await sendOut(upload, receipt)
  }

  /** Go on with what this device has kept of a person's uploads. */
  async function goOn(person: string): Promise<void> {
    for (const upload of list.value) if (upload.person !== person) await putAway(upload)
    for (const kept of await keptUploads(person)) {
      if (!uploads.has(kept.report)) await goOnWith(kept)
    }
  }

  /** Somebody else sits here now: what is on its way stays on the device for the one it belongs to. */
  async function putAway(upload: Upload): Promise<void> {
    uploads.delete(upload.report)
    await leave(upload.report)
  }

  async function goOnWith(kept: KeptUpload): Promise<void> {
    uploads.set(kept.report, { ...kept, dueAt: kept.dueAt ?? null, isElsewhere: false, files: kept.files.map(asUpload) })
    const upload = uploads.get(kept.report)
    if (!upload) return
    if (upload.files.every((file) => file.isSent)) {
      await forget(kept.report)
      return
    }
    const made = await opening(kept.person, kept.report, false)
    if (!made) {
      upload.isElsewhere = true
      follow(upload)
      return
    }
    if (upload.isPaused) made.sender.pause()
    await refreshed(upload)
  }

  /** Another window sends: look at what it has kept, and go on here once it is closed. */
  function follow(upload: Upload): void {
    whenFree(`bytes-${upload.report}`, () => {
      void keptUpload(upload.person, upload.report).then((kept) => {
        uploads.delete(upload.report)
        if (kept) void goOnWith(kept)
      })
    })
  }

  /** Read the receipt for fresh grants and send what is left; false where that is not possible now. */
  async function refreshed(upload: Upload): Promise<boolean> {
    try {
      const receipt = await body(ingest.GET('/v1/receipts/{receipt}', { params: { path: { receipt: upload.receipt } } }))
      await sendOut(upload, receipt)
      return true
    } catch {
      // Without a line or a session there are no new grants; the page asks again when either is back.
      for (const file of upload.files) if (file.status !== 'sent' && file.status !== 'missing') file.status = 'waiting'
      return false
    }
  }

  /** Ask for grants again where none could be had: the line or the session may be back. */
  async function refreshStuck(): Promise<void> {
    for (const upload of unfinished.value) {
      const isStuck = upload.files.every((file) => file.status !== 'sending') && upload.files.some((file) => file.status === 'waiting')
      if (isStuck && !upload.isPaused && !upload.isElsewhere) await refreshed(upload)
    }
  }

  function renew(report: string): Promise<boolean> {
    const upload = uploads.get(report)
    return upload ? refreshed(upload) : Promise.resolve(false)
  }

  async function sendOut(upload: Upload, receipt: Receipt): Promise<void> {
    upload.dueAt = receipt.files_due_at
    const made = await opening(upload.person, upload.report, false)
    if (!made) {
      upload.isElsewhere = true
      follow(upload)
      return
    }
    const grants = new Map<string, string>()
    const bySha256 = new Map(receipt.uploads.map((one) => [one.sha256, one.grant]))
    for (const file of upload.files) {
      const grant = bySha256.get(file.sha256)
      if (file.status === 'sent' || !grant) continue
      if (made.sender.blobOf(file.file)) grants.set(file.file, grant)
      else await withoutBytes(upload, file, grant)
    }
    made.sender.send(grants)
  }

  /** Bytes that are not on this device may be there already: an amendment promises its old files again. */
  async function withoutBytes(upload: Upload, file: UploadFile, grant: string): Promise<void> {
    try {
      const session = await begin(grant, 0)
      if (session.state === 'open') file.status = 'missing'
      else changed(upload.report, file.file, { status: 'sent' })
    } catch (thrown) {
      const problem = asProblem(thrown)
      if (!problem.isPassing) changed(upload.report, file.file, { status: 'failed', problem })
    }
  }

  function changed(report: string, name: string, change: Sent): void {
    const upload = uploads.get(report)
    const file = upload?.files.find((one) => one.file === name)
    if (!upload || !file) return
    Object.assign(file, change)
    meter.note(totals.value.sentBytes)
    if (change.status !== 'sent') return
    file.isSent = true
    void (upload.files.every((one) => one.status === 'sent') ? finished(upload) : keep(upload))
  }

  async function finished(upload: Upload): Promise<void> {
    await forget(upload.report, true)
  }

  /** Nothing of it is sent any more from this device; `isShown` leaves it on the pages until they are left. */
  async function forget(report: string, isShown = false): Promise<void> {
    const upload = uploads.get(report)
    if (!upload) return
    await forgetUpload(upload.person, report)
    if (!isShown) uploads.delete(report)
    const made = await opened.get(report)
    // An amendment that is being written has files of its own.
    if (made?.sender.keepsMoreThan(upload.files.map((file) => file.file))) return
    opened.delete(report)
    made?.sender.close(true)
    made?.hold.release()
  }

  /** Forget the bytes of a draft that is given up. */
  async function drop(person: string, report: string): Promise<void> {
    if (uploads.has(report) || !localStorage.getItem(`uppyState:${person}!${report}`)) return
    const made = await opening(person, report, false)
    opened.delete(report)
    made?.sender.close(true)
    made?.hold.release()
  }

  async function keep(upload: Upload): Promise<void> {
    const { person, report, receipt, title, dueAt, isPaused, files } = upload
    const kept = files.map(({ file, name, size_bytes, sha256, kind, isSent }) => ({
      file,
      name,
      size_bytes,
      sha256,
      kind,
      isSent,
    }))
    await keepUpload({ person, report, receipt, title, dueAt, isPaused, files: kept })
  }

  async function pause(report: string): Promise<void> {
    await each(report, (sender) => {
      sender.pause()
    })
    const upload = uploads.get(report)
    if (!upload) return
    upload.isPaused = true
    meter.forget()
    await keep(upload)
  }

  async function resume(report: string): Promise<void> {
    const upload = uploads.get(report)
    if (!upload) return
    upload.isPaused = false
    await keep(upload)
    await each(report, (sender) => {
      sender.resume()
    })
    await refreshed(upload)
  }

  /** Send what has failed again, with fresh grants. */
  async function retry(report: string): Promise<void> {
    const upload = uploads.get(report)
    if (!upload || !(await refreshed(upload))) return
    const failed = upload.files.filter((file) => file.status === 'failed').map((file) => file.file)
    await each(report, (sender) => {
      sender.retry(failed)
    })
  }

  /** Bytes that the browser had lost are there again, recognised by size and hash: go on from the parts that are there. */
  async function found(report: string, name: string, blob: Blob): Promise<void> {
    const upload = uploads.get(report)
    const file = upload?.files.find((one) => one.file === name)
    if (!upload || !file) return
    await each(report, (sender) => {
      sender.attach({ file: name, name: file.name, blob })
    })
    file.status = 'waiting'
    await refreshed(upload)
  }

  async function each(report: string, act: (sender: Sender) => void): Promise<void> {
    const made = await opened.get(report)
    if (made) act(made.sender)
  }

  return { uploads, list, unfinished, totals, meter, open, leave, drop, promised, goOn, forget, pause, resume, retry, found, refreshStuck }
})

function asUpload(file: KeptFile): UploadFile {
  return { ...file, status: file.isSent ? 'sent' : 'waiting', sentBytes: 0, problem: null }
}
