// What monitors look at, and how they wait for a trade; what an incident asks before it pauses.
import type { Blind, Head, Reading, Sample } from '#machines/monitor.ts'
import { incidentMachine } from '#machines/incident.ts'
import { monitorMachine } from '#machines/monitor.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { FundConfig } from '#protocol/fund.ts'
import type { RuleId } from '#protocol/monitorRules.ts'
import { defineBot } from '#runtime/registration.ts'
import type { EffectBinding } from '#runtime/host.ts'
import { incidentEventSchema } from './externalEvents.ts'
import { fundProbes, swarmProbes, type Look } from './monitorProbes.ts'
import type { World } from './world.ts'

export const monitorBot = defineBot({ role: 'monitor', version: 1, machine: monitorMachine, restartable: false })
export const incidentBot = defineBot({
  role: 'incident',
  version: 1,
  machine: incidentMachine,
  // that a fund was paused is not to be forgotten
  restartable: false,
  // an answer of its account may be forgotten: the chain knows whether the fund is paused
  whenInDoubt: { type: 'incident.reconsider' },
  parseExternal: (event) => incidentEventSchema.parse(event),
})

/** Each probe gives up after this; a look is shorter than the wait between two. */
const probeMs = 8_000
const patient = { attempts: 3, firstDelayMs: 100, maxDelayMs: 500 }
/** A wait ends now and then even if nothing happens: the monitor's own timer is sooner in all but tests. */
const waitMs = 3_700_000

export function monitorEffects(world: World): EffectBinding[] {
  return [
    {
      port: 'monitor.measure',
      timeoutMs: 60_000,
      run: (given: { fundId: string; head: Head | null }) => measure(world, given.fundId, given.head),
    },
    {
      port: 'monitor.awaitTrade',
      timeoutMs: waitMs,
      concurrency: 64,
      run: (given: { fundId: string; after: number | null; watchMs: number }, { signal }) => awaitTrade(world, given, signal),
    },
    {
      port: 'incident.readPause',
      retry: patient,
      run: async ({ fundId }: { fundId: string }) => ({ paused: await world.gauges.isPaused(world.fund(fundId)) }),
    },
  ]
}

/** Every rule that is on, each for itself: one that cannot be measured hides no other. */
async function measure(world: World, fundId: string, lastHead: Head | null): Promise<Reading> {
  const plan = world.gauges.plan(fundId)
  const at = world.now()
  const head = await inTime(world, world.gauges.head()).catch(() => null)
  const look: Look = { world, at, head, lastHead }
  const fund = fundId === '' ? null : world.fund(fundId)
  const found = await Promise.all(
    plan.rules.map(async ({ id }): Promise<readonly Sample[] | Blind> => {
      try {
        const measured = await inTime(world, fund === null ? swarmProbe(id, look) : fundProbe(id, look, fund))
        return measured.map((one) => ({ rule: id, ...one }))
      } catch (error) {
        if (!(error instanceof QuorateError)) throw error
        return { rule: id, code: error.code, detail: error.message.slice(0, 200) }
      }
    }),
  )
  return {
    at,
    head,
    plan,
    samples: found.flatMap((one) => ('code' in one ? [] : one)),
    blind: found.flatMap((one) => ('code' in one ? [one] : [])),
  }
}

const swarmProbe = async (id: RuleId, look: Look) => (await swarmProbes[id]?.(look)) ?? []
const fundProbe = async (id: RuleId, look: Look, fund: FundConfig) => (await fundProbes[id]?.(look, fund)) ?? []

/** The answer, unless it takes too long. */
function inTime<Answer>(world: World, answer: Promise<Answer>): Promise<Answer> {
  const patience = world.patience(probeMs)
  return new Promise((resolve, reject) => {
    const late = (): void =>
      reject(new QuorateError('RPC_UNREACHABLE', { url: 'the node', problem: `no answer in ${probeMs} ms` }))
    patience.addEventListener('abort', late, { once: true })
    answer.then(resolve, reject).finally(() => patience.removeEventListener('abort', late))
  })
}

/** Looks at each new block, until one has a trade of the fund. */
async function awaitTrade(
  world: World,
  { fundId, after, watchMs }: { readonly fundId: string; readonly after: number | null; readonly watchMs: number },
  signal: AbortSignal,
): Promise<{ readonly block: number }> {
  const fund = world.fund(fundId)
  let seen = after ?? (await world.gauges.head()).block
  for (;;) {
    await world.gauges.rest(watchMs, signal)
    const { block } = await world.gauges.head()
    const traded = await world.gauges.lastTradeBetween(fund, { after: seen, through: block })
    if (traded !== null) return { block: traded }
    // a chain that came back older is followed back
    seen = block
  }
}
