// The OpenAPI document as a page to read: plain HTML and one style sheet, no script, nothing from elsewhere. It is made from
// the document once and works without a network.
import { micromark } from 'micromark'
import { gfmTable, gfmTableHtml } from 'micromark-extension-gfm-table'
import type { ApiDocument, ApiOperation } from './tidyDocument.ts'

/** Whatever the document has where a schema, a parameter, a response or a proof stands: the members that are shown. */
interface Schema {
  readonly $ref?: string
  readonly name?: string
  readonly in?: string
  readonly description?: string
  readonly type?: string
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly maxLength?: number
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly items?: Schema
  readonly schema?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  /** A list of properties, or of a parameter whether it must be there. */
  readonly required?: readonly string[] | boolean
  readonly examples?: readonly unknown[]
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>
}

/** Markdown of our own words; HTML in it is shown, not obeyed. */
const prose = (text: string): string => micromark(text, { extensions: [gfmTable()], htmlExtensions: [gfmTableHtml()] })
const plain = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** The whole page. */
export function docsPage(document: ApiDocument): string {
  const groups = (document.tags ?? []).map((tag) => ({ ...tag, operations: operationsOf(document, tag.name) }))
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${plain(document.info.title)} API ${plain(document.info.version)}</title>
<link rel="stylesheet" href="/docs/page.css">
</head>
<body>
<a class="skip" href="#content">To the content</a>
<header><strong>${plain(document.info.title)}</strong> <span>API ${plain(document.info.version)}</span> <a href="/openapi.json">openapi.json</a></header>
<nav aria-label="Contents">
<a href="#about">About</a>
${groups.map(({ name, operations }) => `<details open><summary>${plain(name)}</summary>\n${operations.map(({ id, method, path }) => `<a href="#${plain(id)}"><b class="${method}">${method}</b> ${plain(path.replace('/api/v1', ''))}</a>`).join('\n')}</details>`).join('\n')}
<details open><summary>schemas</summary>
${Object.keys(document.components['schemas'] ?? {})
  .map((name) => `<a href="#schema-${plain(name)}">${plain(name)}</a>`)
  .join('\n')}</details>
</nav>
<main id="content">
<section id="about"><h1>${plain(document.info.title)} API</h1>${prose(document.info.description ?? '')}</section>
<section id="proof"><h2>Proofs</h2>${Object.entries(document.components['securitySchemes'] ?? {})
    .map(([name, scheme]) => `<article><h3>${plain(name)}</h3>${prose((scheme as Schema).description ?? '')}</article>`)
    .join('')}</section>
${groups.map(({ name, description = '', operations }) => `<section><h2>${plain(name)}</h2>${prose(description)}${operations.map((one) => operationPart(document, one)).join('\n')}</section>`).join('\n')}
<section><h2>schemas</h2>
${Object.entries(document.components['schemas'] ?? {})
  .map(([name, schema]) => `<article id="schema-${plain(name)}"><h3>${plain(name)}</h3>${schemaPart(schema as Schema)}</article>`)
  .join('\n')}
</section>
</main>
</body>
</html>
`
}

interface Shown {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly operation: ApiOperation
}

function operationsOf(document: ApiDocument, tag: string): readonly Shown[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation.tags.includes(tag))
      .map(([method, operation]) => ({ id: operation.operationId, method, path, operation })),
  )
}

function operationPart(document: ApiDocument, { id, method, path, operation }: Shown): string {
  const parameters = (operation.parameters ?? []).map((one) => followed(document, one as Schema))
  const proofs = (operation.security ?? []).map((one) => Object.keys(one).join(' + '))
  const body = (operation.requestBody as { content?: Record<string, { schema: Schema }> } | undefined)?.content
  return `<article id="${plain(id)}">
<h3>${plain(operation.summary)}</h3>
<p class="call"><b class="${method}">${method}</b> <code>${plain(path)}</code></p>
${prose(operation.description)}
<p class="proof">${proofs.length === 0 ? 'No proof.' : `Proof: ${proofs.map((one) => `<code>${plain(one)}</code>`).join(' or ')}`}</p>
${
  parameters.length === 0
    ? ''
    : table(
        ['parameter', 'in', 'type', ''],
        parameters.map((one) => [
          `<code>${plain(one.name ?? '')}</code>${one.required === true ? ' *' : ''}`,
          plain(one.in ?? ''),
          typeOf(one.schema ?? {}),
          prose(one.description ?? ''),
        ]),
      )
}
${Object.entries(body ?? {})
  .map(([kind, { schema }]) => `<h4>Body <small>${plain(kind)}</small></h4>${schemaPart(schema)}`)
  .join('')}
<details><summary>Answers: ${Object.keys(operation.responses).join(', ')}</summary>
${table(
  ['status', 'type', ''],
  Object.entries(operation.responses).map(([status, one]) => answerRow(status, followed(document, one as Schema))),
)}</details>
</article>`
}

function answerRow(status: string, response: Schema): readonly string[] {
  const kinds = Object.entries(response.content ?? {})
  return [
    status,
    kinds.map(([kind, { schema }]) => (schema === undefined ? plain(kind) : typeOf(schema))).join(' or '),
    prose(response.description ?? ''),
  ]
}

/** Its properties as a table, or its type. */
function schemaPart(schema: Schema): string {
  const { description, properties, required, examples } = schema
  const needed = typeof required === 'object' ? required : []
  const rows = Object.entries(properties ?? {}).map(([name, inner]) => [
    `<code>${plain(name)}</code>${needed.includes(name) ? ' *' : ''}`,
    typeOf(inner),
    prose(inner.description ?? ''),
  ])
  return [
    description === undefined ? '' : prose(description),
    rows.length > 0 ? table(['property', 'type', ''], rows) : `<p>${typeOf(schema)}</p>`,
    examples !== undefined
      ? `<details><summary>Example</summary><pre><code>${plain(typeof examples[0] === 'string' ? examples[0] : JSON.stringify(examples[0], null, 2))}</code></pre></details>`
      : '',
  ].join('')
}

function typeOf(schema: Schema): string {
  const { $ref, anyOf, oneOf, type, enum: some, const: only, pattern, items, minimum, maximum, maxLength } = schema
  if (typeof $ref === 'string') {
    const name = plain($ref.split('/').at(-1) ?? '')
    return `<a href="#schema-${name}">${name}</a>`
  }
  const several = anyOf ?? oneOf
  if (several !== undefined) return several.map(typeOf).join(' or ')
  if (only !== undefined) return `<code>${plain(JSON.stringify(only))}</code>`
  if (some !== undefined) return some.map((one) => `<code>${plain(String(one))}</code>`).join(' ')
  if (type === 'array') return `list of ${typeOf(items ?? {})}`
  const bounds = [
    ...(minimum === undefined ? [] : [`from ${minimum}`]),
    ...(maximum === undefined ? [] : [`to ${maximum}`]),
    ...(maxLength === undefined ? [] : [`at most ${maxLength} characters`]),
    ...(typeof pattern === 'string' ? [`<code>${plain(pattern)}</code>`] : []),
  ]
  return [plain(typeof type === 'string' ? type : 'any JSON'), ...bounds].join(', ')
}

const table = (titles: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<div class="wide"><table><thead><tr>${titles.map((title) => `<th scope="col">${title}</th>`).join('')}</tr></thead><tbody>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n')}</tbody></table></div>`

function followed(document: ApiDocument, value: Schema): Schema {
  const { $ref } = value
  if (typeof $ref !== 'string') return value
  const [, , kind = '', name = ''] = $ref.split('/')
  return (document.components[kind]?.[name] ?? {}) as Schema
}
