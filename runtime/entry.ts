// What is kept in memory of each bot there ever was. An idle one should cost little more than this.
import type { AnyMachineSnapshot } from 'xstate'
import type { Address, EffectFailure } from './authoring.ts'
import type { MailboxItem } from './mailbox.ts'
import { emptyBook, type ActorRecord, type Book, type Position, type Trouble, type TurnRecord } from './records.ts'

/** A bot in memory. What is large (the snapshot) can be read back by `position`. */
export interface Entry {
  readonly address: Address
  readonly role: string
  parent: Address | null
  incarnation: number
  version: number
  status: 'starting' | 'active' | 'done' | 'error' | 'stopped'
  quarantine: EffectFailure | undefined
  /** The record that says so. */
  quarantineSeq: number
  /** Latest record with this bot's state. */
  position: Position | undefined
  /** The record that holds its input. */
  birth: Position | undefined
  inputCrc: number
  seq: number
  at: string
  book: Book
  /** As of the last turn run, perhaps not yet durable. */
  live: AnyMachineSnapshot | undefined
  /** As of the last durable turn: what anyone may see. */
  shown: TurnRecord | ActorRecord | undefined
  readonly queue: MailboxItem[]
  ready: boolean
  /** A bot above its bound that this one has been telling. */
  feeds: Address | undefined
  trouble: Trouble | undefined
}

/** A bot that nothing is known of yet. */
export function newEntry(address: Address, role: string): Entry {
  return {
    address,
    role,
    parent: null,
    incarnation: 0,
    version: 0,
    status: 'starting',
    quarantine: undefined,
    quarantineSeq: 0,
    position: undefined,
    birth: undefined,
    inputCrc: 0,
    seq: 0,
    at: '',
    book: emptyBook,
    live: undefined,
    shown: undefined,
    queue: [],
    ready: false,
    feeds: undefined,
    trouble: undefined,
  }
}
