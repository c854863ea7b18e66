// The table of permissions and the paths of the gateway say the same; keys are held to what they were made for.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commandTable } from '#chat/commands/commandTable.ts'
import { gatewayRoutes } from '#gateway/openApi.ts'
import { permissionTable } from '#protocol/permission.ts'
import { permissionReference } from '../../scripts/permissionReference.ts'
import { openModelGateway, type ModelGateway } from './openModelGateway.ts'

let open: ModelGateway
beforeAll(async () => {
  open = await openModelGateway()
  await open.swarm.fact((fact) => fact.type === 'fund.valued')
}, 60_000)
afterAll(() => open.close())

test('every path has its row, and every row its path', async () => {
  const routes = await gatewayRoutes({ commands: commandTable.filter(({ runs }) => runs === 'daemon') })
  const known = (allow: unknown): boolean =>
    typeof allow === 'string'
      ? Object.hasOwn(permissionTable, allow)
      : typeof allow === 'object' && allow !== null && 'command' in allow
  expect(routes.filter(({ allow }) => !known(allow))).toEqual([])
  const used = new Set(routes.map(({ allow }) => allow))
  expect(Object.keys(permissionTable).filter((action) => !used.has(action as never))).toEqual([])
})

test('the page is what the tables say', async () => {
  const page = readFileSync(new URL('../../docs/permissions.md', import.meta.url), 'utf8')
  expect(page).toBe(await permissionReference())
})

const as = (key: string): RequestInit => ({ headers: { authorization: `Bearer ${key}` } })
const command = (key: string, name: string) =>
  open.ask(`/api/v1/commands/${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ fund: 'main' }),
  })

test('a key that is held to one command does that and nothing else, and is told so', async () => {
  const boss = await open.key('boss', 'admin')
  const made = await open.ask('/api/v1/commands/apikey.create', {
    method: 'POST',
    headers: { authorization: `Bearer ${boss}`, 'content-type': 'application/json' },
    body: JSON.stringify({ id: 'alarm', role: 'operator', funds: 'main', may: 'commands.fund.pause,me.read' }),
  })
  const { key } = made.body as { key: string }
  expect((await open.ask('/api/v1/me', as(key))).body).toMatchObject({
    actions: expect.arrayContaining(['me.read']),
    commands: ['fund.pause'],
  })
  const help = (await open.ask('/api/v1/commands', as(key))).body as { commands: { name: string }[] }
  expect(help.commands.map(({ name }) => name)).toEqual(['fund.pause'])
  expect((await open.ask('/api/v1/funds/main/status', as(key))).status).toBe(403)
  expect((await command(key, 'fund.status')).status).toBe(403)
  expect((await command(key, 'fund.pause')).status).toBe(200)
})

test('help shows each role what it may, and no more', async () => {
  const names = async (role: string): Promise<readonly string[]> => {
    const key = await open.key(`helped-${role}`, role)
    const { body } = await open.ask('/api/v1/commands', as(key))
    return (body as { commands: { name: string }[] }).commands.map(({ name }) => name)
  }
  const [viewer, operator, admin] = [await names('viewer'), await names('operator'), await names('admin')]
  expect(viewer).not.toContain('fund.pause')
  expect(operator).toContain('fund.pause')
  expect(operator).not.toContain('stop')
  expect(admin).toEqual(commandTable.filter(({ runs, streams }) => runs === 'daemon' && !streams).map(({ name }) => name))
})
