// What every file of the house must be, beyond what the linter reads: each rule is a function from files to complaints.
import type { TrackedFile } from './trackedFiles.ts'

type Complaints = readonly string[]

const forbiddenNames = /^(index|utils?|common|helpers?|manager|misc)$/i
const generated = /^(protocol\/(abi|bytecode)|docs\/charts)\//

/** A file named after nothing in particular collects everything. */
export function forbiddenFileNames(files: readonly TrackedFile[]): Complaints {
  return files
    .filter(({ path }) => forbiddenNames.test(path.split('/').at(-1)?.replace(/\..*$/, '') ?? ''))
    .map(({ path }) => `${path}: name it after the one thing it exports`)
}

/** Each `it(` of a test file has an assertion somewhere in it; each Solidity test too. */
export function testsWithoutAssertion(files: readonly TrackedFile[]): Complaints {
  const asserts = /\bexpect\b|\bassert\b|\bfc\.(assert|check)\b|\bexpectTypeOf\b/
  const assertsSolidity = /assert|expectRevert|expectEmit|revert|require\(|check(?:[A-Z]|\()|eq\(/
  return files.flatMap(({ path, text }) => {
    if (path.endsWith('.test.ts')) return asserts.test(text) ? [] : [`${path}: asserts nothing`]
    if (path.endsWith('.t.sol')) return assertsSolidity.test(text) ? [] : [`${path}: asserts nothing`]
    return []
  })
}

/** Words that mean "not finished". The two files that must name them are not read. */
export function unfinishedWork(files: readonly TrackedFile[]): Complaints {
  const marks = new RegExp(`\\b(${['TODO', 'FIXME', 'XXX', 'HACK'].join('|')})\\b`)
  const parked = /\b(it|test|describe|suite)\.(only|skip|todo|fails|skipIf|runIf)\b|\bvm\.skip\b/
  return sources(files).flatMap((file) => [...lines(file, marks, 'unfinished'), ...lines(file, parked, 'parked test')])
}

/** No file may know the machine it was written on, or where packages came from. */
export function machineTraces(files: readonly TrackedFile[]): Complaints {
  const paths = /(?<![\w.])\/(home|Users|root|work|opt\/\w+|mnt)\/[\w.-]+/
  const resolved = /"resolved": ?"|(?<!#)registry\.\w|\/-\/[\w.-]+\.tgz/
  return files
    .filter(({ path }) => !path.startsWith('test/house/'))
    .flatMap((file) => [...lines(file, paths, 'a path of one machine'), ...lines(file, resolved, 'a registry')])
}

/**
 * A source file is tested beside it: by the test of its name, or by one in the same folder that reaches it, itself or
 * through the files of that folder (a part split off a tested file). How much of it runs is for coverage to say.
 * `excused` names the files that are tested elsewhere, each with its reason.
 */
export function filesWithoutTest(files: readonly TrackedFile[], excused: Readonly<Record<string, string>>): Complaints {
  const rooms = /^(protocol|client|runtime|machines|charts|integrations|actors|chat|gateway|cli|scripts)\/.*\.ts$/
  const testSupport = /\.test\.ts$|\.d\.m?ts$|\/(fixtures|arbitraries)\.ts$|Fixtures\.ts$|\/(fixtures|testing)\//
  const tested = reachedByTests(files)
  const sourceFiles = files.filter(({ path }) => rooms.test(path) && !testSupport.test(path) && !generated.test(path))
  const missing = sourceFiles.filter(({ path, text }) => hasBehaviour(text) && !tested.has(path) && !(path in excused))
  const stale = Object.keys(excused).filter((path) => tested.has(path) || !sourceFiles.some((file) => file.path === path))
  return [
    ...missing.map(({ path }) => `${path}: no test beside it`),
    ...stale.map((path) => `${path}: excused from a test, but it has one or is gone`),
  ]
}

function reachedByTests(files: readonly TrackedFile[]): ReadonlySet<string> {
  const texts = new Map(files.map(({ path, text }) => [path, text]))
  const tests = files.map(({ path }) => path).filter((path) => path.endsWith('.test.ts'))
  const reached = new Set(tests.map((path) => path.replace(/\.test\.ts$/, '.ts')))
  const open = [...tests, ...reached]
  // grows by each file once, so it ends
  for (const path of open) {
    const folder = path.slice(0, path.lastIndexOf('/') + 1)
    for (const [, name] of (texts.get(path) ?? '').matchAll(/'\.\/([^'/]+\.ts)'/g)) {
      const other = `${folder}${name ?? ''}`
      if (reached.has(other)) continue
      reached.add(other)
      open.push(other)
    }
  }
  return reached
}

/** Every command a document or an error's hint tells a person to type, as words after `./quorate` or `npm run`. */
export function commandsNamed(files: readonly TrackedFile[]): readonly { readonly path: string; readonly command: string }[] {
  const pattern = /(?:\.\/quorate|npm run|npm (?=start|test\b))[ ]([a-z][a-z0-9:-]*(?: [a-z][a-z-]+)?)/g
  return files
    .filter(({ path }) => path.endsWith('.md') || path === 'protocol/errors.ts' || path.endsWith('setupErrors.mjs'))
    .flatMap(({ path, text }) => [...text.matchAll(pattern)].map((match) => ({ path, command: match[0].replace(/\s+/g, ' ') })))
}

/** Commands named in documents and hints that neither package.json nor the command table knows. */
export function unknownCommands(
  files: readonly TrackedFile[],
  known: { readonly scripts: readonly string[]; readonly commands: readonly string[] },
): Complaints {
  const typed = known.commands.map((each) => each.replaceAll('.', ' '))
  return commandsNamed(files)
    .filter(({ command }) => {
      const words = command.split(' ').slice(1)
      if (command.startsWith('npm run')) return !known.scripts.includes(words[1] ?? '')
      if (command.startsWith('npm')) return !known.scripts.includes(words[0] ?? '')
      return !typed.includes(words[0] ?? '') && !typed.includes(words.join(' '))
    })
    .map(({ path, command }) => `${path}: there is no "${command}"`)
}

/** Relative links of the documents that lead nowhere. */
export function brokenLinks(files: readonly TrackedFile[], exists: (path: string) => boolean): Complaints {
  return files
    .filter(({ path }) => path.endsWith('.md'))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g), ...text.matchAll(/(?:src|srcset)="(?!https?:)([^"]+)"/g)]
        .map((match) => match[1] ?? '')
        .filter((target) => !exists(new URL(target, `file:///${path}`).pathname.slice(1)))
        .map((target) => `${path}: ${target} is not there`),
    )
}

// Declarations of types and literal tables have nothing to test; a function, a class or a call has.
function hasBehaviour(text: string): boolean {
  return /\bfunction\b|\bclass\b|=>\s*[^\s|&]|\bz\./.test(
    text.replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, '').replaceAll(/^\s*(export )?(type|interface) [^]*?^\}/gm, ''),
  )
}

function sources(files: readonly TrackedFile[]): readonly TrackedFile[] {
  return files.filter(
    ({ path }) => /\.(ts|mjs|mts|sol|sh|md|yml)$|^quorate$|^\.ci\/run$/.test(path) && !path.startsWith('test/house/tidy'),
  )
}

function lines({ path, text }: TrackedFile, pattern: RegExp, what: string): Complaints {
  return text
    .split('\n')
    .flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1}: ${what}: ${line.trim().slice(0, 100)}`] : []))
}
