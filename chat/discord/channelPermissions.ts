// What the bot may do in a channel, computed as Discord documents it
// (https://docs.discord.com/developers/topics/permissions#permission-overwrites), and what it has to be allowed.
import { PermissionFlagsBits } from 'discord.js'

/** What the bot needs, in the words of Discord's settings. */
export const neededPermissions: readonly (readonly [name: string, bit: bigint])[] = [
  ['View Channels', PermissionFlagsBits.ViewChannel],
  ['Send Messages', PermissionFlagsBits.SendMessages],
  ['Embed Links', PermissionFlagsBits.EmbedLinks],
  ['Attach Files', PermissionFlagsBits.AttachFiles],
  ['Read Message History', PermissionFlagsBits.ReadMessageHistory],
  ['Create Public Threads', PermissionFlagsBits.CreatePublicThreads],
  ['Send Messages in Threads', PermissionFlagsBits.SendMessagesInThreads],
]

/** Where a server's owner lets the bot in with all it needs. */
export function inviteUrl(applicationId: string): string {
  const permissions = neededPermissions.reduce((sum, [, bit]) => sum | bit, 0n)
  return `https://discord.com/oauth2/authorize?client_id=${applicationId}&scope=bot+applications.commands&permissions=${permissions}`
}

/** An exception of one channel, for a role or a member. */
interface Overwrite {
  readonly id: string
  readonly allow: string
  readonly deny: string
}

export interface PermissionFacts {
  readonly guild: { readonly id: string; readonly roles: readonly { readonly id: string; readonly permissions: string }[] }
  readonly member: { readonly id: string; readonly roles: readonly string[] }
  readonly overwrites: readonly Overwrite[]
}

/** Bits of what a member may do in a channel. */
export function permissionsIn({ guild, member, overwrites }: PermissionFacts): bigint {
  // the role of everybody has the server's own id
  const roles = guild.roles.filter(({ id }) => id === guild.id || member.roles.includes(id))
  const base = roles.reduce((sum, { permissions }) => sum | BigInt(permissions), 0n)
  if ((base & PermissionFlagsBits.Administrator) !== 0n) return ~0n
  const ofEverybody = overwrites.filter(({ id }) => id === guild.id)
  const ofRoles = overwrites.filter(({ id }) => id !== guild.id && member.roles.includes(id))
  const ofMember = overwrites.filter(({ id }) => id === member.id)
  return [ofEverybody, ofRoles, ofMember].reduce(applied, base)
}

/** What is allowed wins over what is denied, within one step. */
function applied(before: bigint, overwrites: readonly Overwrite[]): bigint {
  const denied = overwrites.reduce((sum, { deny }) => sum | BigInt(deny), 0n)
  const allowed = overwrites.reduce((sum, { allow }) => sum | BigInt(allow), 0n)
  return (before & ~denied) | allowed
}
