// A chat desk before bots of three funds: what somebody says is done at once, and told by its code. The funds themselves are
// stood in for; links, conversations, approvals, incidents and the record of what was asked are the real ones.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setup } from 'xstate'
import { approvalBot } from '#actors/approval.ts'
import { conversationBot, linkBot } from '#actors/chat.ts'
import { incidentBot } from '#actors/monitor.ts'
import { auditBot, requestBot } from '#actors/request.ts'
import { ChatDesk } from '#chat/chatDesk.ts'
import { AskedOnce } from '#chat/commands/askedOnce.ts'
import { commandTable } from '#chat/commands/commandTable.ts'
import { contextOf, deskOf, hashOf, mainFund } from '#chat/commands/fixtures.ts'
import type { CeilingOf } from '#chat/identity.ts'
import type { LinkGrant } from '#chat/linkCode.ts'
import { LinkCodes } from '#chat/linkCode.ts'
import type { MessengerUser } from '#chat/messenger.ts'
import { Seal } from '#chat/seal.ts'
import type { ErrandInput, ErrandOutcome } from '#protocol/errand.ts'
import { createLocalHost, type LocalHost } from '#runtime/localHost.ts'
import { defineBot } from '#runtime/registration.ts'

const fundIds = ['main', 'second', 'third'] as const
const fundMachine = setup({}).createMachine({
  id: 'fund',
  initial: 'open',
  states: { open: { description: 'It is there.' } },
})
const fundBot = defineBot({ role: 'fund', version: 1, machine: fundMachine, restartable: false })
const codes = new LinkCodes('ab'.repeat(32), Date.now)
const day = 86_400_000

export class FundsGround {
  readonly host: LocalHost
  readonly desk: ChatDesk
  /** Funds that were really paused, in this order. */
  readonly paused: string[] = []
  readonly #folder: string
  readonly #stop = new AbortController()
  #count = 0

  private constructor(host: LocalHost, folder: string, ceilingOf: CeilingOf) {
    this.host = host
    this.#folder = folder
    const funds = deskOf(fundIds.map((fundId) => ({ ...mainFund, fundId })))
    const pause: typeof funds.pause = (fundId, ...more) => {
      this.paused.push(fundId)
      return funds.pause(fundId, ...more)
    }
    const {
      who: _who,
      person: _person,
      isStillAllowed: _allowed,
      signal: _signal,
      ...context
    } = contextOf({ host, links: codes })
    this.desk = new ChatDesk({
      talk: {
        commands: commandTable.filter(({ runs, streams }) => runs === 'daemon' && !streams),
        context: { ...context, funds: { ...funds, pause } },
        once: new AskedOnce(host, () => 400),
        closing: this.#stop.signal,
      },
      seal: new Seal('cd'.repeat(32)),
      ceilingOf,
      messengers: new Map(),
      pictures: { draw: () => Promise.reject(new Error('nothing is drawn here')) },
    })
  }

  static async open(ceilingOf: CeilingOf): Promise<FundsGround> {
    const folder = mkdtempSync(join(tmpdir(), 'quorate-funds-'))
    const bots = [approvalBot, auditBot, conversationBot, fundBot, incidentBot, linkBot, requestBot]
    const readPause = { port: 'incident.readPause', run: () => Promise.reject(new Error('nothing is paused here')) }
    const host = await createLocalHost({ directory: folder, bots, effects: [readPause] })
    await host.spawn('audit', 'log', {})
    for (const fundId of fundIds) await host.spawn('fund', fundId, {})
    return new FundsGround(host, folder, ceilingOf)
  }

  async close(): Promise<void> {
    this.#stop.abort()
    await this.host.shutdown()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** Something that somebody says, or presses (`v1:…`). */
  say(user: MessengerUser, line: string): Promise<ErrandOutcome> {
    this.#count += 1
    const { messenger, workspace, user: id } = user
    const errand: ErrandInput = {
      id: `e${this.#count}`,
      delivery: `d${this.#count}`,
      messenger,
      workspace,
      user: id,
      channel: 'C1',
      thread: null,
      deed: line.startsWith('v1:') ? { kind: 'pressed', value: line } : { kind: 'said', line },
      digest: hashOf('1') as ErrandInput['digest'],
      replyTo: '',
    }
    return this.desk.perform(errand)
  }

  /** Makes a user somebody, by a code that they say. @returns the link's id */
  async link(user: MessengerUser, grant: Partial<LinkGrant>): Promise<string> {
    const code = codes.code({ person: 'mara', role: 'viewer', funds: 'all', by: 'key:boss', days: 1, ...grant }, 60_000)
    const outcome = await this.say(user, `link ${code}`)
    if (outcome.code !== 'OK') throw new Error(`not linked: ${outcome.lines.join(' ')}`)
    return codes.read(code).id
  }

  /** Something that waits for people. @returns its id */
  async approvalOf(fundId: string): Promise<string> {
    this.#count += 1
    const id = `${fundId}a${this.#count}`
    await this.host.spawn('approval', id, {
      id,
      fundId,
      what: 'intent.execute',
      digest: hashOf('7'),
      summary: 'BUY',
      requester: { principal: 'strategy:main', person: 'ines' },
      quorum: 1,
      approvers: null,
      decideMs: day,
      useMs: day,
      asker: 'fund:main',
    })
    return id
  }

  /** Something that is wrong; of no fund: of the swarm. @returns its id */
  async incidentOf(fundId: string): Promise<string> {
    this.#count += 1
    const id = `${fundId === '' ? 'swarm' : fundId}.loss-bucket.${this.#count}`
    const about = { monitor: 'fund:main', fundId, rule: 'loss-bucket', subject: 'main', severity: 'warning' }
    const figures = { threshold: 80, value: 90, detail: '', at: 1 }
    await this.host.spawn('incident', id, { id, ...about, ...figures, escalateMs: day, healthyMs: day, guardian: null })
    return id
  }
}
