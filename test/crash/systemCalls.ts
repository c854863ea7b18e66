// Reads what strace wrote of a process: its writes and syncs of segments, and what it said on its standard output.
import { isSegment, sealedThrough, type Traced } from './syncTrace.ts'

/** The calls that must be traced, for strace's `-e trace=`. */
export const tracedCalls = 'openat,write,writev,pwrite64,pwritev,fdatasync,fsync'

interface Call {
  readonly name: string
  readonly args: string
  readonly begun: number
  readonly ended: number
}

/** @param text lines of `strace -f -y -s <large>`, each with its thread's number first */
export function readSystemCalls(text: string): readonly Traced[] {
  const writtenThrough = new Set<string>()
  return callsIn(text).flatMap(({ name, args, begun, ended }): readonly Traced[] => {
    const [, fd = '', path = ''] = /^(\d+)<([^>]*)>/.exec(args) ?? []
    if (name === 'fdatasync' || name === 'fsync') return [{ what: 'synced', path, begun, ended }]
    if (name === 'openat') {
      const given = / = (\d+)/.exec(args)?.[1] ?? ''
      if (args.includes('O_DSYNC')) writtenThrough.add(given)
      else writtenThrough.delete(given)
      const opened = /"([^"]*)", ([A-Z_|]+)/.exec(args)
      const isNew = opened !== null && (opened[2] ?? '').includes('O_CREAT') && isSegment(opened[1] ?? '')
      return isNew ? [{ what: 'made', path: opened[1] ?? '', ended }] : []
    }
    const plain = args.replaceAll('\\"', '"')
    const told = /^1<[^>]*>, "acknowledged (\d+)/.exec(plain)
    if (told !== null) return [{ what: 'acknowledged', seq: Number(told[1]), begun }]
    const through = isSegment(path) ? sealedThrough(plain) : undefined
    if (through === undefined) return []
    const written = { what: 'written', path, through, ended } as const
    // a sync of its own, which stands between this line and the next
    const itsSync = { what: 'synced', path, begun: ended + 0.25, ended: ended + 0.5 } as const
    return writtenThrough.has(fd) ? [written, itsSync] : [written]
  })
}

/** Whole calls in the order they ended; a call that another thread's line cut in two is put together again. */
function callsIn(text: string): readonly Call[] {
  const open = new Map<string, { readonly name: string; readonly args: string; readonly begun: number }>()
  const calls: Call[] = []
  for (const [at, line] of text.split('\n').entries()) {
    const thread = /^\d+/.exec(line)?.[0] ?? ''
    const resumed = /^\d+\s+<\.\.\. (\w+) resumed>/.exec(line)
    const begun = /^\d+\s+(\w+)\(([^]*)$/.exec(line)
    if (resumed !== null) {
      const first = open.get(thread)
      if (first !== undefined && / = \d+/.test(line)) calls.push({ ...first, ended: at })
      open.delete(thread)
    } else if (begun !== null) {
      const [, name = '', args = ''] = begun
      if (args.endsWith('<unfinished ...>')) open.set(thread, { name, args, begun: at })
      else if (/ = \d+/.test(args)) calls.push({ name, args, begun: at, ended: at })
    }
  }
  return calls
}
