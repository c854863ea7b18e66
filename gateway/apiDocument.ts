// The OpenAPI document, made from the routes' own schemas. What is said here is what no schema can say: who may ask, how a
// request is signed, which names things have.
import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import { createJsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { examples } from './apiExamples.ts'
import { guide, securitySchemes, tags } from './apiGuide.ts'
import { ruleOf, type Allow } from './caller.ts'
import { tidyDocument, type ApiDocument } from './tidyDocument.ts'

const toJson = createJsonSchemaTransform({ skipList: [] })

/** What `@fastify/swagger` needs to know. */
export const documentOptions = (version: string): FastifyDynamicSwaggerOptions => ({
  openapi: {
    openapi: '3.1.0',
    info: { title: 'Quorate', version, license: { name: 'MIT', identifier: 'MIT' }, description: guide },
    servers: [{ url: '/', description: 'the gateway that served this document' }],
    tags: [...tags],
    components: { securitySchemes },
  },
  transform(given) {
    const { schema, url } = toJson(given)
    const { method } = given.route
    if (schema['hide'] === true) return { schema, url }
    const allow = ruleOf(given.route.config?.allow)
    const description = [schema.description, askedBy(allow)].filter((text) => text !== undefined).join('\n\n')
    const operationId = schema.operationId ?? operationIdOf(typeof method === 'string' ? method : method.join('-'), url)
    return { schema: { ...schema, operationId, description, security: securityOf(allow) }, url }
  },
  transformObject(given) {
    // the library hands on what it was given, with schemas
    const made = tidyDocument(jsonSchemaTransformObject(given) as unknown as ApiDocument)
    for (const [name, schema] of Object.entries(made.components['schemas'] ?? {}))
      if (name in examples) Object.assign(schema as object, { examples: [examples[name]] })
    return made as never
  },
})

type Security = NonNullable<NonNullable<FastifyDynamicSwaggerOptions['openapi']>['security']>

const bySignature = { botSigner: [], botTimestamp: [], botNonce: [], botSignature: [] }
const byKey = { apiKey: [] }
const bySession = { session: [] }

function securityOf(allow: Allow | undefined): Security {
  if (allow === 'anyone') return []
  if (allow === 'signed') return [bySignature]
  return allow?.bots === true ? [byKey, bySession, bySignature] : [byKey, bySession]
}

function askedBy(allow: Allow | undefined): string {
  if (allow === 'anyone') return 'For anyone.'
  if (allow === 'signed') return 'For bots, by the signature of this very request.'
  const role = allow?.role ?? 'admin'
  return `For the role \`${role}\`${role === 'admin' ? '' : ' and those above it'}${allow?.bots === true ? ', and for bots of the fund by their signature' : ''}.`
}

/** `GET /api/v1/funds/:fundId/claims` → `getFundsClaims`; a parameter counts where it ends the path. */
function operationIdOf(method: string, url: string): string {
  const parts = url.split('/').filter((part) => part !== '' && part !== 'api' && part !== 'v1')
  const words = parts
    .filter((part, at) => !part.startsWith(':') || at === parts.length - 1)
    .flatMap((part) => (part.startsWith(':') ? ['by', part.slice(1)] : part.split(/\W/)))
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}
