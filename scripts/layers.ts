// Which folder may import what: the table of the house. oxlint.config.ts turns it into lint rules and
// test/house/layers.test.ts proves that each of them bites.
import { builtinModules } from 'node:module'

/** One folder and what it may import besides its own files. */
export interface Layer {
  readonly folder: string
  /** Files of other folders, as gitignore-like patterns on what is written after `#`. */
  readonly ours: readonly string[]
  /** Of these, only types may be imported. */
  readonly oursAsTypes?: readonly string[]
  /** Packages; `all` for a folder that wraps outside systems. */
  readonly packages: readonly string[] | 'all'
  /** Packages of which only types may be imported. */
  readonly packagesAsTypes?: readonly string[]
  /** May it use Node's own modules? */
  readonly node: boolean
  /** Pure code has no clock, no randomness, no process and no network either. */
  readonly pure?: true
}

/** Packages that belong to one folder alone: no outside system, so `all` does not mean them. */
const owned = ['xstate', 'elkjs', '@resvg/resvg-js', 'commander', 'fs-native-extensions']

/** Every folder with rules. A folder that is not here (scripts, bench, test) is development code and may import all. */
export const layers: readonly Layer[] = [
  {
    folder: 'protocol',
    ours: [],
    packages: ['zod', 'viem/utils', 'hash-wasm'],
    packagesAsTypes: ['viem'],
    node: false,
    pure: true,
  },
  // for whoever speaks to a gateway, in a browser too
  { folder: 'client', ours: ['protocol/**'], packages: ['openapi-fetch'], node: false },
  { folder: 'runtime', ours: ['protocol/errors.ts'], packages: ['xstate', 'fs-native-extensions'], node: true },
  { folder: 'machines', ours: ['protocol/**', 'runtime/authoring.ts'], packages: ['xstate'], node: false, pure: true },
  { folder: 'charts', ours: [], packages: ['elkjs', '@resvg/resvg-js'], packagesAsTypes: ['xstate'], node: false, pure: true },
  { folder: 'integrations', ours: ['protocol/**', 'client/**'], packages: 'all', node: true },
  {
    folder: 'actors',
    ours: ['protocol/**', 'machines/**', 'integrations/**', 'runtime/registration.ts', 'runtime/killPoint.ts'],
    oursAsTypes: ['runtime/host.ts', 'runtime/authoring.ts'],
    packages: ['zod', 'viem/utils'],
    packagesAsTypes: ['viem'],
    node: true,
  },
  {
    folder: 'chat',
    ours: ['protocol/**', 'charts/**', 'runtime/host.ts', 'runtime/requestScope.ts'],
    // what a replay and a dry run of a migration say is told here
    oursAsTypes: ['runtime/authoring.ts', 'runtime/replayedTurn.ts', 'runtime/migrationCheck.ts'],
    packages: 'all',
    node: true,
  },
  {
    folder: 'gateway',
    ours: ['protocol/**', 'chat/commands/**', 'chat/conversation/**', 'runtime/host.ts', 'runtime/requestScope.ts'],
    oursAsTypes: ['runtime/authoring.ts'],
    packages: 'all',
    node: true,
  },
  { folder: 'console', ours: ['charts/**', 'client/**'], oursAsTypes: ['protocol/**'], packages: 'all', node: false },
  {
    folder: 'cli',
    ours: [
      'protocol/**',
      'client/**',
      'runtime/**',
      'machines/**',
      'charts/**',
      'integrations/**',
      'actors/**',
      'chat/**',
      'gateway/**',
    ],
    packages: 'all',
    node: true,
  },
]

/** One entry of oxlint's `no-restricted-imports` patterns. */
export interface RestrictedPattern {
  readonly group?: readonly string[]
  readonly regex?: string
  readonly allowTypeImports?: boolean
  readonly message: string
}

/** The rule of one folder, given every package the project depends on. */
export function restrictedImports(layer: Layer, dependencies: readonly string[]): readonly RestrictedPattern[] {
  const { folder } = layer
  const message = `${folder}/ may not import this: see scripts/layers.ts`
  const open = [`${folder}/**`, ...layer.ours]
  const typesOnly = layer.oursAsTypes ?? []
  const mayName = (name: string): readonly string[] => [...open, ...typesOnly].filter((each) => each.startsWith(`${name}/`))
  const folders = [...layers.map((each) => each.folder), 'scripts', 'bench', 'test', 'deploy', 'contracts']
  return [
    // what is written is what is matched, so a way around by relative paths is closed too
    { regex: '^\\.\\./|/\\.\\./', message: 'write #folder/file.ts across folders, ./file.ts inside one' },
    // before the groups: a name that a group re-opens with ! is not looked at any further
    ...typesOnly.map((each) => ({
      regex: `^#${escape(each.replace('**', ''))}`,
      allowTypeImports: true,
      message: `only types of ${each}`,
    })),
    ...folders
      .map((name) => ({ group: [`\\#${name}/**`, ...mayName(name).map((each) => `!\\#${each}`)], message }))
      .filter(({ group }) => !group.includes(`!${group[0] ?? ''}`)),
    ...packagePatterns(layer, dependencies, message),
    ...(layer.node
      ? []
      : [{ regex: `^(node:|(${builtinModules.map(escape).join('|')})$)`, message: `${folder}/ may not use Node's modules` }]),
  ]
}

function packagePatterns(layer: Layer, dependencies: readonly string[], message: string): readonly RestrictedPattern[] {
  const typesOnly = layer.packagesAsTypes ?? []
  const byName = (name: string, entry = '(/|$)'): string => `^${escape(name)}${entry}`
  const allowed: readonly string[] =
    layer.packages === 'all' ? dependencies.filter((each) => mayUseOwned(layer, each)) : layer.packages
  const denied = dependencies.filter((each) => !allowed.includes(each) && !typesOnly.includes(each) && !hasEntry(allowed, each))
  return [
    ...denied.map((each) => ({ regex: byName(each), message })),
    // a package with one allowed entry (viem/utils): its root at most as types, its other entries not at all
    ...typesOnly.map((each) => ({ regex: byName(each, '$'), allowTypeImports: true, message: `only types of ${each}` })),
    ...[...typesOnly, ...dependencies.filter((each) => hasEntry(allowed, each))].map((each) => ({
      group: [`${each}/*`, ...allowed.filter((entry) => entry.startsWith(`${each}/`)).map((entry) => `!${entry}`)],
      message,
    })),
  ]
}

function mayUseOwned(layer: Layer, name: string): boolean {
  // the page runs the layout engine of the charts in a worker of its own
  if (layer.folder === 'console' && name === 'elkjs') return true
  return layer.folder === 'cli' || !owned.includes(name)
}

function hasEntry(allowed: readonly string[], name: string): boolean {
  return allowed.some((each) => each.startsWith(`${name}/`))
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
