// Who may sign in, from the settings: a person, what proves them, and what they may. Whoever is not here is refused.
import { z } from 'zod'
import { evmAddressSchema, type EvmAddress } from '#protocol/address.ts'
import { fundIdSchema } from '#protocol/fund.ts'
import { personSchema } from '#protocol/person.ts'
import { labelSchema } from '#protocol/text.ts'

const rolesSchema = z.enum(['viewer', 'operator', 'approver', 'admin'])

/** One person of the settings. */
export const personSettingsSchema = z.strictObject({
  person: personSchema.describe('who it is; two ways of signing in are one person'),
  role: rolesSchema.describe('what they may; each includes the ones before it'),
  funds: z
    .union([z.literal('all'), z.array(fundIdSchema).min(1).max(16)])
    .default('all')
    .describe('all, or the only funds there are for them'),
  addresses: z.array(evmAddressSchema).max(8).default([]).describe('accounts that they sign in with (EIP-4361)'),
  subjects: z.array(labelSchema).max(8).default([]).describe('what the OpenID provider calls them, in the claim of `oidc.claim`'),
})
export type PersonSettings = z.output<typeof personSettingsSchema>

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** Where people of a team sign in. */
export const oidcSettingsSchema = z.strictObject({
  issuer: z
    .url({ protocol: /^https?$/ })
    .max(256)
    .refine(
      (url) => url.startsWith('https:') || loopback.has(new URL(url).hostname),
      'expected https, or a provider of this machine',
    )
    .describe('its configuration is read from .well-known/openid-configuration'),
  clientId: z.string().min(1).max(256),
  scope: z.string().max(256).default('openid email').describe('what is asked of it; openid among it'),
  claim: z
    .enum(['sub', 'email'])
    .default('sub')
    .describe('what people are known by; an address counts only where the provider has verified it'),
})
export type OidcSettings = z.output<typeof oidcSettingsSchema>

/** Who may sign in, and how. */
export const signInSettingsSchema = z
  .strictObject({
    sessionHours: z.int().min(1).max(720).default(12).describe('until somebody has to sign in again'),
    people: z.array(personSettingsSchema).max(256).default([]),
    oidc: oidcSettingsSchema.optional().describe('absent: nobody signs in at a provider'),
  })
  .superRefine(({ people }, context) => {
    for (const member of ['addresses', 'subjects'] as const) {
      const all = people.flatMap((one) => one[member])
      for (const twice of new Set(all.filter((each, index) => all.indexOf(each) !== index)))
        context.addIssue({ code: 'custom', message: `${twice} is of two people`, path: ['people'] })
    }
  })
export type SignInSettings = z.output<typeof signInSettingsSchema>

/** What proves a person, and how. */
export type Proof =
  | { readonly how: 'ethereum'; readonly subject: EvmAddress }
  | { readonly how: 'oidc'; readonly subject: string }

/** The person behind a proof; undefined for whoever is not in the settings. */
export function personBehind(people: readonly PersonSettings[], { how, subject }: Proof): PersonSettings | undefined {
  return people.find((one) => (how === 'ethereum' ? one.addresses : one.subjects).some((each) => each === subject))
}
