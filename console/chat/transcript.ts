// What was said on the commands page and what was answered; kept while the page is open, whichever page one looks at.
import { api, asked, type Refusal } from '#console/data/api.ts'
import type { CommandHelp, Reply } from '#console/data/shapes.ts'

/** One line and what became of it. */
export interface Exchange {
  readonly id: number
  /** As it was typed. */
  readonly line: string
  /** ISO 8601. */
  readonly at: string
  readonly outcome:
    | { readonly kind: 'asking' }
    | { readonly kind: 'answered'; readonly reply: Reply; readonly tookMs: number }
    | {
        readonly kind: 'refused'
        readonly refusal: Refusal
        /** The same again, done no second time. */ readonly again: () => void
      }
}

/** Does its question, if it has one, still wait? What was answered since has left it open, or it is the newest. */
export function isOpen(exchange: Exchange, exchanges: readonly Exchange[]): boolean {
  if (exchange === exchanges.at(-1)) return true
  const answers = exchanges.flatMap(({ outcome }) => (outcome.kind === 'answered' ? [outcome.reply] : []))
  const own = exchange.outcome.kind === 'answered' ? exchange.outcome.reply : undefined
  // a step of the conversation has a revision of its own; a line that leaves the question open makes none
  return own !== undefined && answers.at(-1)?.conversation.revision === own.conversation.revision
}

/** More would make the page slow, and is in the audit log. */
const exchangesMax = 100

/** How a line is said: its name, and the question that it answers. */
export type Say = (said: { readonly line: string; readonly key: string; readonly revision: number | undefined }) => Promise<Reply>

/** The exchanges of one page. */
export class Transcript {
  #exchanges: readonly Exchange[] = []
  #made = 0
  readonly #listeners = new Set<() => void>()
  readonly #say: Say

  constructor(say: Say = inConversation()) {
    this.#say = say
  }

  readonly view = (): readonly Exchange[] => this.#exchanges
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Says a line. It has a name of its own, so that saying it again does nothing a second time. */
  say(line: string, revision?: number): void {
    const key = crypto.randomUUID()
    const id = this.#add(line, { kind: 'asking' })
    const run = (): void => {
      const begun = performance.now()
      this.#change(id, { kind: 'asking' })
      this.#say({ line, key, revision }).then(
        (reply) => this.#change(id, { kind: 'answered', reply, tookMs: Math.round(performance.now() - begun) }),
        // what `asked` throws
        (failure: unknown) => this.#change(id, { kind: 'refused', refusal: failure as Refusal, again: run }),
      )
    }
    run()
  }

  #add(line: string, outcome: Exchange['outcome']): number {
    this.#made += 1
    this.#show([...this.#exchanges, { id: this.#made, line, at: new Date().toISOString(), outcome }].slice(-exchangesMax))
    return this.#made
  }

  #change(id: number, outcome: Exchange['outcome']): void {
    this.#show(this.#exchanges.map((one) => (one.id === id ? { ...one, outcome } : one)))
  }

  #show(exchanges: readonly Exchange[]): void {
    this.#exchanges = exchanges
    for (const listener of this.#listeners) listener()
  }
}

/** A conversation of this page's own: what another window is asked is not answered here. */
function inConversation(): Say {
  const conversation = `console.${crypto.randomUUID()}`
  return ({ line, key, revision }) =>
    asked(
      api.POST('/api/v1/chat', {
        params: { header: { 'idempotency-key': key } },
        body: { line, conversation, ...(revision === undefined ? {} : { revision }) },
      }),
    )
}

/** A command's answer as the command line prints it, for a form that stands elsewhere. @throws Refusal */
export async function saidBy({ name }: Pick<CommandHelp, 'name'>, args: object, key: string): Promise<string> {
  const init: RequestInit = {
    method: 'POST',
    credentials: 'same-origin',
    redirect: 'error',
    headers: { accept: 'text/plain', 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(args),
  }
  return asked(
    fetch(`/api/v1/commands/${name}`, init).then(async (response) =>
      response.ok ? { data: await response.text(), response } : { error: await response.json().catch(() => null), response },
    ),
  )
}
