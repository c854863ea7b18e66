// A run as the command begins it.
import type { WorkflowInput } from '#machines/workflow.ts'
import { standInRepo } from './standIn.ts'

export const runInput = (more: Partial<WorkflowInput> = {}): WorkflowInput => ({
  id: 'r1',
  repo: standInRepo,
  workflow: 'deploy.yml',
  ref: 'trunk',
  inputs: [{ name: 'target', value: 'staging' }],
  by: 'key:mara',
  person: 'mara',
  ...more,
})
