// A program: a gateway with its console over a real journal, a crowd of bots behind it, and a load that is asked for.
// Arguments: folder, number of bots. It ends with whoever started it.
import { exampleMachine } from '#charts/fixtures.ts'
import { allMachines } from '../../test/machines/allMachines.ts'
import { openBenchGateway } from './benchGateway.ts'
import { runLoad } from './crowdLoad.ts'
import type { CrowdAnswer, CrowdOrder } from './crowd.ts'

/** The 36-state chart under so many names: a page lays each name out once. */
const examples = 8

const [folder, bots] = process.argv.slice(2) as [string, string]
const bench = await openBenchGateway(folder, {
  counters: Number(bots),
  withConsole: true,
  charts: Object.fromEntries([
    ...Array.from({ length: examples }, (_, n) => [`example${n}`, exampleMachine] as const),
    // twice: what is measured is the second time
    ...['first', 'second'].flatMap((time) =>
      Object.entries(allMachines).map(([role, machine]) => [`${time}${role}`, machine] as const),
    ),
  ]),
})
const say = (answer: CrowdAnswer): void => void process.send?.(answer)

process.on('disconnect', () => process.exit())
process.on('message', (order: CrowdOrder) => {
  answerTo(order).then(say, (error: unknown) => say({ kind: 'failed', problem: String(error) }))
})
say({ kind: 'ready', url: bench.signInUrl() })

async function answerTo(order: CrowdOrder): Promise<CrowdAnswer> {
  const commits = await runLoad(bench.host, Number(bots), order)
  return { kind: 'loaded', commits, through: bench.host.durableThrough() }
}
