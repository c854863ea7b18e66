// `fund adopt`: a fund that somebody put on the chain becomes one of this instance's, after everything about it was compared.
import { z } from 'zod'
import { evmAddressSchema } from '#protocol/address.ts'
import { QuorateError } from '#protocol/errors.ts'
import { fundIdSchema } from '#protocol/fund.ts'
import { askCommand } from './command.ts'
import { renderReceipt } from './fund.ts'
import { fundReceiptSchema } from './fundDesk.ts'

export const fundAdoptArgs = z.strictObject({
  fund: fundIdSchema.describe('what it is to be called here'),
  vault: evmAddressSchema.describe('address of its vault'),
  title: z.string().min(1).max(80).optional().describe('name for people, which its shares have too; absent: the fund name'),
  like: fundIdSchema
    .optional()
    .describe('the fund here whose keys, verifiers, sources, rules and limits it has; absent: the first'),
  'from-block': z.int().min(0).default(0).describe('no event of the fund is older'),
})

export const fundAdoptCommand = askCommand({
  name: 'fund.adopt',
  result: fundReceiptSchema,
  summary: 'Look after a fund that is on the chain already',
  help: 'Everything about the fund is read from the chain (code, wiring, roles, limits, lists, verifiers, pauses) and compared with the settings of a fund of this instance; nothing may differ but its name. Then its bots are started and the settings have it. Sends nothing.',
  permission: 'admin',
  makesFund: true,
  args: fundAdoptArgs,
  positionals: ['fund', 'vault'],
  examples: [
    {
      type: 'fund adopt third 0x5fbdb2315678afecb367f032d93f642f64180aa3 --like main',
      does: 'compares the fund of that vault with main, and starts its bots',
    },
  ],
  run({ fund: fundId, vault, title, like, 'from-block': fromBlock }, { funds, who, requestId, isStillAllowed }) {
    if (!isStillAllowed('admin')) throw new QuorateError('NOT_PERMITTED', { command: 'fund adopt', permission: 'admin' })
    return funds.adopt({ fundId, name: title ?? fundId, vault, like, fromBlock }, who, requestId)
  },
  render: renderReceipt,
})
