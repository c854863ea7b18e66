// Every command that a hint, an example or a document tells a person to type is typed here, beside a real daemon. What is not typed stands in one list, each with its reason.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { plainStyle } from '#chat/commands/style.ts'
import { defaultSettings } from '#cli/defaultSettings.ts'
import { ended, runtimeFolder, type Typed } from '#cli/fixtures.ts'
import { instanceFolders, makeInstanceFolders } from '#cli/instance.ts'
import { main } from '#cli/main.ts'
import { writeSettings, type Settings } from '#cli/settings.ts'
import { root, trackedFiles } from '../house/trackedFiles.ts'
import { toldCommands } from './toldCommands.ts'

/** A chain, its contracts and a fund, or a whole demo, on a machine that does other things too. */
const longMs = 170_000

/** What is not typed, and why. */
const exempt: Readonly<Record<string, string>> = {
  'npm test': 'is the run that this test belongs to',
  'npm run check': '.ci/run types it before this test; its steps write nothing',
  'npm run format': 'rewrites the files that other tests are reading; `npm run check` runs the same program',
  'npm run bench': 'a benchmark is never a timed test; it takes the whole machine',
  'npm run bench -- --engines': 'the same, with servers that it installs',
  'npm run bench -- console': 'the same, in a browser',
  'npm run screenshots': 'takes minutes and rewrites docs/images; test/console opens the same pages',
  'npm run screenshots -- --only swarm': 'the same, of one page',
  'npm run pictures': 'rewrites docs/images; scripts/chatPictures draws the same pages, and terminals',
  'npm run pictures -- --only connect-slack-well': 'the same, of one terminal',
  'node bench/plot.ts': 'writes the page that `npm run check` compares',
  'npm run crash': 'takes minutes; test/crash kills daemons in every run',
  'npm run crash -- --runs 3 --point sign.after': 'test/crash kills a daemon at the same point',
  'npm run crash -- --runs 200': 'takes a quarter of an hour',
  'npm run mutate': 'runs many suites again; docs/mutants.md is what it wrote',
  'npm run storm': 'takes minutes; test/daemon raises a small one in every run',
  'npm run storm -- --kills 2 --clients 8': 'test/daemon raises the same',
  'npm run fuzz': 'takes minutes; test/simulation lives a thousand seeds in every run',
  'npm run fuzz -- --seed 17': 'test/simulation lives single seeds',
  'npm run fuzz -- --seeds 5000 --minutes 30': 'takes half an hour',
  'npm run chain-faults': 'takes an hour; test/chainFaults strikes trades in every run',
  'npm run chain-faults -- --times 1 --confirmations 1 --only answer-lost': 'test/chainFaults makes the same strike and more',
  'npm install': 'needs the registry; scripts/setup.test.ts types it against a stand-in',
  'npm install --omit': 'needs the registry',
  'npm install --save-exact': 'needs the registry and a package',
  'npm ping': 'needs the registry',
  'node scripts/buildConsole.ts': 'builds the page that test/console/served.test.ts asks for',
  'node scripts/errorReference.ts': 'writes the page that tidy.test.ts compares',
  'node scripts/openapi.ts': 'writes the document that `npm run check` compares',
  'node scripts/githubOperations.ts': 'needs GitHub’s own document beside it and writes what test/github is served with',
  'node scripts/permissionReference.ts': 'writes the page that test/gateway/permissions.test.ts compares',
  'node cli/cliReference.ts': 'writes the page that `npm run check` compares',
  'node scripts/contractGas.ts': 'runs the gas tests and writes docs/contracts-gas.md',
  'node scripts/recordHistory.ts': 'runs a swarm for a minute and rewrites the history that test/history replays',
  'node scripts/recordRelease.ts': 'is run once per release and writes what test/released restores',
  'npm run mutate:contracts': 'plants wrong lines into the contracts for an hour; docs/contracts-mutants.md is what it wrote',
  'npm run fuzz:contracts -- --runs 2000 --depth 500 --seed 7': 'takes an hour; npm test plays the same campaigns, shorter',
  'node scripts/slackManifest.ts': 'writes the manifests that scripts/slackManifest.test.ts compares',
  './quorate chat': 'reads until whoever types ends it; cli/chatHere.test.ts and test/daemon say lines',
  './quorate chat --json': 'the same',
  './quorate demo': 'is the default of `--cycles 1`, which is typed',
  './quorate demo --cycles 1 --json': '`npm run demo -- --cycles 1 --json` types it',
  'npm run demo -- --cycles 2 --json': 'the same as one cycle, twice as long',
  'npm run demo -- --cycles n --json': 'the same as one cycle, n times as long',
}

/** Typed by name below, because they do not end by themselves or belong to an order. */
const inOrder: readonly string[] = [
  'npm start',
  'npm run demo -- --cycles 1 --json',
  './quorate up',
  './quorate up --instance <name>',
  './quorate up --instance {instance}',
  './quorate up --instance second --seed 7',
  './quorate journal --follow',
  './quorate stop',
]

/** What must end in another way than well, and why that is right; each holds for all that is typed the same. */
const endsWith: Readonly<Record<string, readonly [exit: number, code: string]>> = {
  // there is only its dry run: migrations run by themselves
  './quorate migrate': [2, 'ARGUMENTS_INVALID'],
  // the reference tells their arguments, and none of them is a fund
  './quorate propose sell': [2, 'ARGUMENTS_INVALID'],
  './quorate propose buy <amount> --fund <text>': [2, 'ARGUMENTS_INVALID'],
  // a question without a person in front of it
  './quorate propose buy 250 --fund main': [2, 'CONFIRMATION_NEEDED'],
  // it holds nothing to sell yet
  './quorate propose sell all --fund main --yes': [4, 'TRADE_OVER_HOLDINGS'],
  // told where there is no fund; this daemon has one
  './quorate fund create <fund>': [4, 'FUND_EXISTS'],
  // nobody put a fund there; test/daemon/fundsOverHttp.test.ts takes one over
  './quorate fund adopt third 0x5fbdb2315678afecb367f032d93f642f64180aa3 --like main': [3, 'NO_CONTRACT'],
  // the daemon has this instance, whose settings say nothing of another chain; test/daemon/otherChain.test.ts types them
  './quorate fund create <fund> --rpc <url>': [5, 'INSTANCE_LOCKED'],
  './quorate fund create main --rpc http://127.0.0.1:8545 --dry-run': [2, 'SETTINGS_INVALID'],
  './quorate fund create main --dry-run': [2, 'SETTINGS_INVALID'],
  // the daemon has this instance
  './quorate up --set tracing.endpoint=http://127.0.0.1:4318': [5, 'INSTANCE_LOCKED'],
  // nobody is there
  './quorate fund check 0x5fbdb2315678afecb367f032d93f642f64180aa3 --rpc http://127.0.0.1:8545': [5, 'RPC_UNREACHABLE'],
  // the example's hash is made up
  [`./quorate explain 0x${'12'.repeat(32)}`]: [3, 'UNKNOWN_HASH'],
  './quorate trace <requestId>': [3, 'UNKNOWN_REQUEST'],
  './quorate trace desk-7 --json': [3, 'UNKNOWN_REQUEST'],
  // told of the bot that was shown
  './quorate picture {value}': [3, 'UNKNOWN_BOT'],
  // nothing has failed
  './quorate deadletters show <letter>': [3, 'UNKNOWN_DEAD_LETTER'],
  './quorate deadletters resend <letter>': [3, 'UNKNOWN_DEAD_LETTER'],
  './quorate deadletters drop <letter> --yes': [3, 'UNKNOWN_DEAD_LETTER'],
  // sessions that are made up
  './quorate session revoke <session>': [3, 'UNKNOWN_SESSION'],
  // told of the bot that a letter belongs to
  './quorate release {value}': [3, 'UNKNOWN_BOT'],
  // a repair is for a journal that no daemon has open; test/disk types it on one that is damaged
  './quorate journal repair': [5, 'INSTANCE_LOCKED'],
  './quorate journal repair --yes': [5, 'INSTANCE_LOCKED'],
  './quorate journal repair --from-snapshots --yes': [5, 'INSTANCE_LOCKED'],
  // a question without a person in front of it
  './quorate fund unpause <fund>': [2, 'CONFIRMATION_NEEDED'],
  './quorate deadletters drop <letter>': [2, 'CONFIRMATION_NEEDED'],
  './quorate restart <bot>': [2, 'CONFIRMATION_NEEDED'],
  './quorate fund withdraw <fund> <amount>': [2, 'CONFIRMATION_NEEDED'],
  './quorate reset': [2, 'CONFIRMATION_NEEDED'],
  './quorate reset --force {instance}': [2, 'CONFIRMATION_NEEDED'],
  './quorate bot approve <fund> <bot>': [2, 'CONFIRMATION_NEEDED'],
  './quorate bot retire <fund> <bot>': [2, 'CONFIRMATION_NEEDED'],
  './quorate bot revoke <fund> <bot>': [2, 'CONFIRMATION_NEEDED'],
  './quorate fund adopt <fund> <vault>': [4, 'FUND_EXISTS'],
  // there is no key of that name
  './quorate bot register <fund> <name>': [5, 'KEY_MISSING'],
  // the gateway of another operator is not there
  './quorate bot register main echo --key walker --url http://127.0.0.1:1 --chain-id 31337 --vault 0x5fbdb2315678afecb367f032d93f642f64180aa3':
    [5, 'RELAY_UNREACHABLE'],
  // nobody asked to join this fund; test/daemon/pythonVerifier.test.ts types them about a bot that did
  './quorate bot show <fund> <bot>': [3, 'UNKNOWN_REGISTRATION'],
  './quorate bot approve main delta-1 --yes': [3, 'UNKNOWN_REGISTRATION'],
  './quorate bot refuse <fund> <bot>': [3, 'UNKNOWN_REGISTRATION'],
  './quorate bot retire main delta-1 --yes': [3, 'UNKNOWN_REGISTRATION'],
  './quorate bot revoke main delta-1 --yes': [3, 'UNKNOWN_REGISTRATION'],
  // nothing is wrong
  './quorate incident show <incident>': [3, 'UNKNOWN_INCIDENT'],
  './quorate incident acknowledge <incident>': [3, 'UNKNOWN_INCIDENT'],
  './quorate incident resolve <incident>': [3, 'UNKNOWN_INCIDENT'],
  './quorate incident resolve <incident> --note mended': [3, 'UNKNOWN_INCIDENT'],
  // nothing waits for people; test/gateway/approvals.test.ts decides what does
  './quorate approval show <approval>': [3, 'UNKNOWN_APPROVAL'],
  './quorate approval show {id}': [3, 'UNKNOWN_APPROVAL'],
  './quorate approval show {value}': [3, 'UNKNOWN_APPROVAL'],
  './quorate approval show <id>': [3, 'UNKNOWN_APPROVAL'],
  './quorate approval approve <approval> --revision 1': [3, 'UNKNOWN_APPROVAL'],
  './quorate approval approve <id> --revision <number>': [3, 'UNKNOWN_APPROVAL'],
  './quorate approval reject <approval> --revision 1': [3, 'UNKNOWN_APPROVAL'],
  './quorate approval reject <id> --revision <number>': [3, 'UNKNOWN_APPROVAL'],
  // its help says of which fund and when; the example beside it makes one
  './quorate schedule create <name>': [2, 'ARGUMENTS_INVALID'],
  './quorate schedule end <name>': [3, 'UNKNOWN_SCHEDULE'],
  // this instance is not connected to GitHub, and nothing was run; chat/commands/workflows.test.ts runs them
  './quorate workflow list': [4, 'GITHUB_OFF'],
  './quorate workflow run deploy.yml': [4, 'GITHUB_OFF'],
  './quorate workflow run deploy.yml release target=staging': [4, 'GITHUB_OFF'],
  './quorate workflow show <run>': [3, 'UNKNOWN_RUN'],
  './quorate workflow cancel <run>': [3, 'UNKNOWN_RUN'],
  './quorate workflow rerun <run> --failed': [3, 'UNKNOWN_RUN'],
  './quorate workflow review <run> approve --environment production --reason tested': [3, 'UNKNOWN_RUN'],
  './quorate workflow cancel <id>': [3, 'UNKNOWN_RUN'],
  './quorate workflow rerun <id>': [3, 'UNKNOWN_RUN'],
  './quorate workflow show {id}': [3, 'UNKNOWN_RUN'],
  './quorate workflow review <id> <verdict>': [2, 'ARGUMENTS_INVALID'],
  './quorate workflow run <workflow>': [4, 'GITHUB_OFF'],
  // nothing is connected here; cli/connectHere.test.ts asks what is there
  './quorate connect <what>': [2, 'ARGUMENTS_INVALID'],
  './quorate connect {value}': [2, 'ARGUMENTS_INVALID'],
  './quorate connect slack': [5, ''],
  // it is said in a messenger; test/chat says it there
  './quorate link <code>': [2, 'NOT_IN_A_CHAT'],
  './quorate link end <id>': [2, 'ARGUMENTS_INVALID'],
  './quorate link end <link>': [2, 'ARGUMENTS_INVALID'],
  './quorate link end 0123456789abcdef': [3, 'UNKNOWN_LINK'],
  // a terminal is no place, and nobody subscribed there yet
  './quorate subscribe': [3, 'UNKNOWN_PLACE'],
  './quorate subscribe trades': [3, 'UNKNOWN_PLACE'],
  './quorate unsubscribe': [3, 'UNKNOWN_PLACE'],
  './quorate unmute': [3, 'UNKNOWN_PLACE'],
  './quorate mute <time>': [2, 'ARGUMENTS_INVALID'],
  './quorate mute 2h --place slack:T1:C1': [3, 'NOT_SUBSCRIBED'],
  './quorate unmute --place slack:T1:C1': [3, 'NOT_SUBSCRIBED'],
  './quorate unsubscribe --place slack:T1:C1': [3, 'NOT_SUBSCRIBED'],
  // nothing was asked of this fund
  './quorate fund claim <fund>': [4, 'NOTHING_TO_CLAIM'],
  // it tells what production would refuse of the defaults
  './quorate config validate --set profile=production': [2, ''],
  // a local chain belongs to its instance: test/daemon/apart.test.ts shares another one's
  './quorate config share <keys>': [2, 'ARGUMENTS_INVALID'],
  './quorate config share verifier-alpha --gateway https://quorate.example': [2, 'ARGUMENTS_INVALID'],
  // nobody is there who could type a password; cli/keysInstance.test.ts gives one
  './quorate keys new spare': [2, 'PASSWORD_REFUSED'],
  './quorate keys new owner': [2, 'PASSWORD_REFUSED'],
  './quorate keys new <name>': [2, 'PASSWORD_REFUSED'],
  './quorate keys import <name>': [2, 'PASSWORD_REFUSED'],
  './quorate keys import owner --file geth-keystore.json': [2, 'PASSWORD_REFUSED'],
  // a local chain runs with this daemon, and no backup was made; test/daemon/restore.test.ts makes and restores one
  './quorate backup backups': [4, 'BACKUP_REFUSED'],
  './quorate backup verify <folder>': [7, 'BACKUP_INVALID'],
  './quorate restore <folder>': [2, 'CONFIRMATION_NEEDED'],
  './quorate restore backups/default-20261122T020000Z --instance copy --yes': [7, 'BACKUP_INVALID'],
}
/** Where pictures are written here. */
const picture = join(tmpdir(), `quorate-typed-${process.pid}.png`)
/** What is expected of a line as it is typed. */
const expected = (line: string): readonly [exit: number, code: string] =>
  Object.entries(endsWith).find(([words]) => filled(words) === filled(line))?.[1] ?? [0, '']

const told = toldCommands(trackedFiles()).map(({ words }) => words)
const scripts = told.filter((words) => words.startsWith('npm test -- '))
const typedHere = told.filter(
  (words) =>
    words.startsWith('./quorate ') && !(words in exempt) && !inOrder.includes(words) && words !== './quorate --instance {value}',
)
/** Two that are told with other placeholders and are typed the same are typed once. */
const onlyOnce = (lines: readonly string[]): readonly string[] => [...new Map(lines.map((line) => [filled(line), line])).values()]
/** Typed last: a fund that holds a position takes no deposits. */
const buys = /^\.\/quorate propose buy/
const changes = /^\.\/quorate fund (create|deposit|withdraw|claim|pause|unpause)/

let runtime: ReturnType<typeof runtimeFolder>
let daemon: ChildProcess
let daemonSaid: Promise<Typed>
let txHash = `0x${'0'.repeat(64)}`

function begin(line: string, words: readonly string[]): ChildProcess {
  const environment = { ...process.env, QUORATE_RUNTIME: runtime.path, PATH: withoutOurs(process.env['PATH'] ?? '') }
  return spawn(line, words, { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
}
/** A person has no node_modules/.bin on the path. */
const withoutOurs = (path: string): string =>
  path
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .join(delimiter)

/** What belongs to its process: a daemon, a key's password, a folder's lock; and one that only asks, to see that it starts. */
const ofProcess = /^npm |^node |^\.\/quorate (?:up|stop|demo|keys|reset|restore|backup|completion|status$)/

/** A start costs a second and shows nothing new each time: what is left is typed to the program that a shell would start. */
async function typeLine(line: string): Promise<Typed> {
  const [file = '', ...words] = filled(line).split(' ')
  if (ofProcess.test(line)) return ended(begin(file, words))
  const said = { out: '', err: '' }
  const style = plainStyle(80)
  const code = await main(words, {
    style,
    errorStyle: style,
    interactive: false,
    gone: new AbortController().signal,
    say: async (text) => void (said.out += `${text}\n`),
    complain: (text) => void (said.err += `${text}\n`),
  })
  return { code, ...said }
}
function beginLine(line: string): [ChildProcess, Promise<Typed>] {
  const [file = '', ...words] = filled(line).split(' ')
  const child = begin(file, words)
  return [child, ended(child)]
}

/** A person puts their own in place of these: first where the words before say what is meant. */
function filled(line: string): string {
  return (
    line
      .replace('./quorate', join(root, 'quorate'))
      .replace(/(incident \w+) (?:<id>|<incident>|\{incident\}|\{value\})/, '$1 main.loss-bucket.1')
      .replace(/(session revoke) (?:<id>|<session>)/, '$1 5f0c9a4e1b7d3c2a6e8f9011')
      .replace(/(verify|restore) <folder>/, '$1 backups/default-20261122T020000Z')
      .replace(/<fund> <bot>|\{fundId\} \{botId\}/, 'main delta-1')
      .replace('{instance}', 'default')
      .replace(/(keys \w+) \{\w+\}|<name>|\{name\}/, (_, words?: string) => (words === undefined ? 'second' : `${words} second`))
      // a picture without a file of one's own would be left in this folder
      .replace(/( picture [\w<>:{}]+)(?: <file>| \w+\.png)?/, `$1 ${picture}`)
      .replace('<keys>', 'verifier-alpha')
      .replace('<folder>', 'backups')
      .replace('<requestId>', 'desk-7')
      .replace('relayer:<fund>', 'relayer:main')
      .replace('{address}', 'fund:main')
      .replace('<bot>', 'fund:main')
      .replace('<run>', '5f0c9a4e1b7d3c2a6e8f')
      .replace(/<letter>|<seq>|\{seq\}/, '1')
      .replace('<hash>', txHash)
      .replace(/<key>|<id>|\{id\}/, 'phone')
      .replace('<shell>', 'bash')
      .replace('<url>', 'http://127.0.0.1:1')
      .replace(/<amount>|<number>/, '1')
      .replace('<vault>', '0x5fbdb2315678afecb367f032d93f642f64180aa3')
      .replace('<approval>', '5f0c9a4e1b7d3c2a6e8f90115f0c9a4e')
      .replace('<person>', 'mara')
      .replace(/\{(command)\}|<command>/, 'status')
      .replace(/<fund>|\{fundId\}|\{value\}/, 'main')
  )
}

/** Waits until it says so. */
async function says([child, said]: readonly [ChildProcess, Promise<Typed>], wanted: string): Promise<void> {
  let text = ''
  while (!text.includes(wanted)) {
    if (child.stdout === null) throw new Error('it was spawned with a pipe')
    const [part] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => [null])])
    if (part === null) throw new Error(`it ended before it said ${wanted}: ${text.slice(-2_000)} ${(await said).err}`)
    text += String(part)
  }
}
/** A fund that holds a position takes no deposits, so this one never buys; the demo below trades. */
function idleSettings(): Settings {
  const settings = defaultSettings()
  const funds = settings.funds.map((fund) => ({
    ...fund,
    strategy: { ...fund.strategy, entry: { ...fund.strategy.entry, thresholdBps: 10_000 } },
  }))
  return { ...settings, funds }
}

const running = 'The swarm runs.'

beforeAll(async () => {
  runtime = runtimeFolder()
  vi.stubEnv('QUORATE_RUNTIME', runtime.path)
  const folders = instanceFolders('default', runtime.path)
  makeInstanceFolders(folders)
  writeSettings(folders.settingsFile, idleSettings())
  ;[daemon, daemonSaid] = beginLine('npm start')
  await says([daemon, daemonSaid], running)
  const { out } = await typeLine('./quorate fund deposit main 1.5 --json')
  // the command's own shape
  txHash = (JSON.parse(out) as { txHash: string }).txHash
}, longMs)
afterAll(async () => {
  if (daemon.exitCode === null) await typeLine('./quorate stop')
  // all tests beside it fail when it dies: this says why
  const { err } = await daemonSaid
  vi.unstubAllEnvs()
  runtime.end()
  rmSync(picture, { force: true })
  if (err.replaceAll(/^npm warn .*\n/gm, '') !== '') throw new Error(err)
}, longMs)

describe('what a person is told to type', () => {
  it('is found in hints, examples, documents and the programs’ own texts', () => {
    expect(told).toContain('./quorate status')
    expect(told).toContain('npm test -- runtime')
    expect(told.length).toBeGreaterThan(50)
  })

  it('is typed here or exempt, and nothing is exempt or expected that nobody tells', () => {
    const known = [...Object.keys(exempt), ...inOrder, ...typedHere, ...scripts, './quorate --instance {value}']
    expect(told.filter((words) => !known.includes(words))).toEqual([])
    const lines = new Set(told.map(filled))
    const unasked = [...inOrder, ...Object.keys(endsWith)].filter((words) => !lines.has(filled(words)))
    expect(unasked).toEqual([])
  })

  it.each(scripts)('%s names tests that are there', (words) => {
    for (const path of words.slice('npm test -- '.length).split(' '))
      expect([path, existsSync(join(root, path)) || existsSync(join(root, `${path}.test.ts`))]).toEqual([path, true])
  })
})

describe('beside a running daemon', { timeout: longMs }, () => {
  const judged = async (words: string): Promise<void> => {
    const { code, out, err } = await typeLine(words)
    const [exit, error] = expected(words)
    expect({ code, out, err }).toMatchObject({
      code: exit,
      err: expect.stringMatching(error === '' ? /^/ : new RegExp(String.raw`^(\{"error":\{"code":")?${error}\b`)),
    })
    if (error === '') expect(out).not.toBe('')
  }
  it.each(onlyOnce(typedHere.filter((words) => !changes.test(words) && !buys.test(words))))('%s', judged)
  it.each(onlyOnce(typedHere.filter((words) => changes.test(words))))('%s', judged)
  it.each(onlyOnce(typedHere.filter((words) => buys.test(words))))('%s', judged)

  it('./quorate journal --follow tells what is committed until Ctrl-C, and ends well', async () => {
    const [child, said] = beginLine('./quorate journal --follow')
    await says([child, said], 'fund:main')
    child.kill('SIGINT')
    expect((await said).code).toBe(0)
  })

  it.each(['./quorate up --instance second --seed 7', './quorate up --instance <name>'])(
    '%s runs another instance',
    async (line) => {
      const [child, said] = beginLine(line)
      await says([child, said], running)
      child.kill('SIGINT')
      expect((await said).code).toBe(0)
    },
  )

  it('npm run demo -- --cycles 1 --json ends by itself with its summary', async () => {
    const { code, out, err } = await typeLine('npm run demo -- --cycles 1 --json')
    expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' })
    const last = out.trimEnd().split('\n').at(-1) ?? ''
    // the summary of chat/commands/demo.ts
    const summary = JSON.parse(last) as { type: string; executed: { action: string }[] }
    expect([summary.type, summary.executed.map(({ action }) => action)]).toEqual(['summary', ['BUY', 'SELL']])
  })

  it('./quorate stop ends what npm start began, and ./quorate up goes on with it', async () => {
    expect((await typeLine('./quorate stop')).code).toBe(0)
    expect((await daemonSaid).code).toBe(0)
    for (const line of ['./quorate up', './quorate up --instance {instance}']) {
      const [child, said] = beginLine(line)
      await says([child, said], running)
      child.kill('SIGINT')
      const { code, out } = await said
      expect([code, out.includes('continues at')]).toEqual([0, true])
    }
  })
})
