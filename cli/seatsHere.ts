// Who sits in a fund's verifier set by registration: as the running daemon has it, else as the journal has it.
import { join } from 'node:path'
import { rosterOf } from '#chat/commands/registrationBooks.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { BotView } from '#runtime/host.ts'
import { stateAt } from '#runtime/stateAt.ts'
import { controlClient } from './controlClient.ts'
import type { InstanceFolders } from './instance.ts'

type Seats = ReturnType<typeof rosterOf>['seats']

/** Those who count on chain: a bot that leaves counts until the set without it is open. @throws what journal and daemon refuse */
export async function seatsHere(fundId: string, folders: Pick<InstanceFolders, 'name' | 'storage'>): Promise<Seats> {
  const context = await contextOf(`roster:${fundId}`, folders)
  // of a view only the context is looked at
  const { seats } = rosterOf({ view: () => ({ context }) as BotView }, fundId)
  return seats.filter(({ state }) => state === 'seated' || state === 'leaving')
}

/** Null where there is no such bot. */
async function contextOf(
  address: `roster:${string}`,
  { name, storage }: Pick<InstanceFolders, 'name' | 'storage'>,
): Promise<BotView['context']> {
  try {
    // the command's own shape
    const { bot } = (await controlClient(name, storage).ask('show', { bot: address, turns: 0 })) as { bot: BotView }
    return bot.context
  } catch (error) {
    if (isOf(error, 'UNKNOWN_BOT')) return null
    if (!isOf(error, 'DAEMON_NOT_RUNNING')) throw error
  }
  try {
    return stateAt({ journal: join(storage, 'journal'), address, seq: Number.MAX_SAFE_INTEGER }).context
  } catch (error) {
    // an instance that never ran has no journal
    if (isOf(error, 'UNKNOWN_BOT')) return null
    throw error
  }
}

const isOf = (error: unknown, code: string): boolean => error instanceof QuorateError && error.code === code
