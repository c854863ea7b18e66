// A person behind keys, sessions and bots: what is compared where two must not be the same one.
import { z } from 'zod'

/**
 * A person's name in this instance, such as `mara` or `mara@example.org`. Lower case and plain letters only: two spellings
 * of one person would be two persons to whoever compares them.
 */
export const personSchema = z
  .string()
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.string().regex(/^[a-z0-9][a-z0-9._@+:|-]{0,127}$/, 'expected a name of plain letters, digits and . _ @ + : | -'))
