/** Which of a file's renditions a page shows: small in a row of pictures, large beside the text, and the film with its poster. */
import type { FileAnswer } from './types'

export interface Shown {
  index: number
  file: FileAnswer
  thumb: string | null
  large: string | null
  film: string | null
  poster: string | null
  /** Other things made of it, with their addresses. */
  others: { name: string; address: string }[]
}

const SHOWN = new Set(['w400.webp', 'w400.jpg', 'w1600.webp', 'w1600.jpg', 'poster.jpg', 'video.mp4', 'press.jpg'])

function addressOf(file: FileAnswer, ...wanted: string[]): string | null {
  const name = wanted.find((one) => file.renditions?.includes(one))
  return name && file.asset ? `/api/media/v1/media/${file.asset}/${name}` : null
}

/** A file as it is shown. */
export function shownOf(file: FileAnswer, index: number): Shown {
  const others = (file.renditions ?? []).filter((name) => !SHOWN.has(name))
  return {
    index,
    file,
    thumb: addressOf(file, 'w400.webp', 'w400.jpg', 'poster.jpg'),
    large: addressOf(file, 'w1600.webp', 'w1600.jpg', 'w400.jpg'),
    film: addressOf(file, 'video.mp4'),
    poster: addressOf(file, 'poster.jpg'),
    others: others.map((name) => ({ name, address: addressOf(file, name) ?? '' })),
  }
}
