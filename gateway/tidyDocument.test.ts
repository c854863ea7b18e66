import { expect, test } from 'vitest'
import { tidyDocument, type ApiDocument } from './tidyDocument.ts'

const refer = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const json = (schema: unknown) => ({ 'application/json': { schema } })
const refused = { description: 'Not there.', content: json(refer('Error')) }
const name = { type: 'string' }
const operation = (change: object): object => ({ operationId: 'a', responses: { 404: refused, 413: refused }, ...change })

/** Two operations that share a parameter and a refusal; `Pet` comes in and goes out, `Visit` only comes in. */
const given = {
  openapi: '3.1.0',
  info: { title: 't', version: '1' },
  paths: {
    '/a/{id}': {
      get: operation({
        parameters: [
          { in: 'header', name: 'if-match', schema: name, description: 'tag' },
          { in: 'path', name: 'pet-id', schema: refer('Name'), required: true },
        ],
        responses: {
          200: { description: 'Default Response', content: json(refer('Pet')) },
          404: refused,
          413: refused,
          503: refused,
        },
      }),
      post: operation({
        parameters: [{ in: 'path', name: 'pet-id', schema: refer('Name'), required: true }],
        requestBody: { content: json({ anyOf: [refer('PetInput'), refer('VisitInput')] }) },
      }),
    },
  },
  components: {
    schemas: {
      Pet: {
        type: 'object',
        description: 'A pet.',
        properties: { name: refer('Name'), age: { minimum: Number.MIN_SAFE_INTEGER } },
      },
      PetInput: {
        type: 'object',
        description: 'A pet.',
        properties: { name: refer('NameInput'), age: { minimum: Number.MIN_SAFE_INTEGER } },
      },
      Name: { ...name, description: 'Its name.' },
      NameInput: { ...name, description: 'Its name.' },
      Visit: { type: 'object', additionalProperties: false },
      VisitInput: { type: 'object' },
      Unused: {},
      UnusedInput: {},
      Error: { type: 'object' },
      ErrorInput: { type: 'object' },
    },
  },
} as unknown as ApiDocument

test('what comes in as it goes out has one name, what only comes in the plain one, what nobody uses none', () => {
  const { schemas } = tidyDocument(given).components
  expect(Object.keys(schemas ?? {})).toEqual(['Error', 'Name', 'Pet', 'Visit'])
  expect(schemas).toMatchObject({ Pet: { properties: { name: refer('Name'), age: {} } }, Visit: { type: 'object' } })
  expect(schemas?.['Visit']).not.toHaveProperty('additionalProperties')
})

test('two that differ keep both names', () => {
  const differs = structuredClone(given) as unknown as { components: { schemas: Record<string, object> } }
  differs.components.schemas['NameInput'] = { type: 'number' }
  const { schemas } = tidyDocument(differs as unknown as ApiDocument).components
  // a pet that holds one that differs differs too
  expect(Object.keys(schemas ?? {})).toEqual(['Error', 'Name', 'NameInput', 'Pet', 'PetInput', 'Visit'])
})

test('what stands in several places has a name: refusals by their status, parameters by their own', () => {
  const { paths, components } = tidyDocument(given)
  expect(components['responses']).toEqual({ NotFound: refused })
  expect(Object.keys(components['parameters'] ?? {})).toEqual(['petId'])
  expect(paths['/a/{id}']?.['get']?.parameters).toEqual([
    { $ref: '#/components/parameters/petId' },
    { in: 'header', name: 'if-match', schema: name, description: 'tag' },
  ])
  expect(paths['/a/{id}']?.['post']?.responses).toMatchObject({ 404: { $ref: '#/components/responses/NotFound' } })
})

test('an answer is described by its schema, a parameter too; waiting has a header; without a body none is too large', () => {
  const { paths, components } = tidyDocument(given)
  const { responses } = paths['/a/{id}']?.['get'] ?? { responses: {} }
  expect(responses).toMatchObject({ 200: { description: 'A pet.' }, 503: { headers: { 'Retry-After': {} } } })
  expect(responses).not.toHaveProperty('413')
  expect(components['parameters']?.['petId']).toMatchObject({ description: 'Its name.' })
})

test('what was given stays as it was', () => {
  const before = structuredClone(given)
  tidyDocument(given)
  expect(given).toEqual(before)
})
