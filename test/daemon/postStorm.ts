// A storm of POSTs with Idempotency-Keys at a real daemon on a real chain, which is killed in the midst of it again and
// again. What it was asked is judged from outside: by what it answers to the same key, and by what the chain tells.
import { setTimeout as delay } from 'node:timers/promises'
import { createPublicClient, http } from 'viem'
import { vaultAbi } from '#protocol/abi/Vault.ts'
import { SimulatedRandom } from '#runtime/simulatedRandom.ts'
import type { Daemon } from './daemon.ts'
import { openDrill, quickSettings, type Drill } from './drill.ts'

export interface StormPlan {
  readonly kills: number
  readonly clients: number
  readonly seed: number
  /** Told after each kill. */
  readonly say?: (line: string) => void
}
/** What a storm came to; without violations all of it held. */
export interface StormVerdict {
  readonly posted: number
  /** Answered at the first time. */
  readonly answered: number
  /** Not answered before the kill, and sent again. */
  readonly repeated: number
  /** Answered 200, and found on the chain once. */
  readonly deposits: number
  readonly violations: readonly string[]
}

interface Answer {
  readonly status: number
  readonly body: string
  readonly replayed: boolean
}
interface Posted {
  readonly key: string
  /** Of this request alone, so that its deposit is known on the chain. Base units. */
  readonly amount: number
  first: Answer | undefined
  last: Answer | undefined
}

/** A storm goes on until some were answered, which a busy machine takes its time for, and then a while. */
const answersMin = 3
const answersWithinMs = 60_000
const [stormMsMin, stormMsMax] = [50, 1_000]
const firstAmount = 1_000_000
const decimals = 6
/** A busy daemon says so; a person would try again as often. */
const triesMax = 200
const pauseMs = 50

/** @throws when the daemon cannot be started or its chain not be read */
export async function postStorm(plan: StormPlan): Promise<StormVerdict> {
  const drill = openDrill()
  try {
    return await new Storm(drill, plan).run()
  } finally {
    await drill.end()
  }
}

class Storm {
  readonly #drill: Drill
  readonly #plan: StormPlan
  readonly #posted: Posted[] = []
  readonly #violations: string[] = []
  #api = ''
  #key = ''
  #isOver = false

  constructor(drill: Drill, plan: StormPlan) {
    this.#drill = drill
    this.#plan = plan
  }

  async run(): Promise<StormVerdict> {
    const { kills, clients, seed, say = () => undefined } = this.#plan
    const random = new SimulatedRandom(seed, 'storm')
    this.#drill.configure(quietSettings())
    let daemon = await this.#start()
    this.#key = ((await this.#drill.asked('apikey', 'create', 'storm', '--role', 'admin')) as { readonly key: string }).key
    for (let kill = 1; kill <= kills; kill += 1) {
      this.#isOver = false
      const storm = Promise.all(Array.from({ length: clients }, () => this.#post()))
      await this.#someAnswers()
      await delay(random.between(stormMsMin, stormMsMax))
      this.#isOver = true
      await daemon.end('SIGKILL')
      await storm
      daemon = await this.#start()
      const open = this.#posted.filter(({ last }) => last === undefined)
      await Promise.all(open.map((posted) => this.#repeat(posted)))
      say(`kill ${kill} of ${kills}: ${this.#posted.length} posted, ${open.length} sent again`)
    }
    for (const posted of this.#posted) await this.#judge(posted)
    await this.#judgeChain(daemon)
    const audit = await this.#drill.quorate('audit', 'verify')
    if (audit.exit !== 0) this.#violations.push(`the audit log is not whole: ${audit.out}${audit.complaint}`)
    await daemon.end()
    const journal = await this.#drill.quorate('journal', 'verify')
    if (journal.exit !== 0) this.#violations.push(`the journal is not whole: ${journal.out}${journal.complaint}`)
    const answered = this.#posted.filter(({ first }) => first !== undefined).length
    return {
      posted: this.#posted.length,
      answered,
      repeated: this.#posted.length - answered,
      deposits: this.#posted.filter(({ last }) => last?.status === 200).length,
      violations: this.#violations,
    }
  }

  async #start(): Promise<Daemon> {
    const daemon = await this.#drill.up()
    const ready = daemon.printed.find((line) => line.startsWith('{"type":"ready"')) ?? ''
    this.#api = /http:\/\/127\.0\.0\.1:\d+(?=\/openapi)/.exec(ready)?.[0] ?? ''
    return daemon
  }

  /** One client: the next when the last was answered, until the storm is over or the daemon gone. */
  async #post(): Promise<void> {
    while (!this.#isOver) {
      const n = this.#posted.length
      const posted: Posted = { key: `storm-${n}`, amount: firstAmount + n, first: undefined, last: undefined }
      this.#posted.push(posted)
      const answer = await this.#ask(posted)
      if (answer === undefined) return
      if (isFinal(answer)) {
        posted.first = answer
        posted.last = answer
      }
    }
  }

  async #someAnswers(): Promise<void> {
    const answered = (): number => this.#posted.filter(({ first }) => first !== undefined).length
    const wanted = answered() + answersMin
    for (let waited = 0; answered() < wanted && waited < answersWithinMs; waited += pauseMs) await delay(pauseMs)
  }

  /** Sends it again with its key until there is an answer that stays. */
  async #repeat(posted: Posted): Promise<void> {
    for (let tries = 0; tries < triesMax; tries += 1) {
      const answer = await this.#ask(posted)
      if (answer !== undefined && isFinal(answer)) {
        posted.last = answer
        return
      }
      await delay(pauseMs)
    }
    this.#violations.push(`${posted.key} was not answered after ${triesMax} tries`)
  }

  /** What was answered once is answered the same, now that no process is alive that answered it. */
  async #judge(posted: Posted): Promise<void> {
    const again = await this.#ask(posted)
    const { key, last } = posted
    if (last === undefined || again === undefined) return
    if (again.status !== last.status || again.body !== last.body || !again.replayed)
      this.#violations.push(`${key} was answered ${last.status} ${last.body}, then ${again.status} ${again.body}`)
  }

  /** Every deposit that was answered is there once, and no other. */
  async #judgeChain(daemon: Daemon): Promise<void> {
    const { chain, funds } = await daemon.status()
    const client = createPublicClient({ cacheTime: 0, transport: http(chain.rpcUrl) })
    const vault = funds[0]?.vault as `0x${string}` // the drill has one fund
    const logs = await client.getContractEvents({
      address: vault,
      abi: vaultAbi,
      eventName: 'Deposit',
      fromBlock: 'earliest',
      strict: true,
    })
    const found = new Map<number, number>()
    for (const { args } of logs) found.set(Number(args.assets), (found.get(Number(args.assets)) ?? 0) + 1)
    for (const { key, amount, last } of this.#posted) {
      const wanted = last?.status === 200 ? 1 : 0
      const times = found.get(amount) ?? 0
      if (times !== wanted) this.#violations.push(`${key} was answered ${last?.status ?? 'nothing'} and deposited ${times} times`)
    }
  }

  async #ask({ key, amount }: Posted): Promise<Answer | undefined> {
    const whole = String(amount).padStart(decimals + 1, '0')
    try {
      const response = await fetch(`${this.#api}/api/v1/commands/fund.deposit`, {
        method: 'POST',
        headers: { authorization: `Bearer ${this.#key}`, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify({ fund: 'main', amount: `${whole.slice(0, -decimals)}.${whole.slice(-decimals)}` }),
      })
      const body = await response.text()
      return { status: response.status, body, replayed: response.headers.get('idempotent-replayed') === 'true' }
    } catch {
      return undefined // the connection ended before an answer
    }
  }
}

/** Busy and stopping are not answers: the same request may be sent again. */
const isFinal = ({ status, body }: Answer): boolean => status < 500 && !body.includes('"retryable":true')

/** A fund that does not trade: what moves its vault is what is asked here. */
function quietSettings(): ReturnType<typeof quickSettings> {
  const settings = quickSettings({ walkIntervalMs: 60_000 })
  for (const fund of settings.funds) fund.strategy.entry = { rule: 'momentum', windowRounds: 1, thresholdBps: 10_000 }
  return settings
}
