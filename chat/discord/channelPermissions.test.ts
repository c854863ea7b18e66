// Compared with what discord.js computes for the same server.
import fc from 'fast-check'
import { Client, PermissionsBitField, type Guild, type TextChannel } from 'discord.js'
import { expect, test } from 'vitest'
import { inviteUrl, neededPermissions, permissionsIn, type PermissionFacts } from './channelPermissions.ts'
import { bot, botId, channelId, channelObject, guildId, guildObject, memberObject, roleObject } from './fixtures/standInShapes.ts'

const ids = [guildId, '1210000000000000001', '1210000000000000002']
const bits = fc.bigInt({ min: 0n, max: (1n << 40n) - 1n })
const facts: fc.Arbitrary<PermissionFacts> = fc
  .record({
    permissions: fc.tuple(bits, bits, bits),
    roles: fc.subarray(ids.slice(1)),
    overwrites: fc.uniqueArray(fc.record({ id: fc.constantFrom(...ids, botId), allow: bits, deny: bits }), {
      selector: ({ id }) => id,
    }),
  })
  .map(({ permissions, roles, overwrites }) => ({
    guild: { id: guildId, roles: ids.map((id, at) => ({ id, permissions: String(permissions[at] ?? 0n) })) },
    member: { id: botId, roles },
    overwrites: overwrites.map(({ id, allow, deny }) => ({ id, allow: String(allow), deny: String(deny) })),
  }))

/** A server that discord.js has heard of. */
function heard({ guild, member, overwrites }: PermissionFacts): bigint | undefined {
  const client = new Client({ intents: [] })
  const channel = channelObject(
    channelId,
    overwrites.map((each) => ({ ...each, type: each.id === botId ? 1 : 0 })),
  )
  const roles = guild.roles.map(({ id, permissions }) => roleObject(id, BigInt(permissions)))
  const data = { ...guildObject(guildId, roles), channels: [channel], members: [memberObject(bot, member.roles)], threads: [] }
  // how it takes a GUILD_CREATE in; it has no types for it
  const made = (client.guilds as unknown as { _add(data: object): Guild })._add(data)
  const seen = made.channels.cache.get(channelId) as TextChannel
  const computed = seen.permissionsFor(botId)?.bitfield
  void client.destroy()
  return computed
}

test('computes what discord.js computes', () => {
  fc.assert(
    fc.property(facts, (given) => {
      expect(permissionsIn(given) & PermissionsBitField.All).toBe((heard(given) ?? -1n) & PermissionsBitField.All)
    }),
    { numRuns: 200 },
  )
})

test('invites the bot with what it needs, and no more', () => {
  const asked = new URL(inviteUrl('1100000000000000001')).searchParams
  expect(new PermissionsBitField(BigInt(asked.get('permissions') ?? 0)).toArray().toSorted()).toEqual([
    'AttachFiles',
    'CreatePublicThreads',
    'EmbedLinks',
    'ReadMessageHistory',
    'SendMessages',
    'SendMessagesInThreads',
    'ViewChannel',
  ])
  expect(neededPermissions).toHaveLength(7)
  expect(asked.get('scope')).toBe('bot applications.commands')
})
