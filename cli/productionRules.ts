// What the production profile refuses, one row for each rule. Rules that need keys are judged once the keys are known.
import { isLoopbackUrl } from '#integrations/keys/loopback.ts'
import type { Settings } from './settings.ts'
import type { LayeredSettings, SettingsProblem } from './settingsLayers.ts'

interface Rule {
  readonly path: readonly string[]
  readonly problem: string
  readonly write: string
  /** Is it broken? */
  readonly breaks: (settings: Settings) => boolean
}

/** Every rule; docs/production.md tells them. */
export const productionRules: readonly Rule[] = [
  {
    path: ['chain', 'kind'],
    problem: 'production starts no local chain and forks none',
    write: '"rpc", with chain.rpcUrl and chain.chainId of the chain that the funds are on',
    breaks: ({ chain }) => chain.kind === 'local',
  },
  {
    path: ['chain', 'developmentMarket'],
    problem: 'production builds no market and moves no prices',
    write: 'false',
    breaks: ({ chain }) => chain.kind === 'rpc' && chain.developmentMarket,
  },
  {
    path: ['developmentKeys'],
    problem: 'everybody has these keys',
    write: '{}, and make keystores: ./quorate keys new <name>',
    breaks: ({ developmentKeys }) => Object.keys(developmentKeys).length > 0,
  },
  {
    path: ['faults'],
    problem: 'faults are for drills',
    write: '{}',
    breaks: ({ faults }) => Object.keys(faults).length > 0,
  },
  {
    path: ['gateway', 'publicUrls'],
    problem: 'requests are only taken for names that are known',
    write: 'the address under which a proxy hands requests on, such as ["https://quorate.example"]',
    breaks: ({ relay, gateway }) => relay === undefined && gateway.publicUrls.length === 0,
  },
  {
    path: ['gateway', 'publicUrls'],
    problem: 'API keys and sessions would travel in the clear',
    write: 'addresses that begin with https://',
    breaks: ({ relay, gateway }) => relay === undefined && gateway.publicUrls.some((url) => !url.startsWith('https://')),
  },
  {
    path: ['relay', 'url'],
    problem: 'what bots sign would travel in the clear',
    write: 'an address that begins with https://, or one of this machine',
    breaks: ({ relay }) => relay !== undefined && !relay.url.startsWith('https://') && !isLoopbackUrl(relay.url),
  },
  {
    path: ['funds'],
    problem: 'a fund is not on the chain yet, and production makes none',
    write: 'deployed for each; before the start, make it with ./quorate fund create <fund>',
    breaks: ({ chain, funds }) => chain.kind === 'rpc' && funds.some(({ deployed }) => deployed === undefined),
  },
]

/** What this profile refuses in these settings; nothing for another profile. */
export function productionProblems({ settings, originOf }: LayeredSettings): readonly SettingsProblem[] {
  if (settings?.profile !== 'production') return []
  return productionRules
    .filter(({ breaks }) => breaks(settings))
    .map(({ path, problem, write }) => ({
      key: path.join('.'),
      ...originOf(path),
      problem: `${problem} (profile production)`,
      write,
    }))
}
