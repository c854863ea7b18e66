import { z } from 'zod'
import { localCommand } from './command.ts'
import { settingWords } from './up.ts'
import { textTable } from './textTable.ts'

const layer = z.enum(['flag', 'environment', 'file', 'default'])
type Layer = z.output<typeof layer>

export const configShowArgs = z.strictObject({
  key: z.string().max(256).optional().describe('only this setting and what is under it, such as chain or funds.0.rounds'),
  set: settingWords,
})
/** One value, and where it came from. */
export interface ConfigRow {
  readonly key: string
  /** Secrets are hidden, and of a node's URL what may be a key to it. */
  readonly value: unknown
  readonly layer: Layer
  /** What one would change: a typed setting, a variable's name, a file. */
  readonly source: string
}
export interface ConfigShowResult {
  readonly file: string
  readonly isFileThere: boolean
  readonly profile: string
  readonly settings: readonly ConfigRow[]
}

export const configShowCommand = localCommand<typeof configShowArgs, ConfigShowResult>({
  name: 'config.show',
  summary: 'Show every setting and where its value came from',
  help: 'What is typed beats the environment, which beats the file read-only/settings.json, which beats the defaults. A variable is a setting in capitals behind QUORATE__, with two underscores between levels: QUORATE__CHAIN__RPC_URL, QUORATE__FUNDS__MAIN__DEPOSIT. Secrets are not shown.',
  permission: 'operator',
  args: configShowArgs,
  positionals: ['key'],
  examples: [
    { type: 'config show', does: 'shows every setting' },
    { type: 'config show chain', does: 'shows those of the chain' },
    { type: 'config show chain --set chain.seed=9', does: 'shows what a start with the same words would run with' },
  ],
  render({ file, isFileThere, settings }, style) {
    const rows = settings.map(({ key, value, layer: from, source }) => [
      key,
      typeof value === 'string' ? value : JSON.stringify(value),
      from === 'environment' || from === 'flag' ? source : from,
    ])
    return [
      rows.length === 0
        ? style.dim('no such setting')
        : textTable([{ title: 'setting' }, { title: 'value', gives: true }, { title: 'from' }], rows, style),
      isFileThere ? `file: ${file}` : `file: ${file} is not there yet; the first start writes it`,
    ].join('\n')
  },
  exit: ({ settings }) => (settings.length === 0 ? 3 : 0),
})

export const configValidateArgs = z.strictObject({ set: settingWords })
export interface ConfigProblem {
  readonly key: string
  readonly layer: Layer
  readonly source: string
  readonly problem: string
  /** What to write instead. */
  readonly write: string
}
export interface ConfigValidateResult {
  readonly ok: boolean
  readonly file: string
  readonly isFileThere: boolean
  readonly profile: string
  readonly problems: readonly ConfigProblem[]
}

export const configValidateCommand = localCommand<typeof configValidateArgs, ConfigValidateResult>({
  name: 'config.validate',
  summary: 'Say what is wrong with the settings, without starting anything',
  help: 'Reads the settings as a start would, with the same environment, judges them by the rules of their profile, and looks whether every key has a keystore or another place. It asks for no password and no network. Every problem names the setting, the layer that it came from and what to write. Ends with exit code 2 when there is one.',
  permission: 'operator',
  args: configValidateArgs,
  positionals: [],
  examples: [
    { type: 'config validate', does: 'checks the settings of the default instance' },
    { type: 'config validate --set profile=production', does: 'says what the production profile would refuse' },
  ],
  render({ ok, file, profile, problems }, style) {
    if (ok) return `${style.good('good')}: ${file}, profile ${profile}`
    return problems
      .map(({ key, layer: from, source, problem, write }) =>
        [
          `${style.bad(key === '' ? 'the whole' : key)}: ${problem}`,
          `  from: ${from === 'default' ? 'the defaults' : `${from}, ${source}`}`,
          `  write: ${write}`,
        ].join('\n'),
      )
      .join('\n')
  },
  exit: ({ ok }) => (ok ? 0 : 2),
})

export const configShareArgs = z.strictObject({
  keys: z.string().min(1).max(1_024).describe('names of the keys that the other process holds, with commas between'),
  gateway: z
    .url({ protocol: /^https?$/ })
    .max(256)
    .optional()
    .describe('where it reaches this gateway; else the first of gateway.publicUrls'),
})
export interface ConfigShareResult {
  /** The other process's settings.json. */
  readonly theirs: unknown
  /** What this instance's settings say from then on. */
  readonly ours: { readonly keysElsewhere: Readonly<Record<string, string>> }
}

export const configShareCommand = localCommand<typeof configShareArgs, ConfigShareResult>({
  name: 'config.share',
  summary: 'Print the settings of a process that runs some of the bots elsewhere',
  help: 'Prints a settings.json for an instance, here or on another machine, that runs only the bots which sign with the named keys, and reaches the relayer over HTTP; and what to write into keysElsewhere here, so that this instance leaves those bots alone. It holds addresses and no secret.',
  permission: 'operator',
  args: configShareArgs,
  positionals: ['keys'],
  examples: [
    {
      type: 'config share verifier-alpha --gateway https://quorate.example',
      does: 'prints the settings of a process that runs one verifier',
    },
  ],
  render: ({ theirs, ours }) =>
    [
      'The other instance: read-only/settings.json',
      JSON.stringify(theirs, null, 2),
      '',
      'Here, into read-only/settings.json:',
      JSON.stringify(ours, null, 2),
    ].join('\n'),
})
