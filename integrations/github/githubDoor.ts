// The one way from here to GitHub: it brings who we are, waits no longer than it may, rests when GitHub wants rest, reads
// every answer by its shape, and says every failure in the words of the table of errors.
import { createAppAuth } from '@octokit/auth-app'
import { Octokit } from '@octokit/rest'
import type { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import type { GithubAuth } from './githubAuth.ts'
import { githubError, type AskedOfGithub } from './githubError.ts'
import { appShape, installationShape, userShape } from './githubShapes.ts'

/** GitHub answers within a second or gives up after ten (its own limit); an effect has thirty for all that it asks. */
const answerMs = 12_000

/** `owner` and `repo` as GitHub's calls take them. */
export interface GithubPlace {
  readonly owner: string
  readonly repo: string
}
/** What every call of Octokit's resolves to. */
interface Answer {
  readonly status: number
  readonly data: unknown
  readonly headers: Readonly<Record<string, string | number | undefined>>
}
/** A call; the signal ends it. */
export type GithubCall = (octokit: Octokit, place: GithubPlace, signal: AbortSignal) => Promise<Answer>
/** What came of it: the data by its shape, and GitHub's clock in ms. */
export interface GithubAnswer<Data> {
  readonly data: Data
  readonly status: number
  readonly now: number
}

export interface GithubDoorParts {
  readonly auth: GithubAuth
  /** `https://api.github.com`, or that of a server of one's own */
  readonly apiUrl: string
  /** wall clock in ms; absent: the machine's */
  readonly now?: () => number
}

export class GithubDoor {
  readonly #parts: GithubDoorParts
  readonly #now: () => number
  /** Who we are as a whole: the token, or the app itself. */
  readonly #self: Octokit
  readonly #installations = new Map<string, Promise<Octokit>>()
  #login: Promise<string> | undefined
  #restUntil = 0

  constructor(parts: GithubDoorParts) {
    this.#parts = parts
    this.#now = parts.now ?? Date.now
    this.#self = this.#octokit()
  }

  /** Is it an app, whose permissions GitHub tells? */
  get isApp(): boolean {
    return this.#parts.auth.kind === 'app'
  }

  /** Asks about a repository. @throws what githubError makes of a failure, GITHUB_UNREADABLE */
  async ask<Shape extends z.ZodType>(
    repository: string,
    asked: AskedOfGithub,
    shape: Shape,
    call: GithubCall,
  ): Promise<GithubAnswer<z.output<Shape>>> {
    const octokit = await this.#octokitOf(repository)
    return this.#answered(asked, shape, (signal) => call(octokit, placeOf(repository), signal))
  }

  /** Who runs are begun by: the token's owner, or the app's bot. */
  login(): Promise<string> {
    this.#login ??= this.#findLogin().catch((failure: unknown) => {
      this.#login = undefined
      throw failure
    })
    return this.#login
  }

  /** The app's installation that has a repository, with what it may. @throws GITHUB_REFUSED where it is not installed */
  async installation(repository: string): Promise<z.output<typeof installationShape>> {
    const { data } = await this.#answered(
      { what: `for the app’s installation in ${repository}`, permission: `an installation that has ${repository}` },
      installationShape,
      (signal) => this.#self.rest.apps.getRepoInstallation({ ...placeOf(repository), request: { signal } }),
    )
    return data
  }

  async #findLogin(): Promise<string> {
    const asked = { what: 'who we are', permission: 'a token that is in force' }
    if (!this.isApp) {
      const call = (signal: AbortSignal): Promise<Answer> => this.#self.rest.users.getAuthenticated({ request: { signal } })
      return (await this.#answered(asked, userShape, call)).data.login
    }
    const call = (signal: AbortSignal): Promise<Answer> => this.#self.rest.apps.getAuthenticated({ request: { signal } })
    return `${(await this.#answered(asked, appShape, call)).data.slug}[bot]`
  }

  async #answered<Shape extends z.ZodType>(
    asked: AskedOfGithub,
    shape: Shape,
    call: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<GithubAnswer<z.output<Shape>>> {
    const rest = this.#restUntil - this.#now()
    // who asks while GitHub wants rest is made to rest for longer
    if (rest > 0) throw new QuorateError('GITHUB_LIMITED', { retryAfterMs: rest })
    const answer = await call(AbortSignal.timeout(answerMs)).catch((failure: unknown) => {
      const error = githubError(failure, asked, this.#now())
      if (error.code === 'GITHUB_LIMITED') this.#restUntil = this.#now() + Number(error.details['retryAfterMs'])
      throw error
    })
    const read = shape.safeParse(answer.data)
    if (!read.success) {
      const [issue] = read.error.issues
      const problem = `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim()
      throw new QuorateError('GITHUB_UNREADABLE', { what: asked.what, problem })
    }
    const sent = Date.parse(String(answer.headers['date']))
    return { data: read.data, status: answer.status, now: Number.isNaN(sent) ? this.#now() : sent }
  }

  #octokitOf(repository: string): Promise<Octokit> {
    if (!this.isApp) return Promise.resolve(this.#self)
    const key = repository.toLowerCase()
    const known = this.#installations.get(key)
    if (known !== undefined) return known
    const found = this.installation(repository).then(({ id }) => this.#octokit(id))
    this.#installations.set(key, found)
    // an app that is not installed there yet may be in a minute
    found.catch(() => this.#installations.delete(key))
    return found
  }

  #octokit(installationId?: number): Octokit {
    const { auth, apiUrl } = this.#parts
    const common = { baseUrl: apiUrl.replace(/\/+$/, ''), userAgent: 'quorate', log: silent }
    if (auth.kind === 'token') return new Octokit({ ...common, auth: auth.token })
    const { appId, privateKey } = auth
    return new Octokit({
      ...common,
      authStrategy: createAppAuth,
      auth: { appId, privateKey, log: silent, ...(installationId === undefined ? {} : { installationId }) },
    })
  }
}

/** `owner/name`, as it was parsed where it came in. */
function placeOf(repository: string): GithubPlace {
  const [owner = '', repo = ''] = repository.split('/')
  return { owner, repo }
}

/** What goes wrong is thrown; nothing is written past the log. */
const nothing = (): void => undefined
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing }
