// The moment that a page shows: now, or a sequence number, which also stands in its address.
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { seqOf } from './timeline.ts'

/** Browsers refuse a page that changes its address at every frame. */
const writeAfterMs = 250

/** @returns undefined: now */
export function usePosition(): readonly [seq: number | undefined, go: (seq: number | undefined) => void] {
  const search = useSearch()
  const [path, navigate] = useLocation()
  const linked = seqOf(search)
  const [seq, setSeq] = useState(linked)
  const written = useRef(linked)
  useEffect(() => {
    // a link on the page, or the browser's own back and forth; what this wrote is no news
    if (linked === written.current) return
    written.current = linked
    setSeq(linked)
  }, [linked])
  const write = useEffectEvent(() => {
    written.current = seq
    navigate(seq === undefined ? path : `${path}?seq=${seq}`, { replace: true })
  })
  useEffect(() => {
    if (seq === written.current) return
    const timer = setTimeout(write, writeAfterMs)
    return () => clearTimeout(timer)
  }, [seq])
  return [seq, setSeq]
}
