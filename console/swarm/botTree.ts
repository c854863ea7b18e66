// The bots as a tree: by fund, and in it by who started whom. Pure, so that thousands are sorted once and not per frame.
import type { BotLine } from '#console/data/shapes.ts'
import { hasEnded } from '#console/data/takeTurn.ts'

/** One line of the tree. */
export type TreeRow =
  | {
      readonly kind: 'group'
      readonly key: string
      readonly title: string
      readonly bots: number
      readonly isOpen: boolean
      /** Matters below it that wait for the reader, while it is shut. */
      readonly waiting: number
    }
  | {
      readonly kind: 'bot'
      readonly key: string
      readonly address: string
      /** 1: right under its group. */
      readonly depth: number
      readonly children: number
      readonly isOpen: boolean
      /** As of a group; its own is not counted. */
      readonly waiting: number
    }

export interface TreeChoice {
  /** Part of an address, a state or a status; '' is everything. */
  readonly query: string
  /** Keys of what is shut. */
  readonly shut: ReadonlySet<string>
  /** Those that have ended, too. */
  readonly withEnded: boolean
  /** Addresses of bots that wait for the reader. */
  readonly waiting: { has(address: string): boolean }
}

/** What is of no fund is the swarm's, and stands first. */
const groupOf = ({ fundId }: BotLine): string => fundId ?? ''

/** The rows to show, in order. With a query each bot that fits stands under its group, whoever started it. */
export function treeRows(bots: Iterable<BotLine>, { query, shut, withEnded, waiting }: TreeChoice): readonly TreeRow[] {
  const wanted = query.trim().toLowerCase()
  const groups = new Map<string, BotLine[]>()
  for (const bot of bots) {
    if (!withEnded && hasEnded(bot)) continue
    if (wanted !== '' && !fits(bot, wanted)) continue
    const group = groupOf(bot)
    const members = groups.get(group)
    if (members === undefined) groups.set(group, [bot])
    else members.push(bot)
  }
  const names = [...groups.keys()].toSorted()
  return names.flatMap((name): readonly TreeRow[] => {
    const members = groups.get(name) ?? []
    const key = `fund ${name}`
    const isOpen = !shut.has(key)
    const title = name === '' ? 'The swarm' : `Fund ${name}`
    const hidden = isOpen ? 0 : members.filter(({ address }) => waiting.has(address)).length
    const head: TreeRow = { kind: 'group', key, title, bots: members.length, isOpen, waiting: hidden }
    return isOpen ? [head, ...(wanted === '' ? nested(members, shut, waiting) : listed(members))] : [head]
  })
}

const fits = ({ address, state, status }: BotLine, wanted: string): boolean =>
  address.toLowerCase().includes(wanted) || state.toLowerCase().includes(wanted) || status.includes(wanted)

const byAddress = (one: BotLine, other: BotLine): number => (one.address < other.address ? -1 : 1)
type BotRow = Extract<TreeRow, { kind: 'bot' }>
const rowOf = ({ address }: BotLine, more: Pick<BotRow, 'depth' | 'children' | 'isOpen' | 'waiting'>): BotRow => ({
  kind: 'bot',
  key: address,
  address,
  ...more,
})

const listed = (members: readonly BotLine[]): readonly TreeRow[] =>
  members.toSorted(byAddress).map((bot) => rowOf(bot, { depth: 1, children: 0, isOpen: false, waiting: 0 }))

function nested(members: readonly BotLine[], shut: ReadonlySet<string>, waiting: TreeChoice['waiting']): readonly TreeRow[] {
  const here = new Set(members.map(({ address }) => address))
  const children = new Map<string, BotLine[]>()
  const tops: BotLine[] = []
  for (const bot of members.toSorted(byAddress)) {
    const { parent } = bot
    const siblings = parent === null ? undefined : children.get(parent)
    if (parent === null || !here.has(parent) || parent === bot.address) tops.push(bot)
    else if (siblings === undefined) children.set(parent, [bot])
    else siblings.push(bot)
  }
  const waitingBelow = ({ address }: BotLine): number =>
    (children.get(address) ?? []).reduce((sum, child) => sum + (waiting.has(child.address) ? 1 : 0) + waitingBelow(child), 0)
  const rows: TreeRow[] = []
  const visit = (bot: BotLine, depth: number): void => {
    const own = children.get(bot.address) ?? []
    const isOpen = own.length > 0 && !shut.has(bot.address)
    rows.push(rowOf(bot, { depth, children: own.length, isOpen, waiting: isOpen ? 0 : waitingBelow(bot) }))
    if (isOpen) for (const child of own) visit(child, depth + 1)
  }
  for (const bot of tops) visit(bot, 1)
  return rows
}
