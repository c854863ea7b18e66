// The words of the OpenAPI document that belong to no single operation: how to be known, how to sign, how to go on.
import { attestationDomainNames, attestationTypes } from '#protocol/attestation.ts'
import { claimTypes } from '#protocol/claim.ts'
import { envelopeDomain, envelopeTypes } from '#protocol/envelope.ts'
import { envelopeBodyBytesMax, envelopeWindowS } from '#protocol/limits.ts'
import { intentTypes } from '#protocol/intent.ts'
import { typeString } from '#protocol/structHash.ts'
import { signedExample } from './apiExamples.ts'

const struct = (types: Readonly<Record<string, readonly { readonly name: string; readonly type: string }[]>>): string =>
  Object.entries(types)
    .map(([name, fields]) => `    ${typeString(name, fields)}`)
    .join('\n')

/** `info.description`, in Markdown. */
export const guide = `The door to one running swarm: for bots that live elsewhere, for operators, and for their tools.

## Who is calling

**Bots** sign each request with the key of their account (below). **People and services** send an API key: \`Authorization: Bearer qk_…\`, made by
\`quorate apikey create\`, with a role (viewer, operator, approver, admin; each includes the ones before it), the funds that it is for, and an end. What a caller may not see is
not found (404), what it may see and not do is refused (403). \`GET /api/v1/me\` says what there is for a key.

The gateway answers only to the Host names it was given, and to no Origin but its own.

## How a bot signs a request

EIP-712, in the domain \`{ name: "${envelopeDomain.name}", version: "${envelopeDomain.version}" }\` (no chain, no contract):

${struct(envelopeTypes)}

| field | what it is |
|---|---|
| audience | \`audience\` of the fund in \`GET /api/v1/funds\`: \`quorate:<chain id>:<vault, checksummed>\` |
| method | \`GET\` or \`POST\` |
| target | the path with its query, exactly as it is sent |
| bodyHash | keccak256 of the body as canonical JSON (RFC 8785: sorted keys, no spaces); for a GET keccak256 of no bytes |
| timestamp | Unix seconds, at most ${envelopeWindowS} s from the gateway's clock |
| nonce | below 2^256, used once per signer, in any order: a random number is fine |

The request then carries \`quorate-signer\`, \`quorate-timestamp\`, \`quorate-nonce\` and \`quorate-signature\` (65 bytes: r, s, v). The same signed POST sent again is answered the same and
done no second time; the same signed GET is refused.

The body is hashed as it was sent, and may have at most ${envelopeBodyBytesMax.toLocaleString('en')} bytes. Claims and trades in it are hashed in their normal form: addresses checksummed (EIP-55),
hashes and hex in lower case, text in NFC and trimmed.

A worked example, signed with Anvil's published development key 1, \`${signedExample.privateKey}\`:

    audience   ${signedExample.request.audience}
    method     ${signedExample.request.method}
    target     ${signedExample.request.target}
    body       ${signedExample.canonicalBody}
    bodyHash   ${signedExample.request.bodyHash}
    timestamp  ${signedExample.request.timestamp}
    nonce      ${signedExample.request.nonce}
    digest     ${signedExample.digest}
    signature  ${signedExample.signature}

## How a verifier signs an attestation

EIP-712, version \`2\`, with the chain's id and the fund's own book as verifying contract (\`contracts\` of the fund). Domain names: claims \`${attestationDomainNames.claim}\` (claimBook), snapshots
\`${attestationDomainNames.snapshot}\` (snapshotBook), trades \`${attestationDomainNames.intent}\` (intentBook).

${struct(attestationTypes)}

\`claimHash\` and \`intentHash\` are the EIP-712 struct hashes, without a domain, of

${struct(claimTypes)}
${struct(intentTypes)}

where \`action\` is 0 for BUY and 1 for SELL. A verifier reproduces what it signs with its own client; only a verdict of PASS carries a signature.

## Lists, events, repeats

Lists go by \`cursor\`: give \`next\` of the page before; null is the end. Events are server-sent: each has an \`id\`, and a client that comes back with \`Last-Event-ID\` goes on behind it,
also after a restart of the daemon; further back than the journal is kept the answer is 410 with the earliest id. Send an \`Idempotency-Key\` with a POST that a person or a service makes: sent again
with the same key it is answered the same (\`Idempotent-Replayed: true\`) and done no second time; with the same key and another body it is refused (422).

## Units

Amounts are decimal strings in base units of their token. Times are ISO 8601 where people read them and Unix seconds where a chain does. Weights are whole numbers. Addresses are answered checksummed,
hashes in lower case.

## Errors

Every refusal has one shape: \`{ "error": { code, message, hint, retryable, details } }\`. Decide by \`code\` and \`retryable\`; \`message\` and \`hint\` are for people.`

/** The groups of operations. */
export const tags = [
  { name: 'funds', description: 'Funds, and what happened in them: claims, snapshots, trades. Read from the journal.' },
  { name: 'bots', description: 'Where bots say what they have to say. Each request is signed for its method, path and body.' },
  { name: 'swarm', description: 'Every bot as its statechart: where it is, how it came there, what it waits for.' },
  { name: 'approvals', description: 'What waits for people before it is done, and what they decided.' },
  { name: 'events', description: 'What happens, as it happens: server-sent events that can be taken up again.' },
  { name: 'incidents', description: 'What the monitors have found, and who has taken it on.' },
  { name: 'commands', description: 'What an operator can ask, as on the command line: the same names, arguments and answers.' },
  { name: 'sessions', description: 'How people sign in at the console, and out.' },
  { name: 'operations', description: 'Is it alive, is it ready, who am I.' },
] as const

const header = (name: string, description: string) => ({ type: 'apiKey', in: 'header', name, description }) as const

/** Who can be told apart, and how. The four headers of a signature belong together. */
export const securitySchemes = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'quorate-default',
    description: 'of a person who signed in at /sign-in, named after the instance; only for pages of the gateway itself',
  },
  apiKey: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'qk_<name>_<secret>',
    description: 'An API key, made by `quorate apikey create <name> --role <role>` and told once.',
  },
  botSigner: header('quorate-signer', 'Address of the bot that signs, checksummed.'),
  botTimestamp: header('quorate-timestamp', `Unix time in seconds, at most ${envelopeWindowS} s from the gateway's clock.`),
  botNonce: header(
    'quorate-nonce',
    'A whole decimal number below 2^256, used once per signer. The same signed POST sent again is answered the same.',
  ),
  botSignature: header(
    'quorate-signature',
    `EIP-712 signature of \`${typeString('Request', envelopeTypes.Request)}\` in the domain \`{ name: "${envelopeDomain.name}", version: "${envelopeDomain.version}" }\`, as 0x and hex; how the fields are made stands in the description of this document.`,
  ),
} as const
