// What was asked on the commands page and what was answered; kept while the page is open, whichever page one looks at.
import { asked, type Refusal } from '#console/data/api.ts'
import type { CommandHelp } from '#console/data/shapes.ts'

/** One question and what became of it. */
export interface Exchange {
  readonly id: number
  /** As it was typed. */
  readonly line: string
  /** ISO 8601. */
  readonly at: string
  readonly outcome:
    | { readonly kind: 'asking' }
    | { readonly kind: 'answered'; readonly text: string; readonly tookMs: number }
    | {
        readonly kind: 'refused'
        readonly refusal: Refusal
        /** The same again, done no second time. */ readonly again: () => void
      }
    | { readonly kind: 'unread'; readonly problem: string; readonly near: readonly string[] }
}

/** More would make the page slow, and is in the audit log. */
const exchangesMax = 100

/** The exchanges of one page. */
export class Transcript {
  #exchanges: readonly Exchange[] = []
  #made = 0
  readonly #listeners = new Set<() => void>()

  readonly view = (): readonly Exchange[] => this.#exchanges
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** A line that asks for nothing there is. */
  unread(line: string, problem: string, near: readonly string[]): void {
    this.#add(line, { kind: 'unread', problem, near })
  }

  /** Asks. What changes something has a name of its own, so that asking again does it no second time. */
  ask(line: string, command: CommandHelp, args: object): void {
    const key = crypto.randomUUID()
    const id = this.#add(line, { kind: 'asking' })
    const run = (): void => {
      const begun = performance.now()
      this.#change(id, { kind: 'asking' })
      saidBy(command, args, key).then(
        (text) => this.#change(id, { kind: 'answered', text, tookMs: Math.round(performance.now() - begun) }),
        // what `saidBy` throws
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

/** The answer as the command line prints it. @throws Refusal */
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
