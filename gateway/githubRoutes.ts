// Where GitHub says that something changed: the run's bot that it is about looks at once instead of at its next look. It is
// told nothing more than that, so whatever a webhook says, what is believed is what GitHub answers. Without a secret the path
// is not there at all.
import { Webhooks } from '@octokit/webhooks'
import { z } from 'zod'
import { readBoundedJson } from '#chat/commands/boundedJson.ts'
import { QuorateError } from '#protocol/errors.ts'
import { sameRepository } from '#protocol/github.ts'
import type { Address } from '#runtime/authoring.ts'
import type { Host } from '#runtime/host.ts'
import { refusals, type GatewayApp, type RouteParts } from './routeTools.ts'

/** GitHub's are tens of kilobytes, and up to 25 MB for events that nobody reads here. */
const hookBytesMax = 1024 * 1024

const headersSchema = z.object({
  'x-github-event': z
    .string()
    .regex(/^[a-z_]{1,64}$/)
    .describe('what happened; only some are of use here'),
  'x-github-delivery': z
    .string()
    .regex(/^[A-Za-z0-9-]{1,64}$/)
    .describe('its id: delivered again, it does nothing'),
  'x-hub-signature-256': z
    .string()
    .regex(/^[\x21-\x7e]{1,128}$/)
    .optional()
    .describe('HMAC-SHA-256 of the body with the secret, as `sha256=…`'),
})
const heardSchema = z.object({
  looked: z.array(z.string()).describe('runs whose bots look now; none where the event is about no run of this instance'),
})

const repository = { repository: z.object({ full_name: z.string() }) }
const number = z.int().min(1)
/** The run that an event is about, by the event's name. */
const shapes: Readonly<Record<string, z.ZodType<{ readonly repo: string; readonly runId: number }>>> = {
  workflow_run: z
    .object({ ...repository, workflow_run: z.object({ id: number }) })
    .transform((told) => ({ repo: told.repository.full_name, runId: told.workflow_run.id })),
  deployment_review: z
    .object({ ...repository, workflow_run: z.object({ id: number }) })
    .transform((told) => ({ repo: told.repository.full_name, runId: told.workflow_run.id })),
  workflow_job: z
    .object({ ...repository, workflow_job: z.object({ run_id: number }) })
    .transform((told) => ({ repo: told.repository.full_name, runId: told.workflow_job.run_id })),
}

/** POST of GitHub's webhooks. */
export function githubRoutes(app: GatewayApp, { gateway }: RouteParts): void {
  const { githubSecret: secret, host } = gateway
  if (secret === undefined) return
  const hooks = new Webhooks({ secret })
  void app.register(async (scope) => {
    const inner = scope as GatewayApp // of the same types: only its parser is another
    // what is signed is the bytes
    inner.removeAllContentTypeParsers()
    inner.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit: hookBytesMax }, (_request, body, done) =>
      done(null, body),
    )
    inner.route({
      method: 'POST',
      url: '/api/v1/github/webhooks',
      config: { allow: 'github.tell' },
      bodyLimit: hookBytesMax,
      schema: {
        tags: ['operations'],
        operationId: 'takeGithubWebhook',
        summary: 'For GitHub: say that something changed in a workflow run',
        description:
          'There only where the daemon was given a secret (`QUORATE_GITHUB_WEBHOOK_SECRET`), with which GitHub signs the body. What it is about is looked up at GitHub; events of others are answered 202 and ignored. `docs/github.md`.',
        headers: headersSchema,
        body: z.unknown().describe('As GitHub documents it for the event.'),
        response: { ...refusals, 202: heardSchema },
      },
      handler: async (request, reply) => {
        const { 'x-hub-signature-256': signature = '', 'x-github-event': event, 'x-github-delivery': delivery } = request.headers
        const text = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : ''
        if (text === '' || !(await isSigned(hooks, text, signature)))
          throw new QuorateError('UNAUTHENTICATED', { problem: 'the body is not signed with the webhook secret' })
        const told = Object.hasOwn(shapes, event) ? shapes[event]?.safeParse(readBoundedJson(text)) : undefined
        const bots = told?.success === true ? botsOf(host, told.data) : []
        const looked = await Promise.all(bots.map((bot) => look(host, bot, delivery)))
        return reply.code(202).send({ looked: looked.flat() })
      },
    })
  })
}

/** In constant time, and never thrown: a signature that is none is a wrong one. */
const isSigned = (hooks: Webhooks, text: string, signature: string): Promise<boolean> =>
  hooks.verify(text, signature).catch(() => false)

// machines/workflowState.ts states it
const contextSchema = z.object({ repo: z.string(), runId: z.int() })

const botsOf = (
  host: Pick<Host, 'list'>,
  { repo, runId }: { readonly repo: string; readonly runId: number },
): readonly Address[] =>
  host.list('workflow').flatMap(({ address, status, context }) => {
    const read = contextSchema.safeParse(context)
    const isIt = status === 'active' && read.success && read.data.runId === runId && sameRepository(read.data.repo, repo)
    return isIt ? [address] : []
  })

/** Delivered again, the same look is asked for: the bot has had its turn. */
async function look(host: Pick<Host, 'ask'>, bot: Address, delivery: string): Promise<readonly string[]> {
  try {
    await host.ask(bot, { type: 'workflow.look' }, { askId: `github/${delivery}`, who: 'github' })
    return [bot.slice('workflow:'.length)]
  } catch (error) {
    // it was over before it was told
    if (error instanceof QuorateError && error.code === 'BOT_FINISHED') return []
    throw error
  }
}
