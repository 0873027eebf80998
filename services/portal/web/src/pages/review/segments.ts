/** A text cut at the ends of spans, so that what was found can be shown where it stands. Places count characters, as Python does. */

export interface Span {
  id: string
  start: number
  end: number
}

export interface Segment {
  text: string
  /** The spans that cover it, in the order given; none where nothing was found. */
  ids: string[]
}

/** The segments of a text, in order; together they are the text. Spans that are empty or lie outside are left out. */
export function segmentsOf(text: string, spans: readonly Span[]): Segment[] {
  const characters = [...text]
  const inside = spans
    .map((span) => ({ ...span, start: Math.max(0, span.start), end: Math.min(characters.length, span.end) }))
    .filter((span) => span.start < span.end)
  const cuts = [...new Set([0, characters.length, ...inside.flatMap((span) => [span.start, span.end])])].sort((a, b) => a - b)
  return cuts.slice(0, -1).map((start, index) => ({
    text: characters.slice(start, cuts[index + 1]).join(''),
    ids: inside.filter((span) => span.start <= start && start < span.end).map((span) => span.id),
  }))
}
