// Secrets come in by a prompt that shows nothing, or by a file descriptor; never by an argument, which every process sees.
import { readSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { QuorateError } from '#protocol/errors.ts'
import { passwordIn } from '#integrations/keys/keystorePassword.ts'

/** A password or a key is a line. */
const bytesMax = 4_096

/** Where a person is asked. */
export interface SecretStreams {
  readonly input: NodeJS.ReadableStream
  readonly output: NodeJS.WritableStream
}

/** Asks; what is typed is not shown. */
export async function askSecret(
  question: string,
  { input, output }: SecretStreams = { input: process.stdin, output: process.stderr },
): Promise<string> {
  output.write(`${question}: `)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const asked = createInterface({ input, output: silent, terminal: true })
  try {
    return await asked.question('')
  } finally {
    asked.close()
    output.write('\n')
  }
}

/** The first line of what a file descriptor gives. @throws PASSWORD_REFUSED */
export function secretFrom(fd: number): string {
  try {
    const bytes = Buffer.alloc(bytesMax + 1)
    let length = 0
    for (let read = -1; read !== 0 && length < bytes.length; length += read)
      read = readSync(fd, bytes, length, bytes.length - length, null)
    if (length > bytesMax) throw new Error(`it gives more than ${bytesMax} bytes`)
    return passwordIn(bytes.toString('utf8', 0, length))
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException // fs errors carry a code, ours none
    throw new QuorateError('PASSWORD_REFUSED', { problem: `file descriptor ${fd}: ${code ?? 'it gives too much'}` })
  }
}
