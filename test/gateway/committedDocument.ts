// The OpenAPI document that is committed; test/gateway/openApi.test.ts proves that it is what the routes say.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ApiDocument } from '#gateway/tidyDocument.ts'
import { root } from '../house/trackedFiles.ts'

/** A fresh copy of it. */
export const committedDocument = (): ApiDocument =>
  JSON.parse(readFileSync(join(root, 'docs/openapi.json'), 'utf8')) as ApiDocument // written by scripts/openapi.ts
