// A bot's address, a hash or an account: short enough to read, whole to copy.
import { Copy, CopyCheck } from 'lucide-react'
import { useState, type ReactNode } from 'react'

const copiedMs = 1_500

/** The first six and the last four signs of a long hex number in it, all else as it is. */
export const shortened = (text: string): string => text.replace(/0x([0-9a-fA-F]{4})[0-9a-fA-F]{8,}([0-9a-fA-F]{4})/g, '0x$1…$2')

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
