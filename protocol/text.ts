// Text that is hashed: one spelling per meaning, so that two honest bots get one hash.
import { z } from 'zod'
import { labelCharsMax, noteCharsMax } from './limits.ts'

/** NFC-normalised and trimmed text of at most `charsMax` UTF-16 units; lone surrogates are refused (they have no UTF-8). */
export const textSchema = (charsMax: number): z.ZodType<string, string> =>
  z
    .string()
    .max(charsMax * 2, `expected at most ${charsMax} characters`) // before normalising: bounds the work
    .refine((text) => text.isWellFormed(), 'expected well-formed Unicode')
    .transform((text) => text.normalize('NFC').trim())
    .refine((text) => text.length <= charsMax, `expected at most ${charsMax} characters`)
    .meta({ type: 'string', maxLength: charsMax })

/** Short text of one line: a name, a type. */
export const labelSchema = textSchema(labelCharsMax)

/** A paragraph of explanation; may be empty. */
export const noteSchema = textSchema(noteCharsMax)

/** A lower-case name that is safe in addresses, paths and URLs: `main`, `alpha-2`. */
export const slugSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,30}$/, 'expected a lower-case name of letters, digits and dashes, at most 31')
