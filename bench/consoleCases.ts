// The rows of the targets that are measured in a browser: the console over a real gateway and journal.
import type { BenchCase } from './benchCase.ts'

const crowd = 10_000

/** In the order they are run. */
export const consoleCases: readonly BenchCase[] = [
  {
    name: 'console script',
    unit: 'kB',
    about: 'Script that the console’s first page loads into an empty browser, as it comes over the wire.',
    contenders: { quorate: { module: './cases/consoleLoad.ts', options: { bots: 10, measure: 0 } } },
    targets: {},
    limit: { is: 'at most', value: 100 },
    warmUps: 0,
    roundsMax: 1,
  },
  {
    name: 'console first bot',
    unit: 'ms',
    about: 'From the address to the first bot on the screen among 10,000, in an empty browser; against 10 bots.',
    contenders: {
      quorate: { module: './cases/consoleLoad.ts', options: { bots: crowd, measure: 1 } },
      'among 10': { module: './cases/consoleLoad.ts', options: { bots: 10, measure: 1 } },
    },
    targets: {},
    limit: { is: 'at most', value: 2_000 },
  },
  {
    name: 'console layout',
    unit: 'ms',
    about: 'A chart of 36 states laid out by the page’s worker once its code is compiled.',
    contenders: { quorate: { module: './cases/consoleLayout.ts' } },
    targets: {},
    limit: { is: 'at most', value: 150 },
    warmUps: 0,
    roundsMax: 3,
  },
  {
    name: 'console latency',
    unit: 'ms',
    about: 'From the commit of a turn to the frame that shows it, the 99th percentile, at 200 events a second among 10,000 bots.',
    contenders: { quorate: { module: './cases/consoleLive.ts', options: { bots: crowd, measure: 0 } } },
    targets: {},
    limit: { is: 'at most', value: 200 },
    roundsMax: 5,
  },
  {
    name: 'console frames',
    unit: 'ms',
    about: 'The longest time without a frame in ten seconds of 200 events a second among 10,000 bots.',
    contenders: { quorate: { module: './cases/consoleLive.ts', options: { bots: crowd, measure: 1 } } },
    targets: {},
    limit: { is: 'at most', value: 100 },
    roundsMax: 5,
  },
  {
    name: 'console scroll',
    unit: 'ms',
    about: 'The longest time without a frame while 10,000 bots are scrolled through; and how soon a search has its rows.',
    contenders: { quorate: { module: './cases/consoleCrowd.ts', options: { bots: crowd } } },
    targets: {},
    limit: { is: 'at most', value: 100 },
    roundsMax: 5,
  },
  {
    name: 'console memory',
    unit: 'MiB',
    about:
      'What the page’s scripts hold after an hour’s worth of 200 events a second, replayed as fast as it takes them; against before, and half way.',
    contenders: { quorate: { module: './cases/consoleMemory.ts' } },
    targets: { before: { is: 'at most', ratio: 1.5 }, 'half way': { is: 'at most', ratio: 1.1 } },
    warmUps: 0,
    roundsMax: 1,
  },
]
