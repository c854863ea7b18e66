// DBOS on PostgreSQL: every event of a hundred actors is a workflow, whose one step is the machine's turn and whose recorded
// result is the next snapshot.
import { initialTransition, transition } from 'xstate'
import type { Open } from '../contender.ts'
import { counterMachine } from '../workload/counterBot.ts'
import { engineFile } from './enginePackages.ts'
import { loadEngine } from './loadEngine.ts'
import { startPostgres } from './postgres.ts'

/** The part of DBOS that is used. */
interface Dbos {
  setConfig(config: { readonly name: string; readonly systemDatabaseUrl: string; readonly logLevel: string }): void
  launch(): Promise<void>
  shutdown(): Promise<void>
  registerWorkflow(run: (actor: number) => Promise<number>, config: { readonly name: string }): (actor: number) => Promise<number>
  runStep<Result>(run: () => Promise<Result>, config: { readonly name: string }): Promise<Result>
}

const actors = 100

export const open: Open = async ({ folder }) => {
  const { DBOS } = (await import(engineFile('@dbos-inc/dbos-sdk'))) as { readonly DBOS: Dbos }
  const postgres = await startPostgres(folder)
  const snapshots = Array.from({ length: actors }, () => initialTransition(counterMachine)[0])
  const onTick = DBOS.registerWorkflow(
    async (actor) => {
      const next = await DBOS.runStep(
        async () => {
          const before = snapshots[actor]
          if (before === undefined) throw new Error(`there is no actor ${actor}`)
          const [after] = transition(counterMachine, before, { type: 'tick', by: 1 })
          snapshots[actor] = after
          return { value: after.value, context: after.context }
        },
        { name: 'turn' },
      )
      return next.context.count
    },
    { name: 'tick' },
  )
  DBOS.setConfig({ name: 'bench', systemDatabaseUrl: postgres.url, logLevel: 'error' })
  await DBOS.launch()
  return {
    sample: async () => [await loadEngine((actor) => onTick(actor))],
    close: async () => {
      await DBOS.shutdown()
      await postgres.process.end('SIGINT')
    },
  }
}
