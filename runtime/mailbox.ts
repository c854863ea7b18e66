// What waits for a bot. Only external items may be refused; all others are already promised by a record.
import type { Address, EffectFailure } from './authoring.ts'
import type { BotEvent, Json } from './host.ts'

/** How an effect ended. */
export type EffectResult =
  | { readonly ok: true; readonly output: Json | undefined }
  | { readonly ok: false; readonly error: EffectFailure }

/** Called once, when the record that handled the item is durable, or when there will be none. */
export interface Settle {
  readonly done: (seq: number) => void
  readonly failed: (error: Error) => void
}

/** One thing for a bot to handle. */
export type MailboxItem =
  | {
      readonly kind: 'start'
      readonly id?: string
      readonly by: Address | 'operator'
      readonly requestId?: string | undefined
      readonly input: Json
      readonly settle?: Settle
      /** Sequence number of the restart that it carries out. */
      readonly again?: number
    }
  | { readonly kind: 'stop'; readonly id: string; readonly from: Address }
  | { readonly kind: 'message'; readonly id: string; readonly from: Address; readonly event: BotEvent }
  | {
      readonly kind: 'external'
      readonly event: BotEvent
      readonly askId?: string
      readonly who?: string
      readonly requestId?: string | undefined
      readonly settle: Settle
    }
  | { readonly kind: 'timer'; readonly id: string; readonly generation: number }
  | {
      readonly kind: 'effect'
      readonly id: string
      readonly name: string
      readonly attempt: number
      readonly result: EffectResult
    }

/** What stays the same about an item when it is delivered again after a restart; undefined when it is not. */
export function itemKey(address: Address, item: MailboxItem): string | undefined {
  switch (item.kind) {
    case 'start':
      if (item.again !== undefined) return `${address} again ${item.again}`
      return item.id === undefined ? undefined : `${address} ${item.id}`
    case 'stop':
    case 'message':
      return `${address} ${item.id}`
    case 'timer':
      return `${address} ${item.id} ${item.generation}`
    case 'effect':
      return `${address} ${item.id}`
    case 'external':
      return item.askId === undefined ? undefined : `${address} ${item.askId}`
  }
}
