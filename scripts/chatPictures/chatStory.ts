// A day of a swarm in which everything happens that the pictures of the messengers show: a trade waits, is approved and
// executed, people ask, a workflow runs and fails, an incident is raised.
import { z } from 'zod'
import type { Json } from '#chat/discord/fixtures/standInShapes.ts'
import { fundMonitor } from '#cli/monitorBots.ts'
import { codes } from '../../test/chat/chatGround.ts'
import { DiscordPerson, SlackPerson, until } from './chatPeople.ts'
import type { ChatScene } from './chatScene.ts'
import type { ChatSwarm } from './chatSwarm.ts'
import type { ChatPicture } from './pictureList.ts'

type Scenes = Record<ChatPicture, ChatScene>

/** Plays it. @returns what each picture shows, as it was sent at that moment */
export async function playChatStory(swarm: ChatSwarm): Promise<Scenes> {
  const mara = new SlackPerson(swarm)
  const jun = new DiscordPerson(swarm)
  await meet(swarm, { mara, jun })
  const traded = await trade(swarm, { mara, jun })
  const run = await runWorkflow(swarm, { mara, jun })
  return { ...traded, ...run, ...(await goWrong(swarm, { mara, jun })) }
}

interface People {
  readonly mara: SlackPerson
  readonly jun: DiscordPerson
}

const inSlack = (where: 'channel' | 'private' | 'home' | 'window', shown: Json, replies: readonly Json[] = []): ChatScene => ({
  messenger: 'slack',
  where,
  shown,
  replies,
})
const inDiscord = (
  where: 'channel' | 'private' | 'window',
  shown: Json,
  { title = '', replies = [] }: { readonly title?: string; readonly replies?: readonly Json[] } = {},
): ChatScene => ({ messenger: 'discord', where, shown, replies, title })

/** People say who they are; both channels are told of everything. */
async function meet({ model }: ChatSwarm, { mara, jun }: People): Promise<void> {
  const codeOf = (person: string): string =>
    codes.code({ person, role: 'approver', funds: 'all', by: 'key:boss', days: 1 }, 60_000)
  await mara.types(`link ${codeOf('mara')}`)
  await jun.types('link', codeOf('jun'))
  await mara.types('subscribe all')
  await jun.types('subscribe', 'all')
  // from the beginning: the first trade may wait already
  await model.swarm.host.spawn('herald', 'chat', { cursor: '0' })
}

/** What a button of a message carries. */
function pressOf(message: Json, verb: string, before = ''): string {
  const value = new RegExp(`"${before}(v1:${verb}:[^"]+)"`).exec(JSON.stringify(message))?.[1]
  if (value === undefined) throw new Error(`it has no button to ${verb}: ${JSON.stringify(message)}`)
  return value
}

/** Of a trade: proposed, who agreed, signed, approved on chain, executed. */
const tradeReplies = 5

async function trade({ model }: ChatSwarm, { mara, jun }: People) {
  const waits = await mara.sees(/v1:approve:/)
  const waitsThere = await jun.sees(/v1:approve:/)
  const home = await mara.opensHome()
  const status = await mara.types('status')
  await jun.presses(pressOf(waitsThere.message, 'approve'), 'Approve')
  const late = await mara.presses(pressOf(waits.message, 'approve'))
  const done = await mara.sees(/Executed, once/, tradeReplies)
  const doneThere = await jun.sees(/Executed, once/, tradeReplies)
  const executed = await model.swarm.fact(({ type }) => type === 'intent.executed')
  const explained = await mara.types(`explain ${z.string().parse(executed.data['intentHash'])}`)
  return {
    'slack-trade-waiting': inSlack('channel', waits.message),
    'slack-trade-executed': inSlack('channel', done.message, done.replies),
    'slack-late-click': inSlack('private', late),
    'slack-home': inSlack('home', home),
    'slack-status': inSlack('private', status),
    'slack-explain': inSlack('private', explained),
    'discord-trade-waiting': inDiscord('channel', waitsThere.message),
    'discord-trade-executed': inDiscord('channel', doneThere.message, { title: doneThere.name, replies: doneThere.replies }),
  } as const
}

async function runWorkflow({ model, github }: ChatSwarm, { mara, jun }: People) {
  const form = await mara.opensForm('run')
  const formThere = await jun.opensForm('run')
  const asked = await mara.types('run deploy.yml')
  await mara.presses(pressOf(asked, 'pick'))
  const run = await until('a run on GitHub', () => github.runs[0])
  const { host } = model.swarm
  const bot = await until('a bot of the run', () => host.list('workflow')[0]?.address)
  let looks = 0
  const look = (): Promise<unknown> => host.ask(bot, { type: 'workflow.look' }, { askId: `github/${(looks += 1)}` })
  const build = { name: 'build', status: 'completed', conclusion: 'success' } as const
  Object.assign(run, { status: 'waiting', waiting: ['staging'], jobs: [build, { name: 'ship', status: 'waiting' }] })
  await look()
  const waits = await jun.sees(/v1:deploy:/)
  const question = await jun.presses(`ask:${pressOf(waits.message, 'keep', 'ask:')}`, 'Hold it back')
  await jun.presses(pressOf(waits.message, 'deploy'), 'Let it go on')
  const failed = { name: 'ship', status: 'completed', conclusion: 'failure', failedStep: 'Copy to staging' } as const
  Object.assign(run, { status: 'completed', conclusion: 'failure', waiting: [], jobs: [build, failed] })
  await look()
  const ended = await mara.sees(/It failed in ship/, runReplies)
  return {
    'slack-form': inSlack('window', form),
    'discord-form': inDiscord('window', formThere),
    'discord-question': inDiscord('private', question),
    'github-asked': inSlack('private', asked),
    'github-waiting': inDiscord('channel', waits.message),
    'github-failed': inSlack('channel', ended.message, ended.replies),
  } as const
}

/** Of a run: it waits, somebody let it go on, it ended. */
const runReplies = 3

async function goWrong({ model, setLosses }: ChatSwarm, { mara, jun }: People) {
  setLosses(86)
  const { role, id, input } = fundMonitor(model.swarm.fund)
  await model.swarm.host.spawn(role, id, input)
  const raised = await mara.sees(/v1:acknowledge:/)
  const raisedThere = await jun.sees(/v1:acknowledge:/)
  return {
    'slack-incident': inSlack('channel', raised.message),
    'discord-incident': inDiscord('channel', raisedThere.message),
  } as const
}
