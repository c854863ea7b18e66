import { expect, test, vi } from 'vitest'
import { checkTarget } from './fetchTarget.ts'

const refusal = (url: string, addresses: readonly string[] = [], allowLoopback: readonly string[] = []): Promise<unknown> =>
  checkTarget(url, { allowLoopback, resolve: async () => addresses }).catch((error: unknown) => error)

test.each([
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'loopback'],
  ['2130706433', 'loopback'], // decimal
  ['0177.0.0.1', 'loopback'], // octal
  ['0x7f000001', 'loopback'],
  ['127.1', 'loopback'],
  ['127.0.0.1.', 'loopback'],
  ['①②⑦.⓪.⓪.①', 'loopback'], // digits that normalise
  ['[::1]', 'loopback'],
  ['[::ffff:127.0.0.1]', 'loopback'],
  ['[::ffff:7f00:1]', 'loopback'],
  ['[::7f00:1]', 'unassigned'], // IPv4-compatible
  ['[::ffff:0:127.0.0.1]', 'rfc6145'], // IPv4-translated
  ['[64:ff9b::7f00:1]', 'rfc6052'], // NAT64
  ['[64:ff9b:1::a00:1]', 'rfc6052'], // NAT64 of a local network
  ['[2002:7f00:1::]', '6to4'],
  ['[2001:0:7f00:1::]', 'teredo'],
  ['0', 'unspecified'],
  ['0.0.0.0', 'unspecified'],
  ['[::]', 'unspecified'],
  ['10.1.2.3', 'private'],
  ['172.16.0.1', 'private'],
  ['192.168.255.255', 'private'],
  ['[::ffff:10.0.0.1]', 'private'],
  ['100.64.0.1', 'carrierGradeNat'],
  ['169.254.169.254', 'linkLocal'],
  ['0xa9fea9fe', 'linkLocal'],
  ['[fe80::1]', 'linkLocal'],
  ['[fc00::1]', 'uniqueLocal'],
  ['[fd12:3456::1]', 'uniqueLocal'],
  ['[fec0::1]', 'deprecatedSiteLocal'],
  ['224.0.0.251', 'multicast'],
  ['[ff02::1]', 'multicast'],
  ['255.255.255.255', 'broadcast'],
  ['240.0.0.1', 'reserved'],
  ['192.0.2.1', 'reserved'],
  ['198.18.0.1', 'reserved'],
  ['[2001:db8::1]', 'reserved'],
  ['[4000::1]', 'unassigned'],
])('refuses http://%s/, which is %s', async (host, range) => {
  expect(await refusal(`http://${host}/`)).toMatchObject({
    code: 'FETCH_REFUSED',
    details: { problem: expect.stringMatching(`is in the ${range} range$`) as string },
  })
})

test.each([
  ['loopback', ['127.0.0.1'], '127.0.0.1 is in the loopback range'],
  ['a private address beside a public one', ['93.184.215.14', '10.0.0.1'], '10.0.0.1 is in the private range'],
  ['IPv6 loopback beside a public address', ['93.184.215.14', '::1'], '::1 is in the loopback range'],
  ['a link-local address with a zone', ['fe80::1%lo'], 'fe80::1%lo is in the linkLocal range'],
  ['an address in a spelling that resolvers do not use', ['0x7f.1'], 'name.example resolves to something that is no address'],
  ['another name', ['localhost'], 'name.example resolves to something that is no address'],
])('refuses a name that resolves to %s', async (_what, addresses, problem) => {
  expect(await refusal('http://name.example/', addresses)).toMatchObject({ code: 'FETCH_REFUSED', details: { problem } })
})

test.each([
  ['http://name.example:22/', 'port 22 is not a web port'],
  ['http://name.example:8080/', 'port 8080 is not a web port'],
  ['https://name.example:0/', 'port 0 is not a web port'],
  ['gopher://name.example/', 'gopher: is not http or https'],
  ['javascript:1', 'javascript: is not http or https'],
  ['blob:http://name.example/1', 'blob: is not http or https'],
  ['http://user@name.example/', 'it carries credentials'],
  ['http://:secret@name.example/', 'it carries credentials'],
  ['http://./', 'it names no host'],
  ['http://[::1%25lo]/', 'it is not a URL'],
  ['http://127.0.0.1%00.name.example/', 'it is not a URL'],
  ['http://256.1.1.1/', 'it is not a URL'],
  ['//name.example/', 'it is not a URL'],
])('refuses %s', async (url, problem) => {
  expect(await refusal(url, ['93.184.215.14'])).toMatchObject({ code: 'FETCH_REFUSED', details: { problem } })
})

test('opens an allowed loopback port by that spelling only', async () => {
  const allowed = ['localhost:8545']
  expect(await refusal('http://localhost:8545/', ['127.0.0.1'], allowed)).toMatchObject({ address: '127.0.0.1', port: 8545 })
  for (const other of ['http://localhost:8546/', 'http://127.0.0.1:8545/', 'http://localhost.:8545/', 'http://[::1]:8545/'])
    expect(await refusal(other, ['127.0.0.1'], allowed)).toMatchObject({ code: 'FETCH_REFUSED' })
})

test.each([['93.184.215.14'], ['10.0.0.1'], ['0.0.0.0']])(
  'opens an allowed name to loopback only, not to %s',
  async (address) => {
    expect(await refusal('http://feed.example:9000/', [address], ['feed.example:9000'])).toMatchObject({ code: 'FETCH_REFUSED' })
  },
)

test('asks the resolver once, so what a name says later does not matter', async () => {
  const resolve = vi.fn<() => Promise<string[]>>().mockResolvedValueOnce(['93.184.215.14']).mockResolvedValue(['127.0.0.1'])
  expect(await checkTarget('https://name.example/', { resolve })).toMatchObject({
    address: '93.184.215.14',
    family: 4,
    port: 443,
  })
  expect(resolve).toHaveBeenCalledTimes(1)
})

test('takes a public IPv6 address', async () => {
  expect(await checkTarget('http://[2606:4700::1111]/')).toMatchObject({ address: '2606:4700::1111', family: 6, port: 80 })
})
