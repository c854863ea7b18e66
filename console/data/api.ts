// Asks the gateway. What it refuses is thrown as it said it: code, message, hint.
import { pageClient } from '#client/pageClient.ts'

/** The typed client; every path of docs/openapi.json. */
export const api = pageClient()

/** A refusal in the gateway's words, or that nobody answered. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: string
  readonly hint: string
  /** 0: nobody answered. */
  readonly status: number
  readonly details: Readonly<Record<string, unknown>>

  constructor(told: {
    readonly status: number
    readonly code: string
    readonly message: string
    readonly hint: string
    readonly details?: Readonly<Record<string, unknown>>
  }) {
    super(told.message)
    this.code = told.code
    this.hint = told.hint
    this.status = told.status
    this.details = told.details ?? {}
  }
}

const nobody = {
  status: 0,
  code: 'DAEMON_AWAY',
  message: 'the daemon does not answer',
  hint: 'is it running? ./quorate status; this page tries again by itself',
}

interface Answer<Data> {
  readonly data?: Data
  readonly error?: unknown
  readonly response: Response
}

/** What was asked for. @throws Refusal */
export async function asked<Data>(answer: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await answer.catch((cause: unknown) => {
    throw Object.assign(new Refusal(nobody), { cause })
  })
  if (data !== undefined) return data
  throw refusalOf(response.status, error)
}

/** What a path answers, for one that is built at run time. @throws Refusal */
export async function askedOf<Data>(path: string, signal?: AbortSignal): Promise<Data> {
  const init: RequestInit = { credentials: 'same-origin', redirect: 'error', ...(signal && { signal }) }
  const response = fetch(path, init).then(async (given) =>
    // as the document states it
    given.ok
      ? { data: (await given.json()) as Data, response: given }
      : { error: await given.json().catch(() => null), response: given },
  )
  return asked<Data>(response)
}

function refusalOf(status: number, body: unknown): Refusal {
  const told = (body as { readonly error?: { code: string; message: string; hint: string; details?: Record<string, unknown> } })
    ?.error
  if (told !== undefined) return new Refusal({ status, ...told })
  return new Refusal({
    status,
    code: 'NO_WORDS',
    message: `the daemon answered with status ${status} and no words`,
    hint: 'is something between this page and the daemon? ./quorate status says where it listens',
  })
}
