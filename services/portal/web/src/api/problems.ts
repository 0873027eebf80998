/** What a service answers when it can not do what was asked (RFC 9457), and what a page makes of it. */

export interface FieldProblem {
  /** Dotted, with indexes: `sessions.0.place.code`. */
  path: string
  code: string
  detail_zh: string
  detail_en: string
  remedy_zh: string
  remedy_en: string
  facts: Record<string, unknown>
}

export interface ProblemBody extends Omit<FieldProblem, 'path'> {
  status: number
  fields?: FieldProblem[]
}

/** The one way in which a call fails. `code` is a service's, or `offline` and `away` where none has answered. */
export class Problem extends Error {
  readonly code: string
  readonly status: number
  readonly body: ProblemBody
  readonly retryAfterSeconds: number | null

  constructor(body: ProblemBody, retryAfterSeconds: number | null = null) {
    super(body.detail_en)
    this.name = 'Problem'
    this.code = body.code
    this.status = body.status
    this.body = body
    this.retryAfterSeconds = retryAfterSeconds
  }

  get fields(): FieldProblem[] {
    return this.body.fields ?? []
  }

  /** Whether nothing was decided: the line is cut, or the service is away for the moment. The same call may succeed later. */
  get isPassing(): boolean {
    return this.code === 'offline' || this.code === 'away' || this.status === 429 || this.status >= 502
  }
}

export type Language = 'zh-CN' | 'en'

/** What is wrong, in the reader's language. */
export function detailOf(problem: { detail_zh: string; detail_en: string }, language: string): string {
  return language === 'en' ? problem.detail_en : problem.detail_zh
}

/** What to do about it, in the reader's language. */
export function remedyOf(problem: { remedy_zh: string; remedy_en: string }, language: string): string {
  return language === 'en' ? problem.remedy_en : problem.remedy_zh
}

function local(code: string, status: number, zh: string, en: string, remedyZh: string, remedyEn: string): Problem {
  const texts = { detail_zh: zh, detail_en: en, remedy_zh: remedyZh, remedy_en: remedyEn }
  return new Problem({ code, status, facts: {}, ...texts })
}

/** No answer came: the line is cut, or the gateway can not be reached. */
export function unreachable(): Problem {
  return local(
    'offline',
    0,
    '网络不通，没有收到答复。',
    'No answer: the network is down.',
    '已填写的内容保存在本机，网络恢复后会自动继续。',
    'What you typed is kept on this device; it goes on when the line is back.',
  )
}

/** Something answered, but not the service: the gateway says that it is away. */
export function away(status: number): Problem {
  return local(
    'away',
    status,
    '这项服务暂时不可用。',
    'This service is not available at the moment.',
    '已填写的内容不会丢失，请稍后再试；紧急情况请按页面底部的联系方式联系。',
    'Nothing you typed is lost. Try again in a moment, or use the contact at the foot of the page.',
  )
}

/** Any thrown thing as a problem, so that pages show one kind. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown
  if (thrown instanceof TypeError) return unreachable()
  return local(
    'page_fault',
    0,
    '页面出错了。',
    'The page has a fault.',
    '请刷新页面；已填写的内容保存在本机。',
    'Reload the page; what you typed is kept on this device.',
  )
}
