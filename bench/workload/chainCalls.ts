// Records every JSON-RPC call that this process makes: when it began and how long it took.

export interface ChainCall {
  readonly method: string
  /** ms since the epoch, to compare with a fact's time */
  readonly begun: number
  readonly ms: number
}

/** Watches the global fetch, which the chain clients use; call it before any client is made. Returns what was seen. */
export function watchChainCalls(): readonly ChainCall[] {
  const seen: ChainCall[] = []
  const original = globalThis.fetch
  globalThis.fetch = async (...args) => {
    const begun = performance.timeOrigin + performance.now()
    const answer = await original(...args)
    // the body counts: viem reads it whole before it goes on
    const body = await answer.arrayBuffer()
    seen.push({ method: methodOf(args[1]?.body), begun, ms: performance.timeOrigin + performance.now() - begun })
    return new Response(body, { status: answer.status, headers: answer.headers })
  }
  return seen
}

function methodOf(body: unknown): string {
  try {
    const request = JSON.parse(String(body)) as { method?: string }
    return request.method ?? 'batch'
  } catch {
    return 'unknown'
  }
}
