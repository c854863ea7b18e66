// Something that a person does: asked once, however often it is sent. A key names the attempt; what failed on the way is
// sent again under the same key, so that it is done once.
import { useState } from 'react'
import { Refusal } from './api.ts'

interface Deed<Done> {
  readonly isBusy: boolean
  readonly done: Done | undefined
  readonly refusal: Refusal | undefined
  /** Does it; the same words under the same key until they were answered. */
  readonly run: (words: string, send: (key: string) => Promise<Done>) => void
  readonly forget: () => void
}

interface State<Done> {
  readonly isBusy: boolean
  readonly done?: Done
  readonly refusal?: Refusal
  /** Of the attempt whose answer never came. */
  readonly open?: { readonly words: string; readonly key: string }
}

/** One at a time. */
export function useDeed<Done>(): Deed<Done> {
  const [state, setState] = useState<State<Done>>({ isBusy: false })
  const run: Deed<Done>['run'] = (words, send) => {
    if (state.isBusy) return
    const key = state.open?.words === words ? state.open.key : newKey()
    setState({ isBusy: true, open: { words, key } })
    send(key).then(
      (done) => setState({ isBusy: false, done }),
      (failure: unknown) => {
        if (!(failure instanceof Refusal)) throw failure
        // nobody answered: it may have been done, and is asked under the same key again
        setState({ isBusy: false, refusal: failure, ...(failure.status === 0 && { open: { words, key } }) })
      },
    )
  }
  return { isBusy: state.isBusy, done: state.done, refusal: state.refusal, run, forget: () => setState({ isBusy: false }) }
}

const keyBytes = 16

/** 128 random bits: `crypto.randomUUID` is not there for a page that came without TLS from another machine. */
const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(keyBytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
