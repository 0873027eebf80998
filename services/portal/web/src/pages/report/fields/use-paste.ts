/** Pasting into a field: the text is cleaned and put where the cursor is. */

/** What a paste event does to a field; `set` gets the field's whole new text. */
export function usePaste(clean: (text: string) => string, set: (text: string) => void): (event: ClipboardEvent) => void {
  return (event) => {
    const field = event.target as HTMLInputElement | HTMLTextAreaElement
    const pasted = event.clipboardData?.getData('text/plain')
    if (!pasted) return
    event.preventDefault()
    const text = clean(pasted)
    const [start, end] = [field.selectionStart ?? field.value.length, field.selectionEnd ?? field.value.length]
    const limit = field.maxLength > 0 ? field.maxLength : Infinity
    const room = Math.max(0, limit - (field.value.length - (end - start)))
    field.setRangeText([...text].slice(0, room).join(''), start, end, 'end')
    set(field.value)
  }
}
