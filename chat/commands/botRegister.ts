// `bot register`: a bot asks to take part in a fund, here or behind another's gateway, with a key of this machine.
import { z } from 'zod'
import { evmAddressSchema } from '#protocol/address.ts'
import { fundIdSchema } from '#protocol/fund.ts'
import { botRegisterSchema } from '#protocol/registration.ts'
import { slugSchema } from '#protocol/text.ts'
import { chainIdSchema } from '#protocol/uint.ts'
import { localCommand } from './command.ts'
import { printable } from './style.ts'
import { textPairs } from './textTable.ts'

export const botRegisterArgs = z.strictObject({
  fund: fundIdSchema.describe('fund name, as its gateway calls it'),
  name: slugSchema.describe('what the bot is to be called there'),
  key: slugSchema.optional().describe('key that it signs with; absent: the one called like the bot'),
  weight: botRegisterSchema.shape.weight.default(1).describe('weight that it asks for'),
  title: z.string().max(80).default('').describe('who runs it and how to reach them, for the fund’s people'),
  url: z
    .url({ protocol: /^https?$/ })
    .max(256)
    .optional()
    .describe('of the fund’s gateway; absent: this instance’s own'),
  'chain-id': chainIdSchema.optional().describe('of the fund’s chain; absent: as this instance knows the fund'),
  vault: evmAddressSchema.optional().describe('address of the fund’s vault; absent: as this instance knows the fund'),
})

/** A registration that was taken in. */
export interface BotRegistered {
  readonly fund: string
  /** such as `delta-1` */
  readonly bot: string
  readonly name: string
  readonly address: string
  readonly weight: number
  /** The gateway that was asked. */
  readonly url: string
  /** What it said. */
  readonly detail: string
}

export const botRegisterCommand = localCommand<typeof botRegisterArgs, BotRegistered>({
  name: 'bot.register',
  summary: 'Ask that a bot may verify for a fund',
  help: 'Signs the request with a key of this machine (a keystore, QUORATE_KEY_<NAME>, or a development account of the settings) and sends it to the fund’s gateway. The fund’s people decide; docs/joining.md tells what comes then. For a fund of somebody else give --url, --chain-id and --vault as its operator told you: the signature is good for that fund and no other. Only verifiers join: crawlers and strategies are named in the fund’s settings.',
  permission: 'admin',
  args: botRegisterArgs,
  positionals: ['fund', 'name'],
  examples: [
    { type: 'bot register main kilo --key walker --title desk', does: 'asks for a place of the key walker in the fund main' },
    {
      type: 'bot register main echo --key walker --url http://127.0.0.1:1 --chain-id 31337 --vault 0x5fbdb2315678afecb367f032d93f642f64180aa3',
      does: 'asks at the gateway of another operator',
    },
  ],
  render: ({ fund, bot, address, weight, url, detail }, style) =>
    `${style.good(bot)} asks to verify for fund ${fund}: ${printable(detail)}\n${textPairs(
      [
        ['address', address],
        ['weight', String(weight)],
        ['gateway', url],
      ],
      style,
    )}\n${style.dim(`the fund’s people see it: ./quorate bot list ${fund}`)}`,
})
