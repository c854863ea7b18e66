// A bot's address, a hash or an account: short enough to read, whole to copy.
import { Copy, CopyCheck } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { shortened } from './shortened.ts'

const copiedMs = 1_500

/** Shown short, copied whole. */
export function Address({ text }: { readonly text: string }): ReactNode {
  const [isCopied, setIsCopied] = useState(false)
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text)
    setIsCopied(true)
    setTimeout(() => setIsCopied(false), copiedMs)
  }
  const Icon = isCopied ? CopyCheck : Copy
  return (
    <span className="address">
      <code title={text}>{shortened(text)}</code>
      <button type="button" className="icon small" onClick={() => void copy()} aria-label={isCopied ? 'Copied' : `Copy ${text}`}>
        <Icon aria-hidden />
      </button>
    </span>
  )
}
