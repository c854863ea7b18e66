/** `from` stands exactly once in the file it belongs to; `to` takes its place. What a `from` may look like is told beside `Mutant`. */
export type MutantRow = readonly [from: string, to: string]
