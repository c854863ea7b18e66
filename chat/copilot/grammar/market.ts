// Ways to ask what something costs and what can be traded. Nothing here does anything.
import type { Phrasing } from './phrasing.ts'

const would = '(do i|would i|will i|can i|could i|do you|would you)'

/** Questions about the market. */
export const market: readonly Phrasing<'price' | 'quote' | 'tokens' | 'gas'>[] = [
  {
    kind: 'price',
    forms: [
      { form: '(price|rate) [(for|in)] [{token}] [(in|to|against) {tokenOut}]', example: 'price of WETH' },
      { form: '{token} price [in {tokenOut}]', example: 'WETH price in USDC' },
      { form: 'how much is {token} [worth] [in {tokenOut}]', example: 'how much is WETH?' },
      { form: '[what is] {token} (worth|trading at) [in {tokenOut}]', example: 'what is WETH worth' },
      { form: '(what|how much) does {token} cost [in {tokenOut}]', example: 'what does WETH cost' },
    ],
  },
  {
    kind: 'quote',
    forms: [
      {
        form: `how much {tokenOut} [${would}] [(get|receive|buy)] (for|with|from) {amountIn} {tokenIn}`,
        example: 'how much WETH do I get for 250 USDC',
      },
      { form: 'how much {tokenOut} (is|are|for) {amountIn} {tokenIn} [worth]', example: 'how much USDC is 2 WETH worth?' },
      { form: 'how much is {amountIn} {tokenIn} [worth] in {tokenOut}', example: 'how much is 2 WETH in USDC' },
      { form: '[what is] {amountIn} {tokenIn} [worth] in {tokenOut}', example: '250 USDC in WETH' },
      {
        form: `what ${would} (get|receive) for {amountIn} {tokenIn} [in {tokenOut}]`,
        example: 'what would I get for 250 USDC in WETH?',
      },
      { form: 'quote [for] {amountIn} {tokenIn} [(to|in|for|into) {tokenOut}]', example: 'quote 250 USDC to WETH' },
      { form: 'quote [for] [{tokenIn} (to|in|for|into) {tokenOut}]', example: 'quote USDC to WETH' },
      {
        form: `how much {tokenIn} ${would} need (for|to buy|to get) {amountOut} {tokenOut}`,
        example: 'how much USDC do I need for 0.1 WETH',
      },
      {
        form: 'how much {tokenIn} (does|do|would|will) {amountOut} {tokenOut} cost',
        example: 'how much USDC does 0.1 WETH cost?',
      },
    ],
  },
  {
    kind: 'tokens',
    forms: [
      {
        form: 'what [(tokens|coins|assets|pairs)] (can|may|could) i (trade|swap|buy|sell|send|use) [here]',
        example: 'what can I trade here',
      },
      {
        form: 'which (tokens|coins|assets|pairs) (can|may|could) i (trade|swap|buy|sell|send|use) [here]',
        example: 'which tokens can I swap?',
      },
      {
        form: '(what|which) (tokens|coins|assets|pairs) (are|is) (there|allowed|supported|known|available|listed) [here]',
        example: 'which tokens are allowed?',
      },
      { form: '(what|which) (tokens|coins|assets) do you (know|support|have)', example: 'what tokens do you know' },
      { form: '[allowed] (tokens|token list|allowlist)', example: 'list the tokens' },
    ],
  },
  {
    kind: 'gas',
    forms: [
      { form: 'gas [(price|prices|fee|fees|cost|costs)]', example: 'gas price' },
      { form: '(how much|how expensive|how high) is gas [(price|fee)]', example: 'how much is gas right now?' },
      { form: '(what|how much) does gas cost', example: 'what does gas cost' },
      { form: '(fees|network fees)', example: 'what are the fees?' },
    ],
  },
]
