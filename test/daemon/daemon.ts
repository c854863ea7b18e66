// A real daemon as a child process: what it prints, what it journals, and how it ends.
import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { controlClient, type ControlClient } from '#cli/controlClient.ts'
import type { InstanceFolders } from '#cli/instance.ts'
import type { StatusResult } from '#chat/commands/status.ts'
import type { TurnLine } from '#chat/commands/turnLine.ts'
import { isFactName, parseFact, type Fact, type FactName } from '#protocol/facts.ts'

/** Setting up a market on a chain with blocks of a second takes half a minute. */
const readyLimitMs = 90_000
/** Longer than any drill has to wait for its next fact. */
const factLimitMs = 60_000
/** The promise is 10 s; what does not keep it must be seen to. */
const endLimitMs = 20_000

/** A fact and the turn that stated it. */
export type SeenFact<Name extends FactName = FactName> = Fact<Name> & { readonly seq: number }

/** How a process ended. */
export interface Ended {
  readonly exit: number | null
  readonly signal: NodeJS.Signals | null
  readonly tookMs: number
}

export interface Daemon {
  readonly pid: number
  readonly client: ControlClient
  /** Everything it printed so far, one JSON line each. */
  readonly printed: readonly string[]
  readonly complaint: () => string
  /** Every fact that was seen so far. */
  readonly facts: readonly SeenFact[]
  /** The first fact of this name that fits, seen already or awaited. @throws when none comes in time */
  fact<Name extends FactName>(type: Name, fits?: (fact: SeenFact<Name>) => boolean): Promise<SeenFact<Name>>
  status(): Promise<StatusResult>
  /** Sends a signal and waits for the end. */
  end(signal?: NodeJS.Signals): Promise<Ended>
}

export interface DaemonStart {
  readonly launcher: string
  readonly words: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly folders: InstanceFolders
}

/** Starts it and waits until it is ready. @throws with what it said when it ends before */
export async function startDaemon({ launcher, words, env, folders }: DaemonStart): Promise<Daemon> {
  const child = spawn(launcher, [...words], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const printed: string[] = []
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text))
  const exited = new Promise<Omit<Ended, 'tookMs'>>((resolve) => child.once('close', (exit, signal) => resolve({ exit, signal })))
  await new Promise<void>((resolve, reject) => {
    const tell = (what: string): void => reject(new Error(`the daemon ${what}: ${printed.slice(-5).join('\n')}\n${complaint}`))
    const patience = setTimeout(() => tell(`was not ready within ${readyLimitMs} ms`), readyLimitMs)
    createInterface({ input: child.stdout }).on('line', (line) => {
      printed.push(line)
      if (line.startsWith('{"type":"ready"')) resolve()
    })
    void exited.then(({ exit }) => tell(`ended with ${exit}`)).finally(() => clearTimeout(patience))
  })
  const client = controlClient(folders.name, folders.storage)
  const watch = watchFacts(client)
  return {
    pid: pidOf(child),
    client,
    printed,
    complaint: () => complaint,
    facts: watch.facts,
    fact: watch.fact,
    // the daemon's own handler gives this shape
    status: async () => (await client.ask('status', {})) as StatusResult,
    async end(signal = 'SIGINT') {
      const began = performance.now()
      watch.stop()
      child.kill(signal)
      const patience = setTimeout(() => child.kill('SIGKILL'), endLimitMs)
      const ended = await exited
      clearTimeout(patience)
      return { ...ended, tookMs: Math.round(performance.now() - began) }
    },
  }
}

interface Watch extends Pick<Daemon, 'facts' | 'fact'> {
  stop(): void
}

/** Reads the journal from its beginning as the daemon commits it; whoever waits looks at each fact once. */
function watchFacts(client: ControlClient): Watch {
  const facts: SeenFact[] = []
  const leave = new AbortController()
  const news = new EventTarget()
  let trouble: unknown
  const read = async (): Promise<void> => {
    for await (const item of client.stream('journal', { follow: true, facts: true }, leave.signal)) {
      // the daemon's own handler gives this shape
      const { seq, facts: stated } = item as TurnLine
      for (const { type, data } of stated) {
        const fact = isFactName(type) ? parseFact({ type, data }) : null
        if (fact !== null) facts.push({ ...fact, seq })
      }
      news.dispatchEvent(new Event('fact'))
    }
  }
  read().catch((failure: unknown) => {
    trouble = failure
    news.dispatchEvent(new Event('fact'))
  })
  return {
    facts,
    stop: () => leave.abort(),
    fact: (type, fits = () => true) =>
      new Promise((resolve, reject) => {
        let next = 0
        const patience = setTimeout(() => {
          news.removeEventListener('fact', look)
          reject(new Error(`no ${type} within ${factLimitMs} ms; the last were ${JSON.stringify(facts.slice(-6))}`))
        }, factLimitMs)
        const look = (): void => {
          for (; next < facts.length; next += 1) {
            const fact = facts[next]
            if (fact !== undefined && isOf(fact, type) && fits(fact)) return settle(() => resolve(fact))
          }
          if (trouble !== undefined) settle(() => reject(new Error(`the journal ended before a ${type}`, { cause: trouble })))
        }
        const settle = (how: () => void): void => {
          clearTimeout(patience)
          news.removeEventListener('fact', look)
          how()
        }
        news.addEventListener('fact', look)
        look()
      }),
  }
}

const isOf = <Name extends FactName>(fact: SeenFact, type: Name): fact is SeenFact & SeenFact<Name> => fact.type === type

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error('a child that printed has a pid')
  return child.pid
}
