// Cuts out of GitHub's own OpenAPI document what integrations/github asks for, with the schemas that it needs, and writes
// test/fixtures/github/openapi.json: node scripts/githubOperations.ts <path of api.github.com.json>. The document comes with
// the package @octokit/openapi (MIT).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'

/** Every operation that this program calls; test/github/documented.test.ts calls each of them through the document. */
export const githubOperations: readonly string[] = [
  'users/get-authenticated',
  'apps/get-authenticated',
  'apps/get-repo-installation',
  'apps/create-installation-access-token',
  'repos/get',
  'repos/get-content',
  'repos/list-commits',
  'actions/list-repo-workflows',
  'actions/create-workflow-dispatch',
  'actions/list-workflow-runs',
  'actions/get-workflow-run',
  'actions/list-jobs-for-workflow-run',
  'actions/get-pending-deployments-for-run',
  'actions/review-pending-deployments-for-run',
  'actions/get-reviews-for-run',
  'actions/cancel-workflow-run',
  'actions/re-run-workflow',
  'actions/re-run-workflow-failed-jobs',
]

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
type Members = Readonly<Record<string, Json>>
interface Document {
  readonly openapi: string
  readonly info: Members
  readonly paths: Readonly<Record<string, Members>>
  readonly components: Readonly<Record<string, Members>>
}
const isMembers = (value: Json | undefined): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Words for people and for GitHub's own tools: nothing that a request or an answer is judged by. */
const dropped = new Set(['description', 'summary', 'externalDocs', 'tags', 'x-github', 'x-octokit', 'x-github-breaking-changes'])

/** The wanted operations and what they refer to, without words. */
export function cutOut(document: Document, wanted: readonly string[]): Document {
  const paths: Record<string, Members> = {}
  for (const [path, methods] of Object.entries(document.paths)) {
    const kept = Object.entries(methods).filter(
      ([, operation]) => isMembers(operation) && wanted.some((id) => id === operation['operationId']),
    )
    if (kept.length > 0) paths[path] = bare(Object.fromEntries(kept)) as Members // members stay members
  }
  const components: Record<string, Record<string, Json>> = {}
  const open = [...referencesIn(paths)]
  for (const reference of open) {
    const [kind = '', name = ''] = reference.replace('#/components/', '').split('/')
    const found = document.components[kind]?.[name]
    if (found === undefined || components[kind]?.[name] !== undefined) continue
    const made = bare(found)
    components[kind] = { ...components[kind], [name]: made }
    open.push(...referencesIn(made))
  }
  const { openapi, info } = document
  const { title = '', version = '', license = null } = info
  return { openapi, info: { title, version, license }, paths, components }
}

/** Values: what they are made of is nobody's words. */
const whole = new Set(['value', 'example', 'default', 'enum', 'required'])

/** Without words; what a property of an answer is called stays, whatever it is called. */
function bare(value: Json, isNames = false): Json {
  if (Array.isArray(value)) return value.map((each: Json) => bare(each))
  if (!isMembers(value)) return value
  const kept = Object.entries(value).filter(([name]) => isNames || !dropped.has(name))
  const made = kept.map(([name, each]) => [
    name,
    whole.has(name) && !isNames ? each : bare(each, !isNames && name === 'properties'),
  ])
  // a response without a description is none to whoever reads the document
  return { ...('content' in value || isAnswer(value) ? { description: '' } : {}), ...Object.fromEntries(made) } as Members
}

/** One that says nothing but what it means. */
const isAnswer = (value: Members): boolean => Object.keys(value).every((name) => name === 'description')

function* referencesIn(value: Json): Generator<string> {
  if (Array.isArray(value)) for (const each of value as readonly Json[]) yield* referencesIn(each)
  if (!isMembers(value)) return
  if (typeof value['$ref'] === 'string') yield value['$ref']
  for (const each of Object.values(value)) yield* referencesIn(each)
}

const place = new URL('../test/fixtures/github/openapi.json', import.meta.url)
if (process.argv[1] === import.meta.filename) {
  const [, , source] = process.argv
  if (source === undefined) throw new Error('name the document: node scripts/githubOperations.ts <api.github.com.json>')
  // what it has to be, the tests that are served with it show
  const document = JSON.parse(readFileSync(source, 'utf8')) as Document
  const made = cutOut(document, githubOperations)
  mkdirSync(new URL('.', place), { recursive: true })
  writeFileSync(place, `${JSON.stringify(made)}\n`)
}
