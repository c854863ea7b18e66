// The types of the typed client, made from the OpenAPI document by openapi-typescript. That program writes TypeScript with
// the compiler's JavaScript interface, which TypeScript 7 does not have: it is led to the one that ts-morph carries.
import { registerHooks } from 'node:module'
import type { ApiDocument } from '#gateway/tidyDocument.ts'

const compiler = new URL('compilerInterface.ts', import.meta.url).href

/** TypeScript that declares `paths`, `components` and `operations`. */
export async function apiTypes(document: ApiDocument): Promise<string> {
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'typescript' ? { url: compiler, shortCircuit: true } : next(specifier, context),
  })
  try {
    const { default: openApiTypescript, astToString } = await import('openapi-typescript')
    // it reads any JSON that is an OpenAPI document
    const made = await openApiTypescript(structuredClone(document) as never, { alphabetize: true, emptyObjectsUnknown: true })
    return `${head}${astToString(made)}`
  } finally {
    hooks.deregister()
  }
}

const head = `// Generated from the gateway's OpenAPI document by \`node scripts/openapi.ts\`; do not edit by hand.\n`
