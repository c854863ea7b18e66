// Writes docs/bench.md and docs/images/bench.svg from the history; with --check it only says whether they are fresh.
// Every run of the benchmark writes them too.
import { staleBenchDocs, writeBenchDocs } from './benchDocs.ts'

if (!process.argv.includes('--check')) writeBenchDocs()
else {
  for (const path of staleBenchDocs()) {
    process.stderr.write(`${path} is not what bench/history.ndjson says; write it anew: node bench/plot.ts\n`)
    process.exitCode = 1
  }
}
