// docs/contracts-gas.md, from the figures.
import { gasTable, ratioTable, type GasFigures } from './gasFigures.ts'

/** The whole page. */
export const gasPage = (figures: GasFigures): string => `# What the contracts cost

Gas of whole transactions: 21,000, calldata and cold storage included, in funds all of whose members sign, with a venue that
swaps at a fixed price (a real pool adds its own gas to \`executeIntent\`). Taken by \`contracts/test/Gas.t.sol\`; renewed by
\`node scripts/contractGas.ts\`; \`npm test\` fails when a figure is no longer true. "First" is a verifier's first signature in
a book, which writes a fresh word of nonces; "again" is each of the 255 that follow in that word.

${gasTable(figures)}

## Ten signatures against bare recovery and storage

\`contracts/test/mocks/BareRecover.sol\` takes the same calldata, recovers ten signers and writes the same words: one of nonces
for each signer, two of the tally, the intent's own. It reads no set, hashes no digest and tells nobody. The test allows 1.3.

${ratioTable(figures)}

## What dominates

Of ten signatures that follow others (the harder case), in round numbers: 47,000 is the transaction and its calldata;
72,000 writes (ten words of nonces, two fresh ones of the tally, the approval); 27,000 reads those words cold; 30,000
recovers; 24,000 tells the world, one event a signer; 7,000 finds and reads the set; the rest, some 38,000, is computing.
The first time a fresh word of nonces costs 17,100 more a signer, on both sides.

## What was tried

| change | ten signatures, again |
| --- | ---: |
| before: a set in three slots a member, each asked for by a call for each signature | 423,971 |
| a set as the code of one account, read once; times of 40 bits, so that ten signers need two words and not four; all that attesting needs of an intent in one word | 299,268 |
| one encoding for the batch, of which each item replaces the end; the place of a nonce worked out once; OpenZeppelin's reports of bad signatures left out | 269,426 |
| what is open in one word of the set, and its members read by the book itself and not through the ABI | 258,328 |
| the expected member looked at first, before the search by halves; the head of an item copied in one go | 246,900 |
| the word of nonces read once | 246,372 |

Not done: one event for a whole batch (20,000 less; who listens for \`IntentAttested\` would hear nothing); compiling through
the intermediate representation (three times slower to compile, for tests that are no longer of the same code).
`
