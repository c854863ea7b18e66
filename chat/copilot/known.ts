// What a sentence may name: the tokens, funds, spenders and chains of this instance. Nothing else has a name here.

/** What is registered here, as the router is given it. */
export interface Known {
  readonly tokens: readonly { readonly symbol: string; readonly address: string }[]
  readonly funds: readonly string[]
  readonly spenders: readonly { readonly name: string; readonly address: string }[]
  readonly chains: readonly { readonly name: string; readonly id: number }[]
}

/** The chain's own coin: it has no contract, so no list of tokens holds it, and a token that calls itself so is not it. */
export const nativeSymbol = 'ETH'
/** What wrapping makes of it. */
export const wrappedSymbol = `W${nativeSymbol}`
