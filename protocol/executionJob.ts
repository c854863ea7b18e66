// The life of one execution: what is stored, and when the next attempt is due.
import { z } from 'zod'
import { evmAddressSchema } from './address.ts'
import { hashSchema } from './hash.ts'
import { executionDelaysS } from './limits.ts'

export const executionJobStates = ['READY', 'RUNNING', 'EXECUTED', 'FAILED_RETRYABLE', 'FAILED_FINAL'] as const
export const executionJobStateSchema = z.enum(executionJobStates)

/** One execution job as surfaces show it. `attempts` counts the ones begun. */
export const executionJobSchema = z
  .strictObject({
    intentHash: hashSchema,
    fund: evmAddressSchema,
    state: executionJobStateSchema,
    attempts: z
      .int()
      .min(0)
      .max(executionDelaysS.length + 1),
    nextAttemptAt: z.iso.datetime().nullable(),
    txHash: hashSchema.nullable(),
    problem: z.string().nullable(),
  })
  .refine((job) => job.state !== 'EXECUTED' || job.txHash !== null, {
    path: ['txHash'],
    error: 'expected the transaction of an execution',
  })

/** Seconds until the next attempt after `attempts` have failed, or null when none is left. */
export const executionDelayS = (attempts: number): number | null => executionDelaysS[attempts - 1] ?? null
