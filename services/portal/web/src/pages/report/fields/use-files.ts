/** The files of a report while it is written: taken in, hashed away from the page, kept on this device, recognised again. */
import { computed, reactive, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'

import { bytes as sized } from '@/parts/uploads/meter'
import { sha256Of } from '@/parts/uploads/hashing'

import { emptyConsent, type PageFile } from '../form'
import { useForm } from './context'

type FileKind = PageFile['kind']
const EXTENSIONS: Record<FileKind, RegExp> = {
  photo: /\.(jpe?g|png|webp|heic|heif|gif|tiff?|bmp)$/i,
  video: /\.(mp4|mov|m4v|mkv|webm|avi|mpe?g|3gp)$/i,
  document: /\.(pdf|docx?|txt|wps|rtf|odt|xlsx?|pptx?)$/i,
}

/** Which kind a file is, by what the browser says of it and else by its name; null where it is none of them. */
export function fileKind(name: string, type: string): FileKind | null {
  if (type.startsWith('image/')) return 'photo'
  if (type.startsWith('video/')) return 'video'
  const kinds = Object.entries(EXTENSIONS) as [FileKind, RegExp][]
  return kinds.find(([, pattern]) => pattern.test(name))?.[0] ?? null
}

export function useFiles() {
  const { form, description, bytes, promised } = useForm()
  const { t } = useI18n()
  /** How far each file is hashed, 0 to 1. */
  const hashed = reactive(new Map<string, number>())
  const refused = ref<string[]>([])
  const removed = ref<{ at: number; file: PageFile; blob: Blob | null } | null>(null)
  const files = computed(() => form.value.files)
  const seen = ref(0)

  function take(list: Iterable<File>): void {
    refused.value = []
    removed.value = null
    for (const file of list) takeOne(file)
  }

  function takeOne(blob: File): void {
    const name = blob.name.normalize('NFC')
    const kind = fileKind(name, blob.type)
    const reason = refusal(name, blob, kind)
    if (reason || !kind) {
      refused.value.push(reason ?? t('report.fileKindUnknown', { name }))
      return
    }
    const lost = form.value.files.find((file) => file.size_bytes === blob.size && !bytes.value?.blobOf(file.file))
    if (lost) void again(lost, blob)
    else add(name, kind, blob)
  }

  function refusal(name: string, blob: File, kind: FileKind | null): string | null {
    const { limits, file_kinds } = description.value
    if (!kind) return t('report.fileKindUnknown', { name })
    if (!file_kinds.includes(kind)) return t('report.fileKindNotHere', { name })
    if (blob.size === 0) return t('report.fileEmpty', { name })
    const most = { photo: limits.photo_max_bytes, video: limits.video_max_bytes, document: limits.document_max_bytes }[kind] ?? Infinity
    if (blob.size > most) return t('report.fileTooLarge', { name, size: sized(blob.size), limit: sized(most) })
    const room = limits.files_per_submission ?? Infinity
    return form.value.files.length >= room ? t('report.fileTooMany', { name, limit: room }) : null
  }

  function add(name: string, kind: FileKind, blob: Blob): void {
    const last = form.value.files.at(-1)
    const made: PageFile = {
      file: crypto.randomUUID(), name, size_bytes: blob.size, sha256: null, kind,
      // The photographer is mostly the same for a whole set.
      caption: '', credit: last?.credit ?? '', consent: emptyConsent(), ai_generated: false,
    }
    form.value.files.push(made)
    bytes.value?.attach(made.file, name, blob)
    seen.value += 1
    void hash(made.file, blob)
  }

  async function hash(id: string, blob: Blob): Promise<void> {
    hashed.set(id, 0)
    try {
      const sha256 = await sha256Of(id, blob, (done) => hashed.set(id, done / blob.size))
      note(id, sha256)
    } catch {
      const file = form.value.files.find((one) => one.file === id)
      if (file) {
        refused.value.push(t('report.fileUnreadable', { name: file.name }))
        drop(id)
      }
    } finally {
      hashed.delete(id)
    }
  }

  function note(id: string, sha256: string): void {
    const file = form.value.files.find((one) => one.file === id)
    if (!file) return
    const same = form.value.files.find((one) => one.sha256 === sha256 && one.file !== id)
    if (same) {
      refused.value.push(t('report.fileTwice', { name: file.name, same: same.name }))
      drop(id)
    } else file.sha256 = sha256
  }

  /** A file whose bytes this device had lost is chosen again: it is the same by size and hash, or another one. */
  async function again(lost: PageFile, blob: File): Promise<void> {
    hashed.set(lost.file, 0)
    const sha256 = await sha256Of(lost.file, blob, (done) => hashed.set(lost.file, done / blob.size)).catch(() => null)
    hashed.delete(lost.file)
    if (sha256 !== null && (lost.sha256 === null || sha256 === lost.sha256)) {
      lost.sha256 = sha256
      bytes.value?.attach(lost.file, lost.name, blob)
      seen.value += 1
    } else if (sha256 !== null) add(blob.name.normalize('NFC'), lost.kind, blob)
  }

  function drop(id: string): void {
    const at = form.value.files.findIndex((one) => one.file === id)
    const [file] = at < 0 ? [] : form.value.files.splice(at, 1)
    if (file) bytes.value?.detach(file.file)
  }

  /** Take a file out; it can be put back. */
  function remove(file: PageFile): void {
    const blob = bytes.value?.blobOf(file.file) ?? null
    removed.value = { at: form.value.files.indexOf(file), file: JSON.parse(JSON.stringify(file)) as PageFile, blob }
    drop(file.file)
  }

  function putBack(): void {
    if (!removed.value) return
    const { at, file, blob } = removed.value
    form.value.files.splice(at, 0, file)
    if (blob) bytes.value?.attach(file.file, file.name, blob)
    removed.value = null
    seen.value += 1
  }

  function move(file: PageFile, by: number): void {
    const at = form.value.files.indexOf(file)
    const to = at + by
    if (to < 0 || to >= form.value.files.length) return
    form.value.files.splice(at, 1)
    form.value.files.splice(to, 0, file)
  }

  // A browser that ended while it hashed left files without a hash: their bytes are here.
  watch(
    bytes,
    (now) => {
      seen.value += 1
      for (const file of form.value.files) {
        const blob = now?.blobOf(file.file)
        if (file.sha256 === null && blob && !hashed.has(file.file)) void hash(file.file, blob)
      }
    },
    { immediate: true },
  )

  const isHashing = computed(() => hashed.size > 0)
  const isLost = (file: PageFile) => bytes.value !== null && !bytes.value.blobOf(file.file) && !promised.value.has(file.sha256 ?? '')
  // `seen` counts what came: the bytes themselves are not reactive.
  const lost = computed(() => (seen.value >= 0 ? files.value.filter(isLost) : []))

  return { files, hashed, isHashing, refused, removed, lost, seen, take, remove, putBack, move }
}
