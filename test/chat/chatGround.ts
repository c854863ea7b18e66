// A whole swarm in memory with a chat desk before it, and a messenger that keeps what it is told.
import type { ErrandInput } from '#protocol/errand.ts'
import { AskedOnce } from '#chat/commands/askedOnce.ts'
import type { Card } from '#chat/cards/card.ts'
import { ChatDesk, type ChatDeskParts } from '#chat/chatDesk.ts'
import type { Ceiling } from '#chat/identity.ts'
import { LinkCodes } from '#chat/linkCode.ts'
import type { PictureDesk } from '#chat/pictureDesk.ts'
import type { Deed, Delivery, Messenger, MessengerUser } from '#chat/messenger.ts'
import { Seal } from '#chat/seal.ts'
import { ChartPictures } from '#cli/chartPictures.ts'
import { LaterHands } from '#cli/chatHands.ts'
import { QuorateError } from '#protocol/errors.ts'
import { openModelGateway, type ModelGateway, type ModelGatewayChange } from '../gateway/openModelGateway.ts'

/** A messenger that keeps what it is told, and can refuse to be told. */
export class KeepingMessenger implements Messenger {
  readonly name = 'slack'
  readonly answers: { readonly to: string; readonly card: Card }[] = []
  /** thrown by the next answers, in this order */
  readonly failures: QuorateError[] = []

  async answer(to: string, card: Card): Promise<void> {
    const failure = this.failures.shift()
    if (failure !== undefined) throw failure
    this.answers.push({ to, card })
  }
  post(): Promise<string> {
    return Promise.reject(new Error('nothing is posted here'))
  }
  update(): Promise<void> {
    return Promise.reject(new Error('nothing is posted here'))
  }
}

export const codes = new LinkCodes('ab'.repeat(32), Date.now)

/** What a test of the chats stands on. */
export interface ChatGround {
  readonly model: ModelGateway
  readonly desk: ChatDesk
  readonly messenger: KeepingMessenger
  /** What anybody of T1 may; a test may change it. */
  ceiling: Ceiling | undefined
  /** How a picture is drawn; a test may have it fail. */
  drawing: PictureDesk['draw']
  /** Something that somebody says or presses; resolves with how it was answered. */
  send(user: string, deed: Deed | string, more?: Partial<Delivery>): Promise<Card>
  /** Makes a user a person. */
  link(
    user: string,
    person: string,
    role: 'viewer' | 'operator' | 'approver' | 'admin',
    funds?: 'all' | readonly string[],
  ): Promise<void>
  close(): Promise<void>
}

export const userOf = (user: string): MessengerUser => ({ messenger: 'slack', workspace: 'T1', user })
let deliveries = 0
export const deliveryOf = (user: string, deed: Deed | string, more: Partial<Delivery> = {}): Delivery => {
  deliveries += 1
  return {
    id: `Ev${deliveries}`,
    from: userOf(user),
    place: { messenger: 'slack', workspace: 'T1', channel: 'C1', thread: null },
    deed: typeof deed === 'string' ? { kind: 'said', line: deed } : deed,
    replyTo: `reply ${deliveries}`,
    ...more,
  }
}

/** A chat desk before a swarm, with all that a daemon's has. */
export function deskBefore(
  { parts: { commands, context } }: ModelGateway,
  more: Pick<ChatDeskParts, 'ceilingOf' | 'messengers'> & Partial<Pick<ChatDeskParts, 'pictures'>>,
): ChatDesk {
  return new ChatDesk({
    talk: {
      commands: commands.filter(({ streams }) => !streams),
      context,
      once: new AskedOnce(context.host, () => 400),
      closing: new AbortController().signal,
    },
    seal: new Seal('cd'.repeat(32)),
    pictures: {
      draw: ({ bot }) => Promise.reject(new QuorateError('PICTURE_FAILED', { bot, problem: 'this test has nobody who draws' })),
    },
    ...more,
  })
}

/** @param change another fund, or a swarm that goes on where one stopped */
export async function openChatGround(change: ModelGatewayChange = {}): Promise<ChatGround> {
  const hands = new LaterHands()
  const model = await openModelGateway((world) => ({ ...world, chat: hands }), change)
  const messenger = new KeepingMessenger()
  const pictures = new ChartPictures({ ...model.parts, note: () => undefined })
  const ground: Pick<ChatGround, 'ceiling' | 'drawing'> = {
    ceiling: { role: 'admin', funds: 'all' },
    drawing: (shown) => pictures.draw(shown),
  }
  const desk = deskBefore(model, {
    ceilingOf: ({ workspace }) => (workspace === 'T1' ? ground.ceiling : undefined),
    messengers: new Map([['slack', messenger]]),
    pictures: { draw: (shown) => ground.drawing(shown) },
  })
  hands.give(desk)
  const send: ChatGround['send'] = async (user, deed, more) => {
    const delivery = deliveryOf(user, deed, more)
    await desk.take(delivery)
    return answerTo(messenger, delivery.replyTo)
  }
  return Object.assign(ground, {
    model,
    desk,
    messenger,
    send,
    async link(
      user: string,
      person: string,
      role: 'viewer' | 'operator' | 'approver' | 'admin',
      funds: 'all' | readonly string[] = 'all',
    ) {
      await send(user, `link ${codes.code({ person, role, funds, by: 'test', days: 1 }, 60_000)}`)
    },
    async close() {
      pictures.close()
      await model.close()
    },
  })
}

/** How it was answered; waits for it. */
export async function answerTo(messenger: KeepingMessenger, replyTo: string): Promise<Card> {
  for (let left = 400; left > 0; left -= 1) {
    const found = messenger.answers.find(({ to }) => to === replyTo)
    if (found !== undefined) return found.card
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error(`nothing was answered to ${replyTo}`)
}

/** Of an errand that was taken. */
export type Taken = Pick<ErrandInput, 'id'>
