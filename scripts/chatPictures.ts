// `npm run pictures -- [--only slack-home,…] [--missing] [--json]`: lets a swarm of its own trade, run a workflow and go wrong
// before Slack, Discord and GitHub of this machine, and draws what was sent to them into docs/images, light and dark; also what
// `quorate connect` prints. With `--missing` only what is not there. Exit codes: 0 all were written, 1 some were not, 2 wrong
// use. A minute; needs Chromium and no network.
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ChatScene } from './chatPictures/chatScene.ts'
import { playChatStory } from './chatPictures/chatStory.ts'
import { openChatSwarm } from './chatPictures/chatSwarm.ts'
import { connectDrawing } from './chatPictures/connectAnswers.ts'
import { discordComponents, discordPage } from './chatPictures/discordPage.ts'
import type { Colours } from './chatPictures/pageFrame.ts'
import { Photographer } from './chatPictures/photographer.ts'
import {
  chatPictures,
  fadesAt,
  filesOf,
  terminalPictures,
  type ChatPicture,
  type TerminalPicture,
} from './chatPictures/pictureList.ts'
import { slackPage } from './chatPictures/slackPage.ts'
import { scriptArgs } from './scriptArgs.ts'

const exitCodes = { written: 0, incomplete: 1, wrongUse: 2 } as const
const folder = join(import.meta.dirname, '..', 'docs', 'images')
const known: readonly string[] = [...chatPictures, ...terminalPictures]

const written: string[] = []
const problems: string[] = []

/** Whole or not at all. */
function write(file: string, data: Buffer | string): void {
  console.error(`pictures: ${file}`)
  const path = join(folder, file)
  writeFileSync(`${path}.part`, data)
  renameSync(`${path}.part`, path)
  written.push(file)
}

/** One that fails leaves the others. */
async function tried(name: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (failure) {
    problems.push(`${name}: ${failure instanceof Error ? failure.message : String(failure)}`)
  }
}

/** Everything that the pictures show is sent by one swarm, which is gone before they are drawn. */
async function playedScenes(): Promise<Readonly<Record<ChatPicture, ChatScene>>> {
  const swarm = await openChatSwarm()
  try {
    return await playChatStory(swarm)
  } finally {
    problems.push(...swarm.notes)
    await swarm.close()
  }
}

async function drawChats(names: readonly ChatPicture[]): Promise<void> {
  const scenes = await playedScenes()
  const photographer = await Photographer.open()
  try {
    const components = await discordComponents()
    const pageOf = (scene: ChatScene, colours: Colours): string =>
      scene.messenger === 'slack' ? slackPage(scene, colours) : discordPage(scene, colours, components)
    for (const name of names)
      await tried(name, async () => {
        const [light = '', dark = ''] = filesOf(name)
        write(light, await photographer.take(pageOf(scenes[name], 'light'), fadesAt[name]))
        write(dark, await photographer.take(pageOf(scenes[name], 'dark'), fadesAt[name]))
      })
  } finally {
    await photographer.close()
  }
}

async function run(): Promise<number> {
  const { values } = scriptArgs({
    options: {
      only: { type: 'string' },
      missing: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  })
  const only = values.only?.split(',')
  const unknown = only?.filter((name) => !known.includes(name)) ?? []
  if (unknown.length > 0) {
    console.error(`pictures: no picture is called ${unknown.join(', ')}; there are ${known.join(', ')}`)
    return exitCodes.wrongUse
  }
  const isWanted = (name: ChatPicture | TerminalPicture): boolean =>
    (only === undefined || only.includes(name)) &&
    !(values.missing && filesOf(name).every((file) => existsSync(join(folder, file))))
  mkdirSync(folder, { recursive: true })
  for (const name of terminalPictures.filter(isWanted))
    await tried(name, async () => {
      for (const file of filesOf(name)) write(file, await connectDrawing(name))
    })
  const chats = chatPictures.filter(isWanted)
  // none is drawn without the swarm
  if (chats.length > 0) await tried(chats.join(', '), () => drawChats(chats))
  if (values.json) console.log(JSON.stringify({ written, problems }))
  else console.log(`${written.length} pictures, ${problems.length} problems`)
  for (const problem of problems) console.error(`pictures: ${problem}`)
  return problems.length === 0 ? exitCodes.written : exitCodes.incomplete
}

process.exitCode = await run()
