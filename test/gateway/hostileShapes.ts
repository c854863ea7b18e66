// Requests that are made badly on purpose: bodies, paths, methods, content types, repeats, and HTTP itself.
import { command, type HostileRow } from './hostileGround.ts'

const pause = '{"fund":"main"}'
const get =
  (target: string): HostileRow[3] =>
  (on) => ({ target, headers: { Authorization: `Bearer ${on.operator}` } })
const body =
  (text: string, headers: Record<string, string | null> = {}): HostileRow[3] =>
  (on) =>
    command(on.operator, 'fund.pause', text, headers)
const fund =
  (path: string, text: string): HostileRow[3] =>
  (on) => ({
    method: 'POST',
    target: `/api/v1/funds${path}`,
    headers: { Authorization: `Bearer ${on.stranger}` },
    body: text,
  })
const nested = (depth: number): string => `${'{"fund":'.repeat(depth)}"main"${'}'.repeat(depth)}`

/** Bodies that are too much, or more than one thing at once. */
export const bodyRows: readonly HostileRow[] = [
  ['a body over 256 KB', 413, 'BODY_TOO_LARGE', body(JSON.stringify({ fund: 'x'.repeat(262_144) }))],
  [
    'a body over 256 KB in chunks',
    413,
    'BODY_TOO_LARGE',
    (on) => {
      const chunk = 'x'.repeat(300_000)
      const { target = '' } = command(on.operator, 'fund.pause', '')
      return {
        wire: `POST ${target} HTTP/1.1\r\nHost: 127.0.0.1:${on.port}\r\nConnection: close\r\nAuthorization: Bearer ${on.operator}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.length.toString(16)}\r\n${chunk}\r\n0\r\n\r\n`,
      }
    },
  ],
  ['a body of 17 levels', 400, 'BODY_REFUSED', body(nested(17))],
  ['a body of 100,000 levels', 400, 'BODY_REFUSED', body('['.repeat(100_000))],
  [
    'a body of 5,000 keys',
    400,
    'BODY_REFUSED',
    body(JSON.stringify(Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`k${at}`, 0])))),
  ],
  ['a key that stands twice', 400, 'BODY_REFUSED', body('{"fund":"other","fund":"main"}')],
  ['a key that stands twice in disguise', 400, 'BODY_REFUSED', body('{"fund":"main","f\\u0075nd":"other"}')],
  ['__proto__', 400, 'BODY_REFUSED', body('{"fund":"main","__proto__":{"role":"admin"}}')],
  ['__proto__ in disguise', 400, 'BODY_REFUSED', body('{"fund":"main","__pr\\u006fto__":{"role":"admin"}}')],
  ['a constructor', 400, 'BODY_REFUSED', body('{"fund":"main","constructor":{"prototype":{"role":"admin"}}}')],
  ['what XState marks its own with', 400, 'BODY_REFUSED', body('{"fund":"main","more":{"xstate$$type":1}}')],
  ['what looks like a running actor', 400, 'BODY_REFUSED', body('{"fund":{"sessionId":"x:0","send":1,"ref":{}}}')],
  ['a property that nobody knows', 400, 'REQUEST_INVALID', body('{"fund":"main","type":"xstate.done.actor.pause"}')],
  ['an array', 400, 'REQUEST_INVALID', body('["main"]')],
  ['a fund that is an object', 400, 'REQUEST_INVALID', body('{"fund":{"$ne":null}}')],
  ['a number too large', 400, 'REQUEST_INVALID', (on) => command(on.operator, 'show', '{"bot":"fund:main","turns":1e999}')],
  ['NUL in a name', 400, 'REQUEST_INVALID', body('{"fund":"main\\u0000"}')],
  ['half a character', 400, 'REQUEST_INVALID', body('{"fund":"\\ud800"}')],
  ['what is no JSON', 400, 'BODY_REFUSED', body("{fund:'main'}")],
  ['a fund that is to be called a path', 400, 'REQUEST_INVALID', fund('/bootstrap', '{"fund":"../../main"}')],
  ['a fund that is to be called __proto__', 400, 'REQUEST_INVALID', fund('/bootstrap', '{"fund":"__proto__"}')],
  ['a fund with a node of the asker’s', 400, 'REQUEST_INVALID', fund('/bootstrap', '{"fund":"mine","rpc":"http://10.0.0.1"}')],
  ['a vault that is no address', 400, 'REQUEST_INVALID', fund('', '{"fund":"mine","vault":"0x1"}')],
  ['two values', 400, 'BODY_REFUSED', body(`${pause}${pause}`)],
  ['text that calls itself text', 400, 'REQUEST_INVALID', body(pause, { 'Content-Type': 'text/plain' })],
  ['a form', 400, 'REQUEST_INVALID', body('fund=main', { 'Content-Type': 'application/x-www-form-urlencoded' })],
  ['a body of no kind', 400, 'REQUEST_INVALID', body(pause, { 'Content-Type': null })],
  ['a kind that is none', 400, 'REQUEST_INVALID', body(pause, { 'Content-Type': 'application/json/../xml' })],
  ['bytes that call themselves compressed', 400, 'REQUEST_INVALID', body(pause, { 'Content-Encoding': 'gzip' })],
]

/** Paths, methods and queries that try to be another one. */
export const pathRows: readonly HostileRow[] = [
  ['an encoded slash', 400, 'REQUEST_INVALID', get('/api/v1/funds/main%2fclaims/status')],
  ['dots that climb', 404, 'NO_SUCH_PATH', get('/api/v1/funds/main/../../../../etc/passwd')],
  ['dots that climb to what is there', 404, 'NO_SUCH_PATH', get('/api/v1/x/../me')],
  ['encoded dots', 400, 'REQUEST_INVALID', get('/api/v1/funds/%2e%2e/status')],
  ['NUL in a path', 400, 'REQUEST_INVALID', get('/api/v1/funds/main%00/status')],
  ['a path encoded twice', 400, 'REQUEST_INVALID', get('/api/v1/funds/%256dain/status')],
  ['a percent sign that means nothing', 400, 'REQUEST_INVALID', get('/api/v1/funds/%zz/status')],
  ['bytes that are no UTF-8', 400, 'REQUEST_INVALID', get('/api/v1/funds/%ff%fe/status')],
  ['a part of 2,000 characters', 400, 'REQUEST_INVALID', get(`/api/v1/funds/${'a'.repeat(2_000)}/status`)],
  ['two slashes', 404, 'NO_SUCH_PATH', get('//api/v1/me')],
  ['a slash at the end', 404, 'NO_SUCH_PATH', get('/api/v1/me/')],
  ['capital letters', 404, 'NO_SUCH_PATH', get('/API/V1/me')],
  ['a backslash', 400, 'REQUEST_INVALID', get('\\api\\v1\\me')],
  ['a path parameter in the old way', 404, 'NO_SUCH_PATH', get('/api/v1/me;jsessionid=1')],
  ['a prototype for a fund', 400, 'REQUEST_INVALID', get('/api/v1/funds/__proto__/status')],
  ['a command that is only on the command line', 404, 'NO_SUCH_PATH', (on) => command(on.operator, 'journal.repair', '{}')],
  ['a command that is a method of every object', 404, 'NO_SUCH_PATH', (on) => command(on.operator, 'constructor', '{}')],
  ['a cursor below nothing', 400, 'REQUEST_INVALID', get('/api/v1/funds/main/claims?cursor=-1')],
  ['a page of a million', 400, 'REQUEST_INVALID', get('/api/v1/funds/main/claims?limit=1000000')],
  ['two limits', 400, 'REQUEST_INVALID', get('/api/v1/funds/main/claims?limit=1&limit=2')],
  ['a state that is none', 400, 'REQUEST_INVALID', get('/api/v1/funds/main/claims?status=__proto__')],
  ['a place in the events that is none', 400, 'REQUEST_INVALID', get('/api/v1/events?after=1%2F0%0Aevent:x')],
  ['a GET where a POST belongs', 404, 'NO_SUCH_PATH', get('/api/v1/commands/fund.pause')],
  [
    'a method in a header',
    404,
    'NO_SUCH_PATH',
    (on) => ({
      target: '/api/v1/commands/fund.pause',
      headers: { Authorization: `Bearer ${on.operator}`, 'X-HTTP-Method-Override': 'POST' },
    }),
  ],
  ['PUT', 404, 'NO_SUCH_PATH', (on) => ({ ...command(on.operator, 'fund.pause', pause), method: 'PUT' })],
  [
    'DELETE',
    404,
    'NO_SUCH_PATH',
    (on) => ({ method: 'DELETE', target: '/api/v1/funds/main/status', headers: { Authorization: `Bearer ${on.operator}` } }),
  ],
  [
    'TRACE',
    404,
    'NO_SUCH_PATH',
    (on) => ({ method: 'TRACE', target: '/api/v1/me', headers: { Authorization: `Bearer ${on.operator}` } }),
  ],
  ['OPTIONS *', 404, 'NO_SUCH_PATH', () => ({ method: 'OPTIONS', target: '*' })],
  ['HEAD without a proof', 401, undefined, () => ({ method: 'HEAD', target: '/api/v1/me' })],
  ['a method that is none', 400, 'REQUEST_INVALID', () => ({ method: 'PAUSE', target: '/api/v1/me' })],
]

/** HTTP that is read in two ways, or not at all; names of requests that are misused. */
export const wireRows: readonly HostileRow[] = [
  [
    'the name of another request',
    422,
    'IDEMPOTENCY_MISMATCH',
    (on) => command(on.operator, 'fund.claim', pause, { 'Idempotency-Key': on.usedKey }),
  ],
  ['a name of 129 characters', 400, 'REQUEST_INVALID', body(pause, { 'Idempotency-Key': 'k'.repeat(129) })],
  ['an empty name', 400, 'REQUEST_INVALID', body(pause, { 'Idempotency-Key': '' })],
  ['a name with a space', 400, 'REQUEST_INVALID', body(pause, { 'Idempotency-Key': 'a b' })],
  ['two names', 400, 'REQUEST_INVALID', (on) => command(on.operator, 'fund.pause', pause, { 'Idempotency-Key': ['a', 'b'] })],
  [
    'headers of 20 KB',
    431,
    'HEAD_TOO_LARGE',
    (on) => ({ target: '/api/v1/me', headers: { Authorization: `Bearer ${on.operator}`, 'X-Long': 'x'.repeat(20_000) } }),
  ],
  [
    'a flood of 3,000 headers',
    431,
    'HEAD_TOO_LARGE',
    () => ({ target: '/healthz', headers: Object.fromEntries(Array.from({ length: 3_000 }, (_, at) => [`X-${at}`, 'x'])) }),
  ],
  ['a path of 20 KB', 431, 'HEAD_TOO_LARGE', get(`/${'a'.repeat(20_000)}`)],
  ['two lengths', 400, 'REQUEST_INVALID', (on) => command(on.operator, 'fund.pause', pause, { 'Content-Length': ['15', '16'] })],
  ['a length and chunks', 400, 'REQUEST_INVALID', body(pause, { 'Transfer-Encoding': 'chunked' })],
  ['an encoding that is none', 400, 'REQUEST_INVALID', body(pause, { 'Content-Length': null, 'Transfer-Encoding': 'xchunked' })],
  ['a length below nothing', 400, 'REQUEST_INVALID', body(pause, { 'Content-Length': '-1' })],
  [
    'a header with a line break',
    400,
    'REQUEST_INVALID',
    (on) => ({ wire: `GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:${on.port}\r\nX-A: 1\rX-B: 2\r\n\r\n` }),
  ],
  ['what is no HTTP', 400, 'REQUEST_INVALID', () => ({ wire: '\u0016\u0003\u0001 hello\r\n\r\n' })],
  ['HTTP of another time', 400, 'REQUEST_INVALID', () => ({ wire: 'GET /healthz HTTP/9.9\r\n\r\n' })],
  [
    'another server’s address in the first line',
    400,
    'REQUEST_INVALID',
    (on) => ({ target: 'http://evil.example/api/v1/me', headers: { Authorization: `Bearer ${on.operator}` } }),
  ],
  // Node looks at connections now and then; until then it waits
  [
    'headers that come byte by byte',
    408,
    'REQUEST_TOO_SLOW',
    (on) => ({ wire: `GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:${on.port}\r\nX-A` }),
  ],
  [
    'a body that does not come',
    408,
    'REQUEST_TOO_SLOW',
    (on) => ({
      wire: `POST /api/v1/commands/fund.pause HTTP/1.1\r\nHost: 127.0.0.1:${on.port}\r\nAuthorization: Bearer ${on.operator}\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{"fun`,
    }),
  ],
]
