// Hostile requests of callers: keys that are wrong, over or for less, what belongs to others, names this door does not answer to.
import { by, command, type HostileRow } from './hostileGround.ts'
import type { RawRequest } from './rawRequest.ts'

const status = '/api/v1/funds/main/status'
const cron = '/api/v1/cron/execute-intents'
const approval = `/api/v1/approvals/${'ab'.repeat(16)}`
/** What the hostile gateway was given; nobody who is hostile knows it. */
export const cronSecret = 'known-to-one-clock-only'
const json = { 'Content-Type': 'application/json' }

/** One more fund. */
const making = (key: string, path: string, body: string): RawRequest => ({
  method: 'POST',
  target: `/api/v1/funds${path}`,
  headers: key === '' ? {} : by(key),
  body,
})

/** Keys that are wrong, over, or for less; what belongs to others; names this door does not answer to. */
export const callerRows: readonly HostileRow[] = [
  ['no proof at all', 401, 'UNAUTHENTICATED', () => ({ target: '/api/v1/funds' })],
  [
    'a key that nobody made',
    401,
    'UNAUTHENTICATED',
    () => ({ target: '/api/v1/me', headers: by(`qk_viewer_${'A'.repeat(43)}`) }),
  ],
  ['a key that was revoked', 401, 'UNAUTHENTICATED', (on) => ({ target: '/api/v1/me', headers: by(on.revoked) })],
  ['a key of 9 KB', 401, 'UNAUTHENTICATED', () => ({ target: '/api/v1/me', headers: by('k'.repeat(9_000)) })],
  [
    'a key with a path in its name',
    401,
    'UNAUTHENTICATED',
    () => ({ target: '/api/v1/me', headers: by(`qk_../root_${'A'.repeat(43)}`) }),
  ],
  ['a name and a password', 401, 'UNAUTHENTICATED', () => ({ target: '/api/v1/me', headers: { Authorization: 'Basic YTpi' } })],
  ['a key in the query', 401, 'UNAUTHENTICATED', (on) => ({ target: `/api/v1/me?key=${on.operator}` })],
  [
    'two keys',
    401,
    'UNAUTHENTICATED',
    (on) => ({ target: '/api/v1/me', headers: { Authorization: `Bearer ${on.viewer}, Bearer ${on.operator}` } }),
  ],
  ['a viewer who pauses', 403, 'NOT_PERMITTED', (on) => command(on.viewer, 'fund.pause', '{"fund":"main"}')],
  [
    'an operator who withdraws',
    403,
    'NOT_PERMITTED',
    (on) => command(on.operator, 'fund.withdraw', '{"fund":"main","amount":"1"}'),
  ],
  ['a key of one fund that asks for all', 403, 'NOT_PERMITTED', (on) => command(on.oneFund, 'bots', '{}')],
  [
    'an operator who makes a key',
    403,
    'NOT_PERMITTED',
    (on) => command(on.operator, 'apikey.create', '{"id":"mine","role":"admin"}'),
  ],
  [
    'a header that claims a role',
    403,
    'NOT_PERMITTED',
    (on) => command(on.viewer, 'fund.pause', '{"fund":"main"}', { 'X-Role': 'admin', 'X-Forwarded-User': 'admin' }),
  ],
  ['a clock without a proof', 401, 'UNAUTHENTICATED', () => ({ method: 'POST', target: cron })],
  [
    'a cron secret that lacks its last letter',
    401,
    'UNAUTHENTICATED',
    () => ({ method: 'POST', target: cron, headers: by(cronSecret.slice(0, -1)) }),
  ],
  ['a viewer who is a clock', 403, 'NOT_PERMITTED', (on) => ({ method: 'POST', target: cron, headers: by(on.viewer) })],
  ['the cron secret at a command', 401, 'UNAUTHENTICATED', () => command(cronSecret, 'fund.pause', '{"fund":"main"}')],
  ['the cron secret at a read', 401, 'UNAUTHENTICATED', () => ({ target: status, headers: by(cronSecret) })],
  [
    'a clock that names what to execute',
    400,
    'REQUEST_INVALID',
    () => ({ method: 'POST', target: cron, headers: { ...by(cronSecret), ...json }, body: '{"intentHash":"0x12"}' }),
  ],
  [
    'approving without a proof',
    401,
    'UNAUTHENTICATED',
    () => ({ method: 'POST', target: `${approval}/approve`, headers: json, body: '{"revision":1}' }),
  ],
  [
    'an operator who approves',
    403,
    'NOT_PERMITTED',
    (on) => ({ method: 'POST', target: `${approval}/approve`, headers: { ...by(on.operator), ...json }, body: '{"revision":1}' }),
  ],
  [
    'a viewer who rejects',
    403,
    'NOT_PERMITTED',
    (on) => ({ method: 'POST', target: `${approval}/reject`, headers: { ...by(on.viewer), ...json }, body: '{"revision":1}' }),
  ],
  ['an approval that is not there', 404, 'UNKNOWN_APPROVAL', (on) => ({ target: approval, headers: by(on.viewer) })],
  [
    'the approval of a trade of another tenant',
    404,
    'UNKNOWN_FUND',
    (on) => ({ target: `/api/v1/funds/main/intents/${on.claimHash}/approval`, headers: by(on.stranger) }),
  ],
  [
    'a viewer who makes a schedule',
    403,
    'NOT_PERMITTED',
    (on) => command(on.viewer, 'schedule.create', '{"name":"mine","every":"1","fund":"main"}'),
  ],
  [
    'a schedule for the fund of another tenant',
    404,
    'UNKNOWN_FUND',
    (on) => command(on.stranger, 'schedule.create', '{"name":"mine","every":"1","fund":"main"}'),
  ],
  ['the fund of another tenant', 404, 'UNKNOWN_FUND', (on) => ({ target: status, headers: by(on.stranger) })],
  [
    'a claim of another tenant',
    404,
    'UNKNOWN_FUND',
    (on) => ({ target: `/api/v1/funds/main/claims/${on.claimHash}`, headers: by(on.stranger) }),
  ],
  [
    'the events of another tenant',
    404,
    'UNKNOWN_FUND',
    (on) => ({ target: '/api/v1/funds/main/events', headers: by(on.stranger) }),
  ],
  ['a command to another tenant’s fund', 404, 'UNKNOWN_FUND', (on) => command(on.stranger, 'fund.pause', '{"fund":"main"}')],
  ['a tenant’s admin who makes a fund', 403, 'NOT_PERMITTED', (on) => making(on.stranger, '/bootstrap', '{"fund":"mine"}')],
  [
    'a tenant’s admin who makes a fund by its command',
    403,
    'NOT_PERMITTED',
    (on) => command(on.stranger, 'fund.create', '{"fund":"mine"}'),
  ],
  [
    'a tenant’s admin who takes over the fund of another',
    403,
    'NOT_PERMITTED',
    (on) => making(on.stranger, '', JSON.stringify({ fund: 'mine', vault: on.fund.contracts.vault })),
  ],
  ['an operator who makes a fund', 403, 'NOT_PERMITTED', (on) => making(on.operator, '/bootstrap', '{"fund":"mine"}')],
  ['nobody who makes a fund', 401, 'UNAUTHENTICATED', () => making('', '/bootstrap', '{"fund":"mine"}')],
  [
    'the executions of another tenant',
    404,
    'UNKNOWN_FUND',
    (on) => ({ target: '/api/v1/executions?fund=main', headers: by(on.stranger) }),
  ],
  [
    'another Host',
    403,
    'HOST_REFUSED',
    (on) => ({ target: '/api/v1/me', headers: { ...by(on.operator), Host: 'evil.example' } }),
  ],
  [
    'a Host that begins like ours',
    403,
    'HOST_REFUSED',
    (on) => ({ target: '/api/v1/me', headers: { ...by(on.operator), Host: `localhost.evil.example:${on.port}` } }),
  ],
  [
    'a Host with a name before it',
    403,
    'HOST_REFUSED',
    (on) => ({ target: '/healthz', headers: { Host: `evil@127.0.0.1:${on.port}` } }),
  ],
  ['another port in Host', 403, 'HOST_REFUSED', () => ({ target: '/healthz', headers: { Host: '127.0.0.1:1' } })],
  ['no Host', 403, 'HOST_REFUSED', () => ({ target: '/healthz', headers: { Host: null } })],
  [
    'two Hosts',
    400,
    'REQUEST_INVALID',
    (on) => ({ target: '/healthz', headers: { Host: [`127.0.0.1:${on.port}`, 'evil.example'] } }),
  ],
  [
    'a page of another Origin',
    403,
    'ORIGIN_REFUSED',
    (on) => command(on.operator, 'fund.pause', '{"fund":"main"}', { Origin: 'http://evil.example' }),
  ],
  [
    'a page without an Origin of its own',
    403,
    'ORIGIN_REFUSED',
    (on) => command(on.operator, 'fund.pause', '{"fund":"main"}', { Origin: 'null' }),
  ],
  [
    'our Origin over another scheme',
    403,
    'ORIGIN_REFUSED',
    (on) => command(on.operator, 'fund.pause', '{"fund":"main"}', { Origin: `https://127.0.0.1:${on.port}` }),
  ],
]
