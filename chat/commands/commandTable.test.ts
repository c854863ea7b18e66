import { expect, test } from 'vitest'
import { z } from 'zod'
import { argumentList } from './argumentList.ts'
import { parseArguments } from './command.ts'
import { commandNamed, commandTable } from './commandTable.ts'
import { botOf, contextOf, deskOf, hostOf, mainFund, repairsOf } from './fixtures.ts'
import { plainStyle } from './style.ts'

test('the names, arguments and permissions are pinned: a rename is a visible act', () => {
  const pinned = commandTable.map((command) =>
    `${command.name} ${argumentList(command)
      .map(({ name, required }) => (required ? name : `${name}?`))
      .join(' ')} (${command.permission})`.replace('  ', ' '),
  )
  expect(pinned).toMatchInlineSnapshot(`
    [
      "up chain? fork? seed? relay? set? (operator)",
      "demo cycles? seed? timeout? (operator)",
      "chat words? conversation? key? (viewer)",
      "status (viewer)",
      "bots role? all? (viewer)",
      "show bot turns? (viewer)",
      "journal bot? after? follow? facts? (viewer)",
      "journal.verify (viewer)",
      "journal.repair from-snapshots? (admin)",
      "journal.compact (operator)",
      "journal.archive keep? (admin)",
      "replay bot from? to? diff? (viewer)",
      "migrate check? (viewer)",
      "claim.list fund? (viewer)",
      "intent.list fund? all? (viewer)",
      "explain hash (viewer)",
      "trace requestId timers? (operator)",
      "deadletters.list bot? (viewer)",
      "deadletters.show seq (viewer)",
      "deadletters.resend seq (operator)",
      "deadletters.drop seq (operator)",
      "release bot (operator)",
      "restart bot (operator)",
      "fund.create fund title? deposit? rpc? key? factory? dry-run? (admin)",
      "fund.adopt fund vault title? like? from-block? (admin)",
      "fund.check fund rpc? from-block? (viewer)",
      "fund.status fund? (viewer)",
      "fund.deposit fund amount id? (operator)",
      "fund.withdraw fund amount id? (admin)",
      "fund.claim fund (operator)",
      "fund.pause fund (operator)",
      "fund.unpause fund (admin)",
      "propose.buy amount fund (operator)",
      "propose.sell amount? fund (operator)",
      "executor.sweep fund (operator)",
      "bot.register fund name key? weight? title? url? chain-id? vault? (admin)",
      "bot.list fund (viewer)",
      "bot.show fund bot (viewer)",
      "bot.approve fund bot reason? (admin)",
      "bot.refuse fund bot reason? (admin)",
      "bot.retire fund bot reason? (admin)",
      "bot.revoke fund bot reason? (operator)",
      "monitor.status fund? (viewer)",
      "incident.list fund? state? (viewer)",
      "incident.show id fund? (viewer)",
      "incident.acknowledge id note? fund? (operator)",
      "incident.resolve id note? fund? (operator)",
      "approval.list fund? all? (viewer)",
      "approval.show id fund? (viewer)",
      "approval.approve id revision reason? fund? (approver)",
      "approval.reject id revision reason? fund? (approver)",
      "subscribe kinds? fund? severity? quiet? digest? escalate? place? (operator)",
      "unsubscribe place? (operator)",
      "mute time place? (operator)",
      "unmute place? (operator)",
      "subscription.list (viewer)",
      "audit.verify head? blocks? (viewer)",
      "audit.export (viewer)",
      "audit.anchor fund? (operator)",
      "schedule.create name every? cron? what? fund missed? (operator)",
      "schedule.list (viewer)",
      "schedule.end name (operator)",
      "workflow.list repo? (viewer)",
      "workflow.run workflow ref? inputs? repo? (operator)",
      "workflow.runs repo? all? (viewer)",
      "workflow.show id (viewer)",
      "workflow.cancel id (operator)",
      "workflow.rerun id failed? (operator)",
      "workflow.review id verdict environment? reason? (approver)",
      "apikey.create id role? funds? may? days? title? person? (admin)",
      "apikey.list (admin)",
      "apikey.revoke id (admin)",
      "session.open role? funds? person? minutes? (admin)",
      "session.list (admin)",
      "session.revoke id (admin)",
      "link code (viewer)",
      "link.code role? funds? roles? person? minutes? days? (viewer)",
      "link.list (admin)",
      "link.end id (admin)",
      "whoami fund? (viewer)",
      "config.show key? set? (operator)",
      "config.validate set? (operator)",
      "config.share keys gateway? (operator)",
      "keys.new name password-fd? (admin)",
      "keys.import name file? key-fd? file-password-fd? password-fd? (admin)",
      "keys.list (operator)",
      "backup folder keys? (admin)",
      "backup.verify folder (operator)",
      "restore folder (admin)",
      "reset force? (admin)",
      "doctor (viewer)",
      "connect what (admin)",
      "charts check? (viewer)",
      "picture bot file? theme? at? (viewer)",
      "completion shell (viewer)",
      "version (viewer)",
      "stop (admin)",
    ]
  `)
})

test('names are unique and can be looked up', () => {
  expect(commandTable.map(({ name }) => commandNamed(name)?.name)).toEqual(commandTable.map(({ name }) => name))
  expect(commandNamed('toString')).toBeUndefined()
})

test.each(commandTable.map((command) => [command.name, command] as const))(
  '%s describes every argument and has an example',
  (_name, command) => {
    expect(argumentList(command).filter(({ says }) => says === '')).toEqual([])
    expect(command.examples.length).toBeGreaterThan(0)
  },
)

test('a missing, an unknown and a wrong argument are all named at once', () => {
  const show = commandNamed('show')
  if (show === undefined) throw new Error('show is in the table')
  expect(() => parseArguments(show, { turns: -1, colour: 'red' })).toThrow(
    expect.objectContaining({
      code: 'ARGUMENTS_INVALID',
      message: expect.stringMatching(/^show: bot is missing; turns: .+; unknown argument colour$/),
    }),
  )
})

async function answered(
  name: string,
  args: object,
  context = contextOf(),
): Promise<{ readonly result: unknown; readonly text: string }> {
  const command = commandNamed(name)
  if (command === undefined) throw new Error(`${name} is in the table`)
  for await (const result of command.answer(args, context)) return { result, text: command.render(result, plainStyle()) }
  throw new Error('a command answers')
}

test('status says how many events no turn took, when there are any', async () => {
  const letter = { seq: 4, at: '2026-01-01T00:00:00.000Z', actor: 'fund:main', event: { type: 'x' } } as const
  const repairs = repairsOf([{ ...letter, cause: { kind: 'external' }, code: 'TURN_FAILED', problem: 'it threw' }])
  const { result, text } = await answered('status', {}, contextOf({ repairs }))
  expect(result).toMatchObject({ deadLetters: 1 })
  expect(text).toContain('1 event that no turn took: ./quorate deadletters list')
  expect((await answered('status', {})).text).not.toContain('deadletters')
})

test('status fits 80 columns and names chain, funds, bots and waits', async () => {
  const bots = [
    botOf('fund:main', { value: { rounds: 'open', books: 'valued' } }),
    botOf('verifier:main.alpha'),
    botOf('verifier:main.beta', { status: 'quarantined' }),
  ]
  const { text } = await answered('status', {}, contextOf({ host: hostOf({ bots }) }))
  expect(
    Math.max(
      ...text
        .split('\n')
        .filter((line) => !line.startsWith('!') && !line.startsWith('main'))
        .map((line) => line.length),
    ),
  ).toBeLessThanOrEqual(80)
  expect(text).toMatchInlineSnapshot(`
    "instance  default, up 1m 40s, pid 1, version 0.1.0
    chain     31337 (local), block 42
    journal   durable through 0
    look at   .runtime/instances/default

    funds
    main  open, round 7, worth 10,000 USDC, holds 0.333 WETH, realised 0 USDC

    bots
    role      bots  states
    fund         1  rounds.open + books.valued
    verifier     2  idle, quarantined

    waits
    ! verifier:main.beta is quarantined and waits for a person (see its last turns)"
  `)
})

test('an amount is typed in whole units and becomes base units', async () => {
  expect((await answered('fund.deposit', { fund: 'main', amount: '1.5' })).result).toMatchObject({
    did: 'deposited',
    amount: '1500000',
  })
})

test.each(['-1', '1e3', '0.0000001', 'all'])('refuses the amount %s', async (amount) => {
  await expect(answered('fund.deposit', { fund: 'main', amount })).rejects.toMatchObject({ code: 'ARGUMENTS_INVALID' })
})

test('what was asked of a fund is shown, and what it became', async () => {
  const requests = {
    depositPending: '1500000',
    depositClaimable: '0',
    redeemPending: '0',
    redeemClaimable: '2500000000000',
    inKindAt: 0,
  }
  const funds = deskOf([{ ...mainFund, requests }])
  expect((await answered('fund.status', {}, contextOf({ funds }))).text).toContain(
    'deposit of 1.5 USDC waits, withdrawal of 2.5 shares settled',
  )
})

test('who asked while a position was open is told what happens and what to type', async () => {
  const asking = deskOf()
  const funds = {
    ...asking,
    deposit: async ({ fundId, amount }: { fundId: string; amount: string }) =>
      ({ fundId, did: 'asked to deposit', amount, symbol: 'USDC', decimals: 6, txHash: null, block: null }) as const,
  }
  expect((await answered('fund.deposit', { fund: 'main', amount: '1.5' }, contextOf({ funds }))).text).toBe(
    'asked to deposit 1.5 USDC: fund main\na position is open: this settles when none is, at the price of that moment; then type ./quorate fund claim main',
  )
})

test('a withdrawal asks before it runs', () => {
  expect(commandNamed('fund.withdraw')?.confirm?.({ fund: 'main', amount: '1' })).toBe('withdraw 1 from fund main?')
})

test('an unknown bot is refused with where to look', async () => {
  await expect(answered('show', { bot: 'fund:other' })).rejects.toMatchObject({
    code: 'UNKNOWN_BOT',
    exit: 3,
    hint: 'list them: ./quorate bots',
  })
})

test('control sequences from outside are shown, not obeyed', async () => {
  const evil = botOf('fund:main', {
    context: { note: '\u001b[2Jgone' },
    quarantine: { code: 'X', message: '\u001b]0;title\u0007', retryable: false },
  })
  const { text } = await answered(
    'show',
    { bot: 'fund:main' },
    contextOf({ host: hostOf({ bots: [evil] }), funds: deskOf([mainFund]) }),
  )
  expect(text).not.toContain('\u001b')
})

test('only the command line can answer what needs this machine', async () => {
  await expect(answered('doctor', {})).rejects.toMatchObject({ code: 'ARGUMENTS_INVALID' })
})

test('every command that answers once states what it answers', () => {
  const silent = commandTable.filter(({ runs, streams, result }) => runs === 'daemon' && !streams && result === undefined)
  expect(silent.map(({ name }) => name)).toEqual([])
  const stated = commandTable.flatMap(({ result }) => (result === undefined ? [] : [z.toJSONSchema(result)]))
  expect(stated.length).toBeGreaterThan(40)
  expect(stated.filter((shape) => !JSON.stringify(shape).includes('"properties":{"'))).toEqual([])
})
