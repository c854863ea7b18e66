// Every bot in one line, page by page. What is large is read once for each turn of a bot: a swarm of many thousands that
// sleep on disk is listed without waking any, and the first list after a start lets others have their turn meanwhile.
import { setImmediate as breathe } from 'node:timers/promises'
import { readableState } from '#chat/commands/figures.ts'
import type { BotGlance, CommittedTurn, Host } from '#runtime/host.ts'
import { fundOfContext, seesBotOf } from './botFund.ts'
import type { Caller } from './caller.ts'
import { z } from 'zod'

/** Bots that are read from disk before others have a turn of the event loop: some 10 ms. */
const readsAtOnce = 64

/** What a bot waits for, as lists and news of it tell. */
export const waitsSchema = z.object({
  timers: z.int(),
  effects: z.int().describe('ports that have not answered'),
  dueAt: z.string().nullable().describe('ISO 8601: the first of its timers, or its restart'),
})

/** One bot, as lists tell it. */
export interface BotLine {
  readonly address: string
  readonly role: string
  /** null: of the swarm as a whole. */
  readonly fundId: string | null
  readonly status: BotGlance['status']
  /** Its state for people. */
  readonly state: string
  readonly seq: number
  readonly at: string
  readonly parent: string | null
  /** null: of a moment in the past, of which the turns do not tell it. */
  readonly queued: number | null
  readonly restarts: number
  readonly waits: CommittedTurn['waits']
}

/** What a page of them holds. */
export interface BotsWanted {
  readonly role?: string | undefined
  readonly fund?: string | undefined
  readonly state?: string | undefined
  readonly q?: string | undefined
  /** Finished and stopped ones too. */
  readonly all: boolean
  readonly cursor?: string | undefined
  readonly limit: number
}

/** A page, sorted by address. */
export interface BotPage {
  readonly bots: BotLine[]
  readonly next: string | null
  /** The journal's sequence that the page stands for. */
  readonly through: number
  /** The first moment that can be told; null where no moment was asked for. */
  readonly earliest: number | null
}

/** What is kept of a bot since it was read. */
interface Known {
  readonly seq: number
  readonly state: string
  readonly fundId: string | null
}

/** The bots of one host. */
export class BotList {
  readonly #host: Pick<Host, 'glances' | 'view' | 'durableThrough'>
  readonly #known = new Map<string, Known>()

  constructor(host: Pick<Host, 'glances' | 'view' | 'durableThrough'>) {
    this.#host = host
  }

  /** Those that are there for the caller, after the cursor. */
  async page(caller: Caller, wanted: BotsWanted): Promise<BotPage> {
    let glances = this.#glances(wanted)
    // what happened while others had their turn is read too; a swarm that never rests is given up on after a few rounds
    for (let round = 0; round < 3 && (await this.#read(glances)); round += 1) glances = this.#glances(wanted)
    const through = this.#host.durableThrough()
    const found = glances.flatMap((glance) => {
      const known = this.#knownOf(glance)
      return known !== undefined && seesBotOf(caller, known.fundId) && fits(glance, known, wanted) ? [{ glance, known }] : []
    })
    const bots = found
      .toSorted((one, other) => (one.glance.address < other.glance.address ? -1 : 1))
      .slice(0, wanted.limit)
      .map(({ glance, known }) => lineOf(glance, known))
    return { bots, next: bots.length < found.length ? (bots.at(-1)?.address ?? null) : null, through, earliest: null }
  }

  #glances({ role, all, cursor = '' }: BotsWanted): readonly BotGlance[] {
    return this.#host
      .glances(role)
      .filter(({ address, status }) => address > cursor && (all || (status !== 'done' && status !== 'stopped')))
  }

  /** Reads those that have moved. @returns whether others had a turn meanwhile */
  async #read(glances: readonly BotGlance[]): Promise<boolean> {
    let reads = 0
    for (const glance of glances) {
      if (this.#known.get(glance.address)?.seq === glance.seq) continue
      this.#knownOf(glance)
      reads += 1
      if (reads % readsAtOnce === 0) await breathe()
    }
    return reads >= readsAtOnce
  }

  #knownOf({ address, seq }: BotGlance): Known | undefined {
    const known = this.#known.get(address)
    if (known?.seq === seq) return known
    const view = this.#host.view(address)
    if (view === undefined) return undefined
    const read = { seq: view.seq, state: readableState(view.value), fundId: fundOfContext(view.context) }
    this.#known.set(address, read)
    return read
  }
}

/** Is a bot what was asked for? */
export function fits(
  { address, status }: Pick<BotLine, 'address' | 'status'>,
  { state, fundId }: Pick<BotLine, 'state' | 'fundId'>,
  { fund, state: wanted, q }: Pick<BotsWanted, 'fund' | 'state' | 'q'>,
): boolean {
  if (fund !== undefined && fundId !== fund) return false
  if (wanted !== undefined && status !== wanted && state !== wanted && !state.startsWith(`${wanted}.`)) return false
  if (q === undefined) return true
  const sought = q.toLowerCase()
  return address.toLowerCase().includes(sought) || state.toLowerCase().includes(sought)
}

function lineOf(glance: BotGlance, { state, fundId }: Known): BotLine {
  const { address, role, status, seq, at, parent, queued, incarnation, timers, effects, restart } = glance
  const due = [...timers.map(({ dueAt }) => dueAt), ...(restart === undefined ? [] : [restart.dueAt])].toSorted()
  return {
    address,
    role,
    fundId,
    status,
    state,
    seq,
    at,
    parent,
    queued,
    restarts: Math.max(0, incarnation - 1),
    waits: { timers: timers.length, effects: effects.length, dueAt: due[0] ?? null },
  }
}
