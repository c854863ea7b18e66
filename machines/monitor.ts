// Watches one fund, or the swarm as a whole: looks at figures of chain and journal on a durable schedule and at once after
// each trade, judges them by rules that are data, and raises an incident for what is wrong. It mends nothing itself.
import { assign, setup } from 'xstate'
import { emit, port, start, tell, type Address, type EffectFailure } from '#runtime/authoring.ts'
import { monitorLimits } from './limits.ts'
import { outlook, type Head, type MonitorContext, type MonitorInput, type Reading } from './monitorState.ts'

export type { MonitorInput, Reading, Sample, Blind, Head } from './monitorState.ts'

/** An incident is over: its rule and subject may have another one. */
export interface IncidentClosed {
  readonly type: 'incident.closed'
  readonly incidentId: string
}
interface Args {
  readonly context: MonitorContext
  readonly event: IncidentClosed
}

const measure = port<{ id: string; fundId: string; head: Head | null }, Reading>('monitor.measure', 'read')
const awaitTrade = port<{ fundId: string; after: number | null; watchMs: number }, { block: number }>(
  'monitor.awaitTrade',
  'read',
)

const incident = (id: string): Address => `incident:${id}`

export const monitorMachine = setup({
  types: { context: {} as MonitorContext, events: {} as IncidentClosed, input: {} as MonitorInput },
  actors: { 'monitor.measure': measure, 'monitor.awaitTrade': awaitTrade },
  guards: { hasFund: ({ context }) => context.fundId !== '' },
  actions: {
    raiseIncidents: start(({ context }: Args, reading: Reading) =>
      outlook(context, reading).raise.map((input) => ({ role: 'incident', id: input.id, input })),
    ),
    tellIncidents: tell(({ context }: Args, reading: Reading) => {
      const { pause, breached, healthy } = outlook(context, reading)
      return [
        ...pause.map((id) => ({ to: incident(id), event: { type: 'incident.pause' } })),
        ...breached.map(({ incidentId, ...rest }) => ({
          to: incident(incidentId),
          event: { type: 'incident.breached', ...rest },
        })),
        ...healthy.map(({ incidentId, at }) => ({ to: incident(incidentId), event: { type: 'incident.healthy', at } })),
      ]
    }),
    // after the two above: they compare the look with what was known before it
    takeReading: assign(({ context }, reading: Reading) => outlook(context, reading).context),
    forget: assign(({ context, event }) => ({
      open: Object.fromEntries(Object.entries(context.open).filter(([, { incidentId }]) => incidentId !== event.incidentId)),
    })),
    release: tell(({ event }: Args) => ({ to: incident(event.incidentId), event: { type: 'incident.released' } })),
    announceBlind: emit(({ context }: Args, { code, message }: EffectFailure) =>
      context.blindBy === code ? undefined : { type: 'monitor.blind', fundId: context.fundId, code, detail: message },
    ),
    noteBlind: assign((_, { code }: EffectFailure) => ({ blindBy: code })),
  },
  delays: { every: ({ context }) => context.everyS * 1_000 },
}).createMachine({
  id: 'monitor',
  description: 'Watches a fund or the swarm by rules, and raises incidents.',
  context: ({ input }) => ({
    ...input,
    at: 0,
    head: null,
    everyS: monitorLimits.firstEveryS,
    watchMs: monitorLimits.firstWatchMs,
    figures: [],
    breachedSince: {},
    open: {},
    raised: 0,
    blindBy: null,
  }),
  on: { 'incident.closed': { actions: ['forget', 'release'] } },
  initial: 'measuring',
  states: {
    measuring: {
      description: 'Reads every figure that its rules are about.',
      invoke: {
        id: 'monitor.measure',
        src: 'monitor.measure',
        input: ({ context: { id, fundId, head } }) => ({ id, fundId, head }),
        onDone: {
          target: 'judged',
          actions: [
            { type: 'raiseIncidents', params: ({ event }) => event.output },
            { type: 'tellIncidents', params: ({ event }) => event.output },
            { type: 'takeReading', params: ({ event }) => event.output },
          ],
        },
        onError: {
          target: 'resting',
          actions: [
            { type: 'announceBlind', params: ({ event }) => event.error as EffectFailure },
            { type: 'noteBlind', params: ({ event }) => event.error as EffectFailure },
          ],
        },
      },
    },
    judged: {
      description: 'Has looked; what waits for nothing but time and what waits for a trade too part here.',
      always: [{ guard: 'hasFund', target: 'watching' }, { target: 'resting' }],
    },
    watching: {
      description: 'Until the next look is due, or a block has a trade of the fund.',
      invoke: {
        id: 'monitor.awaitTrade',
        src: 'monitor.awaitTrade',
        input: ({ context: { fundId, head, watchMs } }) => ({ fundId, after: head?.block ?? null, watchMs }),
        onDone: 'measuring',
        onError: 'resting',
      },
      after: { every: 'measuring' },
    },
    resting: {
      description: 'Until the next look is due.',
      after: { every: 'measuring' },
    },
  },
})
