import { readFileSync } from 'node:fs'
import { defineConfig } from 'oxlint'
import { layers, restrictedImports } from './scripts/layers.ts'

// package.json is read here so that a new dependency is closed to every folder until its row opens it
const manifest = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as Record<
  string,
  Record<string, string>
>
const dependencies = Object.keys({ ...manifest['dependencies'], ...manifest['devDependencies'] })

const tests = ['**/*.test.ts', '**/fixtures.ts', '**/*Fixtures.ts', '**/fixtures/**', '**/arbitraries.ts', '**/testing/**']
const worldly = [
  'process',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'performance',
  'crypto',
  'console',
]

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'promise', 'vitest', 'react', 'jsx-a11y'],
  ignorePatterns: [
    'node_modules',
    'coverage',
    '.runtime',
    'artifacts',
    'cache',
    'protocol/abi/**',
    'protocol/bytecode/**',
    'client/apiTypes.ts',
    'console/dist*',
  ],
  categories: { correctness: 'error', suspicious: 'error' },
  rules: {
    'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
    'max-lines-per-function': ['error', { max: 70, IIFEs: true }],
    'no-console': 'error',
    'no-empty': 'error',
    eqeqeq: 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/explicit-module-boundary-types': 'error',
    'typescript/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    'typescript/only-throw-error': ['error', { allowRethrowing: true, allowThrowingUnknown: true }],
    'typescript/no-non-null-assertion': 'error',
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    'typescript/no-misused-promises': 'error',
    'import/no-cycle': ['error', { ignoreTypes: false }],
    'import/no-default-export': 'error',
    'oxc/no-barrel-file': ['error', { threshold: 0 }],
    'vitest/no-focused-tests': 'error',
    'vitest/no-disabled-tests': 'error',
    'vitest/expect-expect': 'off',
    // every use needs a comment instead (docs/adr), which no rule can read
    'typescript/no-unsafe-type-assertion': 'off',
    // it calls assertions idle on which inference depends, such as `context: { got: null as unknown }`
    'typescript/no-unnecessary-type-assertion': 'off',
    'import/no-named-as-default-member': 'off',
    'unicorn/consistent-function-scoping': 'off',
    // threads here are Node's, which know no origin
    'unicorn/require-post-message-target-origin': 'off',
    'no-control-regex': 'off',
    // the compiler proves a switch exhaustive; interfaces here are written with method shorthand
    'typescript/consistent-return': 'off',
    'typescript/unbound-method': 'off',
    'promise/always-return': 'off',
    'no-underscore-dangle': 'off',
    // JSX compiles to imports of its own
    'react/react-in-jsx-scope': 'off',
    // what is asked of the daemon begins in an effect, and says at once that it is under way
    'react/set-state-in-effect': 'off',
    // for the React compiler, which is not used
    'react/incompatible-library': 'off',
    // an effect may be begun again by what it does not read: a count, a newer turn
    'react/exhaustive-effect-dependencies': 'off',
    // rows of a list of thousands are placed one by one, which a table's own elements do not allow
    'jsx-a11y/prefer-tag-over-role': 'off',
    'vitest/require-to-throw-message': 'off',
  },
  overrides: [
    ...layers.map((layer) => ({
      files: [`${layer.folder}/**/*.{ts,tsx}`],
      excludeFiles: tests,
      rules: {
        'no-restricted-imports': ['error', { patterns: restrictedImports(layer, dependencies) }] as never,
        ...(layer.pure === undefined
          ? {}
          : {
              'no-restricted-globals': ['error', ...worldly] as never,
              'no-restricted-properties': [
                'error',
                { object: 'Math', property: 'random', message: 'randomness arrives in events' },
                { object: 'Date', property: 'now', message: 'time arrives in events' },
              ] as never,
            }),
      },
    })),
    {
      files: ['**/*.test.ts'],
      rules: {
        'max-lines-per-function': 'off',
        // a table of cases is read top to bottom; beyond this it hides what it is about
        'max-lines': ['error', { max: 500 }],
        // a test that trips over undefined fails, which is its business
        'no-unsafe-optional-chaining': 'off',
        'typescript/no-base-to-string': 'off',
      },
    },
    // one table of every code: a second file would be a second place to look
    { files: ['protocol/errors.ts'], rules: { 'max-lines': ['error', { max: 600 }] } },
    // one picture each: what is measured is used by the markup right below, and a piece of it means nothing alone
    {
      files: [
        'console/approvals/decision.tsx',
        'console/incidents/dealing.tsx',
        'console/funds/priceChart.tsx',
        'console/funds/limits.tsx',
        'console/funds/fundPage.tsx',
        'console/trade/steps.ts',
      ],
      rules: { 'max-lines-per-function': ['error', { max: 110 }] },
    },
    // programs for the desk: what they print is their result
    { files: ['bench/**/*.ts', 'scripts/**/*.ts'], rules: { 'no-console': 'off' } },
    // what a page loads for its looks
    {
      files: ['console/**/*.tsx'],
      rules: { 'import/no-unassigned-import': ['error', { allow: ['**/*.css', '@fontsource-variable/*'] }] },
    },
    // Hardhat, Ignition and Vite load a file by its default export
    { files: ['*.config.ts', 'console/vite.config.ts', 'ignition/**/*.ts'], rules: { 'import/no-default-export': 'off' } },
  ],
})
