// Bots that asked to take part in a fund: listed, let in, turned away, sent home. The decisions are the fund's people's;
// the verifier set on chain follows.
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import { fundIdSchema } from '#protocol/fund.ts'
import { botIdSchema } from '#protocol/registration.ts'
import { noteSchema } from '#protocol/text.ts'
import { askCommand, type Command } from './command.ts'
import type { CommandContext } from './commandContext.ts'
import { shortHash } from './figures.ts'
import { registrationLineSchema, registrationOf, registrationsOf } from './registrationBooks.ts'
import { printable, type Style } from './style.ts'
import { textPairs, textTable } from './textTable.ts'
import type { Told } from './told.ts'

const fund = fundIdSchema.describe('fund name')
const bot = botIdSchema.describe('id of the registration, such as delta-1')
const reason = noteSchema.default('').describe('why, for whoever reads the journal')

export const registrationListSchema = z.object({
  fund: z.string(),
  bots: z.array(registrationLineSchema),
})
export type RegistrationList = Told<typeof registrationListSchema>
export const registrationReceiptSchema = z
  .object({
    fund: z.string(),
    bot: registrationLineSchema,
  })
  .meta({ id: 'RegistrationReceipt' })
export type RegistrationReceipt = Told<typeof registrationReceiptSchema>

export const botListCommand = askCommand({
  name: 'bot.list',
  result: registrationListSchema,
  summary: 'List the bots that asked to take part in a fund',
  help: 'A bot asks by a request that it signs with its own key: POST /api/v1/funds/{fundId}/bots. Those that are over are listed too.',
  permission: 'viewer',
  args: z.strictObject({ fund }),
  positionals: ['fund'],
  examples: [{ type: 'bot list main', does: 'lists who asked to verify for the fund main, and where each stands' }],
  async run({ fund: fundId }, { host, funds }): Promise<RegistrationList> {
    await funds.status(fundId)
    return { fund: fundId, bots: registrationsOf(host, fundId) }
  },
  render({ fund: fundId, bots }, style) {
    if (bots.length === 0) return style.dim(`no bot asked to take part in fund ${fundId} yet`)
    return textTable(
      [
        { title: 'id' },
        { title: 'weight', align: 'right' },
        { title: 'state' },
        { title: 'address' },
        { title: 'for', gives: true },
      ],
      bots.map(({ botId, weight, state, address, title }) => [
        botId,
        String(weight),
        state,
        shortHash(address),
        printable(title),
      ]),
      style,
    )
  },
})

export const botShowCommand = askCommand({
  name: 'bot.show',
  result: registrationReceiptSchema,
  summary: 'Show one registration of a bot',
  help: 'Who it is, what it asked for, who decided, and the set epoch that it counts from.',
  permission: 'viewer',
  args: z.strictObject({ fund, bot }),
  positionals: ['fund', 'bot'],
  examples: [{ type: 'bot show main delta-1', does: 'prints the registration delta-1 of the fund main' }],
  async run({ fund: fundId, bot: botId }, { host, funds }): Promise<RegistrationReceipt> {
    await funds.status(fundId)
    return { fund: fundId, bot: registrationOf(host, fundId, botId) }
  },
  render: renderRegistration,
})

export const botApproveCommand = decision({
  word: 'approve',
  summary: 'Let a bot into the fund’s verifier set',
  help: 'The owner’s account opens the next set epoch with it, after the delay that the fund’s changes have. Thresholds keep their proportion. Compare its address with the one that its operator told you.',
  permission: 'admin',
  does: 'lets delta-1 verify for the fund main',
  confirm: (botId, fundId) => `let ${botId} verify for fund ${fundId}?`,
})
export const botRefuseCommand = decision({
  word: 'refuse',
  summary: 'Turn a bot away that asked to take part',
  help: 'It can ask again, under another id. A registration that nobody decides about ends by itself after a week.',
  permission: 'admin',
  does: 'turns delta-1 away',
})
export const botRetireCommand = decision({
  word: 'retire',
  summary: 'Take a bot out of the fund’s verifier set, in order',
  help: 'The owner’s account opens the next set epoch without it; until then it counts. A bot that must not count any more is revoked instead.',
  permission: 'admin',
  does: 'opens the next set of the fund main without delta-1',
  confirm: (botId, fundId) => `open the next set of fund ${fundId} without ${botId}?`,
})
export const botRevokeCommand = decision({
  word: 'revoke',
  summary: 'Revoke a bot on chain: it counts nowhere from then on',
  help: 'The guardian’s account revokes it at once, in every epoch, without a delay. Thresholds stay: if too few are left, nothing is approved until the next set.',
  permission: 'operator',
  does: 'revokes delta-1 at once',
  confirm: (botId, fundId) => `revoke ${botId} of fund ${fundId} on chain, at once?`,
})

interface Decision {
  readonly word: 'approve' | 'refuse' | 'retire' | 'revoke'
  readonly summary: string
  readonly help: string
  readonly permission: Command['permission']
  readonly does: string
  readonly confirm?: (botId: string, fundId: string) => string
}

function decision({ word, summary, help, permission, does, confirm }: Decision): Command {
  return askCommand({
    name: `bot.${word}`,
    result: registrationReceiptSchema,
    summary,
    help,
    permission,
    args: z.strictObject({ fund, bot, reason }),
    positionals: ['fund', 'bot'],
    examples: [{ type: `bot ${word} main delta-1${confirm === undefined ? '' : ' --yes'}`, does }],
    ...(confirm !== undefined && {
      confirm: ({ bot: botId, fund: fundId }: { readonly bot: string; readonly fund: string }) => confirm(botId, fundId),
    }),
    run: async ({ fund: fundId, bot: botId, reason: why }, context): Promise<RegistrationReceipt> => {
      await context.funds.status(fundId)
      await decide(context, { fundId, botId, word }, { type: `registration.${word}`, by: context.who, reason: why })
      return { fund: fundId, bot: registrationOf(context.host, fundId, botId) }
    },
    render: renderRegistration,
  })
}

const answerSchema = z.object({ ok: z.boolean() })

/** @throws UNKNOWN_REGISTRATION, REGISTRATION_REFUSED where its state does not take the decision */
async function decide(
  { host, who, requestId }: CommandContext,
  { fundId, botId, word }: { readonly fundId: string; readonly botId: string; readonly word: string },
  event: { readonly type: string; readonly by: string; readonly reason: string },
): Promise<void> {
  const { state } = registrationOf(host, fundId, botId)
  const refused = new QuorateError('REGISTRATION_REFUSED', { fundId, botId, state, word })
  const options = { who, ...(requestId !== undefined && { askId: `${word}/${requestId}` }) }
  try {
    if (!answerSchema.parse(await host.ask(`registration:${fundId}.${botId}`, event, options)).ok) throw refused
  } catch (error) {
    throw error instanceof QuorateError && error.code === 'BOT_FINISHED' ? refused : error
  }
}

function renderRegistration({ fund: fundId, bot: line }: RegistrationReceipt, style: Style): string {
  const pairs: [string, string][] = [
    ['fund', fundId],
    ['state', line.state],
    ['address', line.address],
    ['weight', String(line.weight)],
    ['for', printable(line.title)],
    ...(line.by === ''
      ? []
      : [['decided by', printable(`${line.by}${line.reason === '' ? '' : `: ${line.reason}`}`)] as [string, string]]),
    ...(line.setEpoch === null ? [] : [['set epoch', `from ${line.setEpoch} on`] as [string, string]]),
    ...(line.trouble === '' ? [] : [['trouble', printable(line.trouble)] as [string, string]]),
  ]
  return `${style.good(line.botId)}\n${textPairs(pairs, style)}`
}
