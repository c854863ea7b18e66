// The bot at a moment: asked one at a time, the newest wish next, so that a finger on the scrubber does not pile up questions.
import { useEffect, useRef, useState } from 'react'
import { askedOf, Refusal } from '#console/data/api.ts'
import type { Moment } from './botShapes.ts'

const keptMax = 400
const kept = new Map<string, Moment>()

/** The last moment that was answered, which may still be another one than was asked for. */
export interface MomentView {
  readonly moment: Moment | undefined
  readonly refusal: Refusal | undefined
}

/** @param seq undefined: nothing is asked */
export function useMoment(address: string, seq: number | undefined): MomentView {
  const [view, setView] = useState<MomentView>({ moment: undefined, refusal: undefined })
  const wish = useRef<string>(undefined)
  const isAsking = useRef(false)
  const path = seq === undefined ? undefined : `/api/v1/bots/${encodeURIComponent(address)}/turns/${seq}`
  useEffect(() => {
    wish.current = path
    if (path !== undefined && !isAsking.current) void next()
    async function next(): Promise<void> {
      isAsking.current = true
      let asked: string | undefined
      while (wish.current !== undefined && wish.current !== asked) {
        asked = wish.current
        setView(await answered(asked))
      }
      isAsking.current = false
    }
  }, [path])
  return path === undefined ? nothing : view
}

const nothing: MomentView = { moment: undefined, refusal: undefined }

async function answered(path: string): Promise<MomentView> {
  const there = kept.get(path)
  if (there !== undefined) return { moment: there, refusal: undefined }
  try {
    const moment = await askedOf<Moment>(path)
    kept.set(path, moment)
    const [oldest] = kept.keys()
    if (kept.size > keptMax && oldest !== undefined) kept.delete(oldest)
    return { moment, refusal: undefined }
  } catch (failure) {
    if (failure instanceof Refusal) return { moment: undefined, refusal: failure }
    throw failure
  }
}
