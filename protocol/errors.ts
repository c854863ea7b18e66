// One table: code, message, hint, retry. Every error a person or a program can meet has its row here.

import { chatErrors } from './chatErrors.ts'
import { row, type ErrorRow } from './errorRow.ts'
import { githubErrors } from './githubErrors.ts'
import { tradeErrors } from './tradeErrors.ts'

/** Exit codes: 2 wrong use, 3 not found, 4 refused, 5 environment, 6 busy or waiting, 7 damaged state, 70 a bug of ours. */
export const errorTable = {
  // runtime
  MACHINE_REFUSED: row(70, false, 'role {role}: {problem} at {path}', '{remedy}'),
  UNKNOWN_BOT: row(3, false, 'no bot {address}', 'list them: ./quorate bots'),
  UNKNOWN_ROLE: row(70, false, 'no role {role} is registered', 'register it where the swarm is composed'),
  UNKNOWN_CHART: row(3, false, 'no role {role} has a chart here', 'list them: GET /api/v1/charts'),
  EVENT_REFUSED: row(
    4,
    false,
    '{address} does not take this event from outside: {problem}',
    'see what it takes: ./quorate show {address}',
  ),
  JOURNAL_SLOW: row(
    6,
    true,
    'the journal did not give this answer within {timeoutMs} ms',
    'ask for less: a later moment, a smaller range, fewer steps',
  ),
  NOT_WAITED_FOR: row(
    4,
    false,
    '{address} does not wait for {what}',
    'answer what its moment lists under effects, late and timers',
  ),
  WHAT_IF_TOO_LARGE: row(
    4,
    false,
    'the moments of this what-if have more than {bytesMax} bytes',
    'take fewer steps, or fork the bot at a later moment',
  ),
  BUSY: row(6, true, '{address} has {queued} events waiting, its bound', 'try again in {retryAfterMs} ms'),
  BOT_FINISHED: row(4, false, '{address} has finished', 'see its end: ./quorate show {address}'),
  BOT_QUARANTINED: row(4, false, '{address} is quarantined: {problem}', 'see why: ./quorate show {address}'),
  ASK_TIMEOUT: row(
    6,
    true,
    '{address} did not answer within {timeoutMs} ms; its turn is kept',
    'ask again with the same id, or look: ./quorate show {address}',
  ),
  TURN_FAILED: row(70, false, 'turn of {address} on {event} failed: {problem}', 'see it: ./quorate show {address}'),
  STATE_TOO_LARGE: row(
    70,
    false,
    'the state of {address} would be {bytes} bytes, over {limit}',
    'keep growing collections as bots of their own',
  ),
  JOURNAL_CORRUPT: row(
    7,
    false,
    'journal {file} is damaged at byte {offset}: {problem}',
    'see all of it: ./quorate journal verify; then: ./quorate journal repair',
  ),
  JOURNAL_TRUNCATED: row(
    3,
    false,
    'the journal no longer holds sequence {after}; the earliest is {earliest}',
    'start from {earliest}',
  ),
  JOURNAL_VERSION: row(
    7,
    false,
    'journal {file} was written by format {found}; this program reads {known}',
    'run the newer program that wrote it',
  ),
  SNAPSHOT_VERSION: row(
    7,
    false,
    '{address} was stored by version {found} of {role}; this program knows {known}',
    'run the program that wrote it, or add a migration',
  ),
  MIGRATION_FAILED: row(
    7,
    false,
    '{address} cannot go from version {found} of {role} to {known}: {problem}',
    'run the program that wrote it, mend the migration, then: ./quorate migrate --check',
  ),
  SYNC_FAILED: row(
    5,
    false,
    'writing {file} failed: {problem}; the daemon stops rather than guess what is on disk',
    'check the disk, then start again: ./quorate up',
  ),
  STORAGE_UNUSABLE: row(
    5,
    false,
    '{path} cannot be used: {problem}',
    'see to its owner, its permissions and the free space, then: ./quorate up',
  ),
  JOURNAL_UNREPAIRABLE: row(7, false, 'nothing in {folder} can be kept: {problem}', '{remedy}'),
  INSTANCE_LOCKED: row(
    5,
    false,
    'another daemon runs instance {instance} (pid {pid})',
    'talk to it: ./quorate status --instance {instance}',
  ),
  SHUTTING_DOWN: row(6, true, 'the daemon is stopping and takes nothing new', 'start it again: ./quorate up'),
  BOT_EXISTS: row(4, false, '{address} was started before, with another input', 'see it: ./quorate show {address}'),
  DEADLY_EVENT: row(
    70,
    false,
    'the process died {deaths} times while {address} handled {event}',
    'see it: ./quorate show {address}',
  ),
  DEADLY_EFFECT: row(
    70,
    false,
    'the process died {deaths} times in port {port} of {address}',
    'see it: ./quorate show {address}',
  ),
  FLOODED: row(70, false, '{address} filled the mailbox of {receiver} with {queued} events', 'see it: ./quorate show {address}'),
  EFFECT_OUTCOME_UNKNOWN: row(
    5,
    false,
    'port {port} was left by its bot and cut off before it answered; it may have acted',
    'look at what it acts on before acting again',
  ),
  RESTARTS_SPENT: row(
    70,
    false,
    '{address} used up the restarts that {parent} bears: {problem}',
    'see why: ./quorate show {address}',
  ),
  BOT_NOT_RESTARTABLE: row(
    4,
    false,
    '{address} cannot begin again from its input: role {role}, or a bot that it started, must go on from where it is',
    'put it back into service as it is: ./quorate release {address}',
  ),
  UNKNOWN_DEAD_LETTER: row(
    3,
    false,
    'no dead letter {seq}: it never was, or somebody has dealt with it',
    'list them: ./quorate deadletters list',
  ),
  DEAD_LETTER_SPENT: row(
    4,
    false,
    'dead letter {seq} cannot be sent again: {problem}',
    'drop it: ./quorate deadletters drop {seq}',
  ),
  EFFECT_TIMEOUT: row(5, true, 'port {port} took longer than {timeoutMs} ms', 'see what it waits for: ./quorate show {address}'),
  EFFECT_UNBOUND: row(70, false, 'port {port} of role {role} has no effect bound', 'bind it in actors/'),
  EFFECT_FAILED: row(5, false, 'port {port} failed: {problem}', 'see the bot: ./quorate show {address}'),
  // protocol
  NOT_CANONICAL: row(
    2,
    false,
    'JSON cannot carry {path}: {problem}',
    'send strings, finite numbers, booleans, null, arrays and plain objects',
  ),
  SNAPSHOT_EMPTY: row(4, false, 'a snapshot needs at least one finalized claim', 'wait for claims to reach their threshold'),
  SNAPSHOT_DUPLICATE: row(4, false, 'claim {claimHash} is twice in one snapshot', 'list each finalized claim once'),
  SNAPSHOT_UNKNOWN_CLAIM: row(
    3,
    false,
    'claim {claimHash} is not in this snapshot',
    'list the claims of the round: ./quorate journal --bot relayer:<fund>',
  ),
  // integrations: chain
  RPC_UNREACHABLE: row(
    5,
    true,
    'no chain answers at {url}: {problem}',
    'check the address and that the node runs: ./quorate doctor',
  ),
  RPC_FAILED: row(5, true, 'the node refused {method}: {problem}', 'look at the node, then: ./quorate doctor'),
  WRONG_CHAIN: row(
    5,
    false,
    '{url} is chain {found}; this instance belongs to chain {expected}',
    'name the right node, or another instance: ./quorate up --instance <name>',
  ),
  WRONG_GENESIS: row(
    5,
    false,
    '{url} has genesis {found}; this instance began on {expected}',
    'name the right node, or another instance: ./quorate up --instance <name>',
  ),
  HISTORY_UNAVAILABLE: row(
    5,
    true,
    'the node has no state of block {block}: {problem}',
    'use a node that keeps more history, or wait until the window lies after its restart',
  ),
  CALL_REVERTED: row(
    4,
    false,
    '{label} would revert: {problem}',
    'see the error in contracts/interfaces, or ask: ./quorate explain <hash>',
  ),
  TRANSACTION_REFUSED: row(4, false, 'the node refused {label}: {problem}', 'check the balance and fees of {from}'),
  FEE_TOO_LOW: row(
    4,
    false,
    'the node wants a higher fee for {label}: {problem}',
    'wait until fees fall, or send again from {from}',
  ),
  DEPLOYMENT_FAILED: row(
    5,
    false,
    'setting up {label} failed: {problem}',
    'start from an empty chain in another instance: ./quorate up --instance <name>',
  ),
  PROXY_UNUSABLE: row(
    4,
    false,
    'chain {chainId} has no deterministic deployment proxy at {address}: {problem}',
    'deploy a factory by Hardhat Ignition and give its address with --factory',
  ),
  GUARD_FOREIGN: row(
    4,
    false,
    'the price guard at {address} serves {served}, not the policy {policy} of the fund',
    'somebody else used its place, or the settings changed meanwhile: choose another deployment.salt in the settings',
  ),
  NO_CONTRACT: row(
    3,
    false,
    '{what} {address} is no contract on chain {chainId}',
    'check the address, and whether it is this chain’s',
  ),
  FUNDS_TOO_LOW: row(
    4,
    false,
    '{account} holds {holds} wei of chain {chainId}, and {label} may cost {needs}',
    'send it the difference, then type the same again',
  ),
  POOL_UNUSABLE: row(
    3,
    false,
    'pool {pool} gives no price at block {block}: {problem}',
    'check the pool and the block of the source',
  ),
  ANVIL_MISSING: row(5, false, 'no Anvil binary for {platform} is installed', 'install what the lockfile names: npm install'),
  ANVIL_FAILED: row(5, true, 'Anvil on port {port} did not start: {problem}', 'see what is missing: ./quorate doctor'),
  CONSOLE_NOT_BUILT: row(
    5,
    true,
    'the console could not be built: {problem}',
    'build it where the program may write, and look at what it says: node scripts/buildConsole.ts',
  ),
  PORT_IN_USE: row(5, false, 'port {port} is used by another program', 'stop it or choose another port: ./quorate doctor'),
  CHAIN_RECORD_DAMAGED: row(
    7,
    false,
    'chain record {file} cannot be read: {problem}',
    'restore the file, or begin anew: ./quorate up --instance <name>',
  ),
  // integrations: keys
  KEY_MISSING: row(5, false, 'no key named {name}', 'make one (./quorate keys new {name}), or outside production set {variable}'),
  KEY_INVALID: row(2, false, 'the key {name} is not a secp256k1 private key', 'give 0x and 64 hex digits'),
  KEYSTORE_INVALID: row(2, false, 'keystore {file}: {problem}', 'use a version 3 keystore as geth writes it'),
  KEYSTORE_PASSWORD_WRONG: row(4, false, 'the password of keystore {file} is wrong', 'give the right password in {variable}'),
  DEV_KEYS_REFUSED: row(
    4,
    false,
    'the published development keys are refused on chain {chainId} at {url}',
    'they are for chain 31337 on loopback only; use keystores',
  ),
  PUBLISHED_KEY_REFUSED: row(
    4,
    false,
    'the key {name} is a published one: everybody can sign with {address}',
    'make one of your own: ./quorate keys new {name}',
  ),
  KEY_SOURCE_REFUSED: row(
    4,
    false,
    'profile production takes no key from the environment, and {variable} is set',
    'put it into a keystore (./quorate keys import {name}) and unset the variable',
  ),
  KEY_EXISTS: row(4, false, 'there is a keystore {file} already', 'choose another name, or move that file away first'),
  PASSWORD_REFUSED: row(
    2,
    false,
    'no password can be read: {problem}',
    'type it at the prompt, or give --password-fd <number>, QUORATE_PASSWORD_FILE or QUORATE_PASSWORD',
  ),
  // integrations: http
  FETCH_REFUSED: row(
    4,
    false,
    'fetching {url} is refused: {problem}',
    'use a public http or https address, or allow the loopback port in the settings',
  ),
  FETCH_FAILED: row(5, true, 'fetching {url} failed: {problem}', 'check the source'),
  FETCH_TOO_LARGE: row(4, false, '{url} sends more than {limit} bytes {what}', 'name a smaller source'),
  FETCH_TIMEOUT: row(5, true, '{url} took longer than {timeoutMs} ms {what}', 'try again, or name a faster source'),
  SOURCE_NOT_JSON: row(4, false, '{url} is not acceptable JSON: {problem}', 'name a JSON source'),
  SOURCE_NOT_TEXT: row(4, false, '{url} is not acceptable text: {problem}', 'name a short UTF-8 text source'),
  SELECTOR_INVALID: row(2, false, 'JSONPath {selector}: {problem}', 'write it as RFC 9535 says'),
  SELECTOR_NO_MATCH: row(4, false, 'JSONPath {selector} selects {found} values, not one', 'select exactly one value'),
  EXTRACT_REFUSED: row(
    4,
    false,
    'the value at {selector} is refused: {problem}',
    'select a shorter value, or one that the source writes as a string',
  ),
  // commands and cli
  INTERNAL: row(70, false, 'something that cannot happen did: {problem}', 'see where with --verbose, and report it'),
  ARGUMENTS_INVALID: row(2, false, '{command}: {problem}', 'see how it is used: ./quorate {command} --help'),
  USAGE_INVALID: row(2, false, '{problem}', 'see how it is used: ./quorate --help'),
  UNKNOWN_COMMAND: row(2, false, 'no command {command}', '{next}'),
  CONFIRMATION_NEEDED: row(2, false, '{command} needs a yes: {question}', 'type it again with --yes'),
  INSTANCE_NAME_INVALID: row(
    2,
    false,
    'instance name {name} is not allowed',
    'use 1 to 32 of a-z, 0-9 and -, starting with a letter',
  ),
  SETTINGS_INVALID: row(2, false, 'settings {file}: {problem}', 'correct them, look with: ./quorate config validate'),
  PRODUCTION_REFUSED: row(4, false, 'profile production refuses {problem}', 'see every rule: docs/production.md'),
  BACKUP_INVALID: row(7, false, 'backup {folder}: {problem}', 'use another backup; this one proves nothing'),
  BACKUP_REFUSED: row(4, false, 'no backup: {problem}', '{remedy}'),
  RESTORE_REFUSED: row(4, false, 'nothing is restored: {problem}', '{remedy}'),
  RESET_REFUSED: row(
    4,
    false,
    'instance {instance} runs under profile production and is not reset',
    'if you mean it: ./quorate reset --force {instance}',
  ),
  LOG_LEVEL_INVALID: row(
    2,
    false,
    'QUORATE_LOG_LEVEL is {level}; the levels are {levels}',
    'set one of them, or none, then: ./quorate up',
  ),
  BODY_TOO_LARGE: row(2, false, 'the request body is over {bytesMax} bytes', 'send a smaller one'),
  HEAD_TOO_LARGE: row(2, false, 'the request’s line and headers are over 16 KiB', 'send fewer or shorter headers'),
  REQUEST_TOO_SLOW: row(6, true, 'the request was not whole in time', 'send it again, all at once'),
  BODY_REFUSED: row(2, false, 'the request body was refused: {problem}', 'send JSON within the limits: ./quorate --help'),
  REQUEST_REFUSED: row(
    2,
    false,
    '{method} {target} is not served here: {problem}',
    'POST /v1/commands/<name> with JSON arguments',
  ),
  NOT_PERMITTED: row(4, false, '{command} needs the permission {permission}', 'ask an operator who has it'),
  DAEMON_NOT_RUNNING: row(5, true, 'no daemon runs instance {instance}', 'start it: ./quorate up --instance {instance}'),
  CONTROL_FAILED: row(
    5,
    true,
    'talking to the daemon of instance {instance} failed: {problem}',
    'look at it: ./quorate doctor --instance {instance}',
  ),
  CONTROL_SOCKET_REFUSED: row(
    5,
    false,
    'control socket {path} cannot be used: {problem}',
    'look at the file, remove it if it is not yours to keep, then: ./quorate up',
  ),
  UNKNOWN_FUND: row(3, false, 'no fund {fundId}', 'list them: ./quorate fund status'),
  FUND_EXISTS: row(4, false, 'there is a fund {fundId} already', 'look at it: ./quorate fund status {fundId}'),
  FUND_DIFFERS: row(
    4,
    false,
    'fund {fundId} is on its chain, but {what} should be {expected} and is {found}',
    'see everything that differs: ./quorate fund check {fundId}',
  ),
  FUND_COMMAND_FAILED: row(
    4,
    false,
    '{command} of fund {fundId} was refused: {code} {problem}',
    'look at it: ./quorate fund status {fundId}',
  ),
  NOTHING_TO_CLAIM: row(
    4,
    false,
    'nothing of fund {fundId} can be claimed: {problem}',
    'see what waits: ./quorate fund status {fundId}',
  ),
  NOT_SUPPORTED: row(4, false, 'not supported here: {what}', 'see what is: ./quorate --help'),
  UNKNOWN_HASH: row(
    3,
    false,
    'the journal knows no intent or transaction {hash}',
    'see what it knows: ./quorate journal --facts',
  ),
  UNKNOWN_REQUEST: row(3, false, 'the journal knows no request {requestId}', 'see what was asked: ./quorate audit export'),
  DEMO_STALLED: row(
    6,
    true,
    'the demo saw {executed} of {wanted} executions within {timeoutMs} ms',
    'see what is waited for: ./quorate status --instance {instance}',
  ),
  // bots and their relayer
  ENVELOPE_REFUSED: row(
    4,
    false,
    'the envelope is refused: {problem}',
    'sign it anew: for this relayer, this path and this body, with the clock set right',
  ),
  RELAY_REFUSED: row(
    4,
    false,
    'the relayer refuses {body} of {bot}: {problem}',
    'compare the fund with the chain: ./quorate fund status',
  ),
  RELAY_UNREACHABLE: row(
    5,
    true,
    'the relayer at {url} does not answer: {problem}',
    'check the address and that its daemon runs',
  ),
  RELAY_FAILED: row(
    4,
    false,
    'the relayer answers {target} with {status}: {problem}',
    'compare this program’s version with the daemon’s',
  ),
  SOURCE_UNAVAILABLE: row(
    5,
    true,
    'source {source} cannot be read: {problem}',
    'check the source, then look at the bot: ./quorate bots',
  ),
  CHAIN_BEHIND: row(6, true, 'the chain is at {chainTime}, {until} is not past yet', 'wait for the next block'),
  // the gateway
  UNAUTHENTICATED: row(
    4,
    false,
    'who is asking is not known: {problem}',
    'sign in (./quorate session open), give an API key (Authorization: Bearer …), or sign the request as a bot',
  ),
  HOST_REFUSED: row(4, false, 'this door is not called {host}', 'use an address that the settings name: gateway.publicUrls'),
  ORIGIN_REFUSED: row(
    4,
    false,
    'pages from {origin} may not ask here',
    'open the console from the daemon itself, or name the address in gateway.publicUrls',
  ),
  REQUEST_INVALID: row(2, false, '{method} {target}: {problem}', 'compare it with /openapi.json'),
  NO_SUCH_PATH: row(3, false, 'there is nothing at {method} {target}', 'see what there is: /openapi.json'),
  UNKNOWN_CLAIM: row(3, false, 'no claim {claimHash} is known', 'list them: GET /api/v1/funds/…/claims'),
  UNKNOWN_INTENT: row(3, false, 'no intent {intentHash} is known', 'list them: GET /api/v1/funds/…/intents'),
  NO_SNAPSHOT: row(3, false, 'fund {fundId} has published no snapshot yet', 'wait for its round: GET /api/v1/funds/…/status'),
  CATCHING_UP: row(6, true, 'the lists are still being read from the journal, at {through} of {end}', 'try again in a second'),
  IDEMPOTENCY_MISMATCH: row(
    4,
    false,
    'the key {key} was used for another request',
    'use a new key for each new request, the same key only to repeat one',
  ),
  UNKNOWN_API_KEY: row(3, false, 'no API key {id}', 'list them: ./quorate apikey list'),
  API_KEY_EXISTS: row(
    4,
    false,
    'there is an API key {id} already',
    'choose another name, or revoke it: ./quorate apikey revoke {id}',
  ),
  UNKNOWN_REGISTRATION: row(
    3,
    false,
    'no bot {botId} asked to take part in fund {fundId}',
    'list those that did: ./quorate bot list {fundId}',
  ),
  JOINING_REFUSED: row(
    4,
    false,
    'the gateway of fund {fundId} answers {name} with {status}: {problem}',
    'choose another name or key, or ask the fund’s people, who see it with: ./quorate bot list {fundId}',
  ),
  REGISTRATION_REFUSED: row(
    4,
    false,
    '{botId} of fund {fundId} is {state}: it cannot be decided now to {word} it',
    'see where it stands: ./quorate bot show {fundId} {botId}',
  ),
  UNKNOWN_SESSION: row(3, false, 'no session {id}', 'list them: ./quorate session list'),
  NOT_A_PERSON: row(
    4,
    false,
    '{subject} is proven, and may not come in here',
    'name it in the settings, under signIn.people, and start again',
  ),
  OIDC_UNREACHABLE: row(
    5,
    true,
    'the provider {issuer} does not answer as one: {problem}',
    'try again; see signIn.oidc in the settings',
  ),
  UNKNOWN_INCIDENT: row(3, false, 'no incident {incident}', 'list them: ./quorate incident list --state all'),
  INCIDENT_OVER: row(4, false, 'incident {incident} is resolved already', 'see how: ./quorate incident show {incident}'),
  UNKNOWN_APPROVAL: row(3, false, 'no approval {id}', 'list them: ./quorate approval list --all'),
  APPROVAL_DENIED: row(4, false, 'approval {id} is not yours to decide: {problem}', 'see who may: ./quorate approval show {id}'),
  APPROVAL_DECIDED: row(4, false, 'approval {id} is decided already: {problem}', 'see by whom: ./quorate approval show {id}'),
  APPROVAL_EXPIRED: row(
    4,
    false,
    'the time of approval {id} is up: {problem}',
    'wait for the next proposal: ./quorate approval list',
  ),
  APPROVAL_STALE: row(
    4,
    false,
    'approval {id} has changed since you looked: {problem}',
    'look again, then name its revision: ./quorate approval show {id}',
  ),
  PERSON_UNKNOWN: row(
    4,
    false,
    'nobody is known to be behind {principal}: decisions are made in a person’s name',
    'make a key that says whose it is: ./quorate apikey create <name> --role approver --person <person>',
  ),
  CRON_INVALID: row(
    2,
    false,
    '"{cron}" is no cron expression: {problem}',
    'write five fields (minute hour day month weekday), or six with seconds first, such as "*/5 * * * *"',
  ),
  SCHEDULE_EXISTS: row(4, false, 'there is a schedule {name} already', 'choose another name, or see it: ./quorate schedule list'),
  UNKNOWN_SCHEDULE: row(3, false, 'no schedule {name}', 'list them: ./quorate schedule list'),
  ANCHOR_FAILED: row(4, true, 'the audit log was not anchored: {code} {problem}', 'see the account: ./quorate status'),
  NO_ROUTE: row(4, false, 'no trade can be routed: {problem}', 'see the decision: ./quorate journal'),

  ...chatErrors,

  // workflows on GitHub
  ...githubErrors,
  ...tradeErrors,
} as const satisfies Record<string, ErrorRow>

export type ErrorCode = keyof typeof errorTable
export type ErrorDetails = Readonly<Record<string, unknown>>

/** A failure with a code from the table; `message` and `hint` are ready to print. */
export class QuorateError extends Error {
  readonly code: ErrorCode
  readonly hint: string
  readonly retryable: boolean
  readonly exit: number
  readonly details: ErrorDetails

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: { readonly cause?: unknown }) {
    const entry = errorTable[code]
    super(fill(entry.message, details), options)
    this.name = 'QuorateError'
    this.code = code
    this.hint = fill(entry.hint, details)
    this.retryable = entry.retryable
    this.exit = entry.exit
    this.details = details
  }

  /** The shape every surface answers with. */
  toJSON(): { error: { code: ErrorCode; message: string; hint: string; retryable: boolean; details: ErrorDetails } } {
    return {
      error: { code: this.code, message: this.message, hint: this.hint, retryable: this.retryable, details: this.details },
    }
  }
}

function fill(template: string, details: ErrorDetails): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = details[name]
    return value === undefined ? whole : typeof value === 'string' ? value : JSON.stringify(value)
  })
}
