import { expect, test } from 'vitest'
import {
  githubRepositorySchema,
  gitRefSchema,
  isOpenWorkflow,
  repositorySchema,
  sameRepository,
  workflowFileSchema,
} from './github.ts'

test.each([
  ['quorate/site', true],
  ['Quorate-9/site.github.io', true],
  ['quorate', false],
  ['quorate/../admin', false],
  ['quorate/..', false],
  ['-quorate/site', false],
  ['quorate/site/actions', false],
  ['quorate/si te', false],
])('a repository %s: %s', (text, isOne) => expect(repositorySchema.safeParse(text).success).toBe(isOne))

test.each([
  ['deploy.yml', true],
  ['Deploy_2.yaml', true],
  ['deploy', false],
  ['../deploy.yml', false],
  ['a/deploy.yml', false],
  ['.yml', false],
])('a workflow’s file %s: %s', (text, isOne) => expect(workflowFileSchema.safeParse(text).success).toBe(isOne))

test.each([
  ['trunk', true],
  ['release/1.2', true],
  ['v1.0.0+3', true],
  ['../main', false],
  ['a//b', false],
  ['a..b', false],
  ['-f', false],
  ['a@{1}', false],
  ['a/', false],
  ['a b', false],
  ['a?b', false],
])('a branch or tag %s: %s', (text, isOne) => expect(gitRefSchema.safeParse(text).success).toBe(isOne))

test('a repository that names nobody has no reviewers, and any of its workflows may be run by operators', () => {
  expect(githubRepositorySchema.parse({ repo: 'quorate/site' })).toEqual({ repo: 'quorate/site', run: 'operator', review: [] })
  expect(githubRepositorySchema.safeParse({ repo: 'quorate/site', reviewers: ['mara'] }).success).toBe(false)
})

test('only listed files are open where some are listed; repositories are the same in either case', () => {
  expect([isOpenWorkflow({}, 'a.yml'), isOpenWorkflow({ workflows: ['a.yml'] }, 'a.yml')]).toEqual([true, true])
  expect([isOpenWorkflow({ workflows: ['a.yml'] }, 'b.yml'), isOpenWorkflow({ workflows: [] }, 'b.yml')]).toEqual([false, false])
  expect([sameRepository('Quorate/Site', 'quorate/site'), sameRepository('quorate/site', 'quorate/site2')]).toEqual([true, false])
})
