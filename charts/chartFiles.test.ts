import { expect, test } from 'vitest'
import { chartFiles } from './chartFiles.ts'
import { exampleMachine, oddMachine } from './fixtures.ts'

test('equal machines give equal bytes, in order of their names', async () => {
  const one = await chartFiles({ executor: exampleMachine, odd: oddMachine })
  const other = await chartFiles({ odd: oddMachine, executor: exampleMachine })
  expect([...one.keys()]).toEqual(['executor.svg', 'executor.mmd', 'odd.svg', 'odd.mmd', 'README.md'])
  expect([...other]).toEqual([...one])
})

test('a layout engine that fails still leaves a picture, a text and a page', async () => {
  const files = await chartFiles(
    { executor: exampleMachine },
    { layout: () => Promise.reject(new Error('the engine is broken')) },
  )
  expect(files.get('executor.svg')).toContain('idle')
  expect(files.get('README.md')).toContain('| `idle` | Nothing to do. |')
})
