// What a turn costs the processor among so many bots: a hundred senders, each stays with one bot for a while, then goes
// on to any other. With `wake: 1` also what it costs when every event is for another bot, which has to be woken first.
import type { Address } from '#runtime/authoring.ts'
import { createLocalHost } from '#runtime/localHost.ts'
import type { Open } from '../contender.ts'
import { counterBot } from '../workload/counterBot.ts'
import { setupDisk } from '../workload/setupDisk.ts'
import { startBots } from '../workload/swarm.ts'

const senders = 100
/** Events for one bot before the next. */
const stays = 50
const sampleMs = 1_000
const atOnce = 1_000
const quietLooksMax = 100
const lookMs = 500
const quietCpuUs = 25_000

/** Of a turn: in µs of the thread that runs turns, and of all threads, those that write files and collect garbage too. */
interface Cost {
  readonly ownUs: number
  readonly allUs: number
  readonly perSecond: number
}

export const open: Open = async ({ folder, options }) => {
  const bots = options['bots'] ?? 100
  const state = setupDisk()
  const host = await createLocalHost({ directory: folder, bots: [counterBot], effects: [], disk: state.disk })
  for (let begun = 0; begun < bots; begun += atOnce) await startBots(host, 'counter', Math.min(bots, begun + atOnce), begun)
  await quiet()
  state.settingUp = false
  let random = 1
  const anyBot = (): Address => {
    // the multiplier and modulus of MINSTD: the same walk in every run
    random = (random * 48_271) % 2_147_483_647
    return `counter:${random % bots}`
  }
  const load = async (stay: number): Promise<Cost> => {
    const [all, own] = [process.cpuUsage(), process.threadCpuUsage()]
    const begun = performance.now()
    const end = begun + sampleMs
    let turns = 0
    await Promise.all(
      Array.from({ length: senders }, async () => {
        let to = anyBot()
        for (let sent = 1; performance.now() < end; sent++) {
          await host.send(to, { type: 'tick', by: 1 })
          turns += 1
          if (sent % stay === 0) to = anyBot()
        }
      }),
    )
    const perTurn = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / turns
    return {
      ownUs: perTurn(process.threadCpuUsage(own)),
      allUs: perTurn(process.cpuUsage(all)),
      perSecond: (turns / (performance.now() - begun)) * 1_000,
    }
  }
  return {
    sample: async () => {
      const { ownUs, allUs, perSecond } = await load(stays)
      const reading = { value: ownUs, details: { turnsPerSecond: perSecond, allThreadsUs: allUs } }
      if (options['wake'] !== 1) return [reading]
      return [{ ...reading, beside: { 'each event another bot': (await load(1)).ownUs } }]
    },
    // no clean stop: a snapshot file for every bot would take longer than all samples
    close: async () => undefined,
  }
}

/** Waits until the process does next to nothing: what starting so many bots leaves behind is no cost of a turn. */
async function quiet(): Promise<void> {
  for (let look = 0; look < quietLooksMax; look++) {
    const before = process.cpuUsage()
    await new Promise((resolve) => setTimeout(resolve, lookMs))
    const { user, system } = process.cpuUsage(before)
    if (user + system < quietCpuUs) return
  }
  throw new Error(`still busy ${(quietLooksMax * lookMs) / 1_000} s after the last bot was started`)
}
