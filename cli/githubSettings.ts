// GitHub in the settings: which repositories, and who may do what in each. Who we are there is the environment's to say.
import { z } from 'zod'
import { githubRepositorySchema, repositoriesMax, sameRepository } from '#protocol/github.ts'
import { isLoopbackUrl } from '#integrations/keys/loopback.ts'

/** Nothing is allowed in a repository that is not listed. */
export const githubSettingsSchema = z
  .strictObject({
    apiUrl: z
      .url({ protocol: /^https?$/ })
      .max(256)
      .refine((url) => url.startsWith('https:') || isLoopbackUrl(url), 'expected https, or a server of this machine')
      .default('https://api.github.com')
      .describe('of a server of one’s own, such as https://github.example/api/v3'),
    repositories: z.array(githubRepositorySchema).min(1).max(repositoriesMax).describe('what is open to this instance'),
  })
  .superRefine(({ repositories }, context) => {
    for (const [index, { repo }] of repositories.entries())
      if (repositories.findIndex((other) => sameRepository(other.repo, repo)) !== index)
        context.addIssue({ code: 'custom', message: `${repo} is twice`, path: ['repositories', index, 'repo'] })
  })
export type GithubSettings = z.output<typeof githubSettingsSchema>
