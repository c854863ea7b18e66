// What takes part in a case: something that can be measured again and again in a process of its own.

/** One measurement. */
export interface Reading {
  /** In the unit of the case. */
  readonly value: number
  /** Baselines that exist only together with this very measurement, in the same unit. */
  readonly beside?: Readonly<Record<string, number>>
  /** What else is worth knowing, by a name that carries its unit. */
  readonly details?: Readonly<Record<string, number>>
}

/** What a contender is started with. */
export interface Place {
  /** An empty folder of its own, on a disk. */
  readonly folder: string
  readonly options: Readonly<Record<string, number>>
}

/** A contender that is set up and waits for its turn. It does nothing between samples. */
export interface Contender {
  sample(): Promise<readonly Reading[]>
  close(): Promise<void>
}

/** How a module of `cases` or `baselines` is entered: its export `open`. */
export type Open = (place: Place) => Promise<Contender>

/** What the process of a contender is asked. */
export type Question = 'sample' | 'close'
/** What it answers; `ready` comes unasked, once. */
export type Answer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'readings'; readonly readings: readonly Reading[] }
  | { readonly kind: 'closed' }
  | { readonly kind: 'failed'; readonly problem: string }
