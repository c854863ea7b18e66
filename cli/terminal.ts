// Where a command's words go: the two output streams, their colours and their width.
import { once } from 'node:events'
import { colourStyle, plainStyle, type Style } from '#chat/commands/style.ts'

export interface Terminal {
  readonly style: Style
  readonly errorStyle: Style
  /** Is a person in front of it, who can answer a question? */
  readonly interactive: boolean
  /** One line to the standard output; waits while the reader is slow. */
  say(line: string): Promise<void>
  complain(line: string): void
  /** Aborts when the reader of the output is gone (EPIPE). */
  readonly gone: AbortSignal
}

interface Streams {
  readonly stdin: { readonly isTTY?: boolean }
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
}

/** Tables are made for this width when nobody says otherwise. */
const widthDefault = 80
/** Wider lines are hard to read. */
const widthMax = 140

/** Colours only for a terminal, and never when NO_COLOR is set (no-color.org). */
export function openTerminal(streams: Streams = process, environment: NodeJS.ProcessEnv = process.env): Terminal {
  const gone = new AbortController()
  for (const stream of [streams.stdout, streams.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // the reader closed the pipe, as `head` does: the normal end of a long answer, no failure
      if (error.code === 'EPIPE') gone.abort()
      else throw error
    })
  }
  return {
    style: styleOf(streams.stdout, environment),
    errorStyle: styleOf(streams.stderr, environment),
    interactive: streams.stdin.isTTY === true && streams.stdout.isTTY,
    gone: gone.signal,
    async say(line) {
      if (gone.signal.aborted || streams.stdout.write(`${line}\n`)) return
      // 'error' would reject too, but the listener above has already judged it
      await once(streams.stdout, 'drain', { signal: gone.signal }).catch(() => undefined)
    },
    complain(line) {
      if (!gone.signal.aborted) streams.stderr.write(`${line}\n`)
    },
  }
}

function styleOf(stream: NodeJS.WriteStream, environment: NodeJS.ProcessEnv): Style {
  const noColour = environment['NO_COLOR'] !== undefined && environment['NO_COLOR'] !== ''
  if (!stream.isTTY || noColour || environment['TERM'] === 'dumb') return plainStyle(widthDefault)
  return colourStyle(Math.min(widthMax, stream.columns ?? widthDefault))
}
