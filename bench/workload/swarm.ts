// Many bots under load: each is sent its next event when its last one is durable.
import type { Address } from '#runtime/authoring.ts'
import type { Host, Json } from '#runtime/host.ts'
import type { Reading } from '../contender.ts'
import { median } from '../statistics.ts'
import { busyEventAt, type BusyContext, type BusyEvent } from './busyBot.ts'

const sampleMs = 1_000

/** What a while of load came to. */
export interface Load {
  readonly seconds: number
  /** Turns of all bots, whatever caused them. */
  readonly turns: number
  /** The middle wait of a sender, in ms. */
  readonly p50Ms: number
}

/** Starts the bots of a role up to a number, from another on. */
export async function startBots(host: Host, role: string, to: number, from = 0): Promise<void> {
  await Promise.all(Array.from({ length: to - from }, (_, n) => host.spawn(role, String(from + n), {})))
}

/** Keeps all busy bots under load for a while, and waits until the last turn that follows is done. */
export async function loadBusyBots(host: Host, bots: number): Promise<Load> {
  const before = turnsOf(host)
  const waits: number[] = []
  const begun = performance.now()
  const end = begun + sampleMs
  await Promise.all(
    Array.from({ length: bots }, async (_, index) => {
      const address: Address = `busy:${index}`
      let last = performance.now()
      for (let n = 0; last < end; n++) {
        await host.send(address, busyEventAt(n, index, bots))
        const now = performance.now()
        waits.push(now - last)
        last = now
      }
    }),
  )
  while (!atRest(host)) await new Promise((resolve) => setImmediate(resolve))
  const seconds = (performance.now() - begun) / 1_000
  return { seconds, turns: turnsOf(host) - before, p50Ms: median(waits) }
}

/** Keeps all bots of a role that counts ticks under load for a while. */
export async function loadCounters(host: Host, bots: number, role: string): Promise<Load> {
  const event: BusyEvent = { type: 'tick', by: 1 }
  const waits: number[] = []
  const begun = performance.now()
  const end = begun + sampleMs
  await Promise.all(
    Array.from({ length: bots }, async (_, index) => {
      const address: Address = `${role}:${index}`
      let last = performance.now()
      while (last < end) {
        await host.send(address, event)
        const now = performance.now()
        waits.push(now - last)
        last = now
      }
    }),
  )
  return { seconds: (performance.now() - begun) / 1_000, turns: waits.length, p50Ms: median(waits) }
}

/** A load as a rate. */
export function rate({ seconds, turns, p50Ms }: Load): Reading {
  return { value: turns / seconds, details: { p50Ms } }
}

function turnsOf(host: Host): number {
  return host.list('busy').reduce((sum, { context }) => sum + contextOf(context).count, 0)
}

/** A bot that naps or looks has a turn to come; a message that is under way is in a queue. */
function atRest(host: Host): boolean {
  return host.list('busy').every(({ value, queued }) => queued === 0 && value !== 'napping' && value !== 'looking')
}

function contextOf(context: Json): BusyContext {
  return context as unknown as BusyContext // what the machine keeps
}
