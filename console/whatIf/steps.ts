// What is tried, step by step: kept with the page's moment while its tab is open, cut back, and told in words. Pure but for
// the storage that it is given.
import type { components } from '#client/apiTypes.ts'
import { eventWords } from '#console/parts/eventWords.ts'

/** One thing that is tried. */
export type Step = components['schemas']['WhatIfQuestion']['steps'][number]
/** The bot as it would stand. */
export type Tried = components['schemas']['TriedMoment']
export type WhatIf = components['schemas']['WhatIf']

/** As many as the gateway takes. */
export const stepsMax = 100

const keyOf = (address: string, seq: number): string => `quorate what-if ${address} ${seq}`

/** What was tried from that moment in this tab; what is kept and cannot be read is nothing. */
export function keptSteps(storage: Pick<Storage, 'getItem'>, address: string, seq: number): readonly Step[] {
  try {
    const kept = JSON.parse(storage.getItem(keyOf(address, seq)) ?? '[]') as unknown
    return Array.isArray(kept) && kept.every(isStep) ? kept.slice(0, stepsMax) : []
  } catch {
    return []
  }
}

/** Keeps them; a full storage keeps nothing, and the page goes on. */
export function keepSteps(
  storage: Pick<Storage, 'setItem'>,
  { address, seq, steps }: { readonly address: string; readonly seq: number; readonly steps: readonly Step[] },
): void {
  try {
    storage.setItem(keyOf(address, seq), JSON.stringify(steps))
  } catch {
    // it is a help for a reload, no more
  }
}

function isStep(value: unknown): value is Step {
  if (typeof value !== 'object' || value === null) return false
  return ['event', 'effect', 'timer'].filter((key) => Object.hasOwn(value, key)).length === 1
}

/** In words. @param before the moment that the step was taken at: it names the port of an effect */
export function stepWords(step: Step, before: Tried | undefined): string {
  if ('timer' in step) return `timer ${eventWords(step.timer)} fires`
  if ('event' in step) return `${step.event.type}${step.from === undefined ? ' from outside' : ` told by ${step.from}`}`
  const asked = [...(before?.effects ?? []), ...(before?.late ?? [])].find(({ id }) => id === step.effect)
  return `${asked?.port ?? step.effect} ${'error' in step ? `fails: ${step.error.code ?? 'EFFECT_FAILED'}` : 'answers'}`
}
