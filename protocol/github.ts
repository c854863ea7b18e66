// GitHub as settings and commands name it: repositories, workflow files, branches and tags, and who may do what in which
// repository. What is not listed there is not there.
import { z } from 'zod'
import { roles } from './permission.ts'
import { personSchema } from './person.ts'

/** `owner/name`. GitHub takes either case for the same repository, and so does whoever compares them: `sameRepository`. */
export const repositorySchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100}$/, 'expected owner/name')
  // no way out of a path
  .refine((text) => !/\/\.{1,2}$/.test(text), 'expected owner/name')

/** A file of `.github/workflows`: `deploy.yml`. */
export const workflowFileSchema = z
  .string()
  .regex(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,119}\.ya?ml$/, 'expected the name of a workflow’s file, such as deploy.yml')

/** A branch or a tag. Git allows more; none of it is worth a way out of a path. */
export const gitRefSchema = z
  .string()
  .regex(/^[\w.@+#][\w./@+#-]{0,199}$/, 'expected a branch or a tag')
  .refine((text) => !/\.\.|\/\/|[/.]$/.test(text), 'expected a branch or a tag')

/** Repositories of one instance: each is asked for when workflows are listed. */
export const repositoriesMax = 32

/** One repository of the settings, and who may do what in it. */
export const githubRepositorySchema = z.strictObject({
  repo: repositorySchema.describe('owner/name'),
  run: z.enum(roles).default('operator').describe('the role from which on people may run, cancel and repeat its workflows'),
  review: z
    .array(personSchema)
    .max(32)
    .default([])
    .describe('who may decide about deployments that wait; nobody else may, whatever their role'),
  workflows: z
    .array(workflowFileSchema)
    .max(64)
    .optional()
    .describe('the only files of its workflows that may be run, such as deploy.yml; absent: all'),
})
export type GithubRepository = z.output<typeof githubRepositorySchema>

/** Is it the same repository? */
export const sameRepository = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

/** May this file be run by anyone? */
export const isOpenWorkflow = ({ workflows }: Pick<GithubRepository, 'workflows'>, file: string): boolean =>
  workflows === undefined || workflows.includes(file)
