// Ways to ask what one has, what somebody may spend, and how one's runs and the funds are. Nothing here does anything.
import type { Phrasing } from './phrasing.ts'

const run = '(run|swap|transaction|trade|transfer|payment|order|approval|deposit|redemption|withdrawal)'
const last = '[(last|latest|current|recent|this|that)]'
const i = '(do i have|do i own|do i hold|have i|have i got|do i have left|is in wallet|is left)'

/** Questions about what is one's own. */
export const looks: readonly Phrasing<'balance' | 'allowance' | 'funds' | 'run'>[] = [
  {
    kind: 'balance',
    forms: [
      { form: '[wallet] (balance|balances|holdings|portfolio|wallet) [(for|in)] [{token}]', example: "what's my balance" },
      { form: '{token} (balance|holdings)', example: 'show my WETH balance' },
      { form: `(how much|how many) {token} ${i}`, example: 'how much USDC do I have' },
      { form: `(how much|how much money) ${i}`, example: 'how much do I have' },
      { form: '[what] [(tokens|coins|assets)] do i (have|own|hold)', example: 'what do I own' },
      { form: 'do i (have|own|hold) [any] {token}', example: 'do I have any WETH' },
      { form: '(what is|is) in wallet', example: "what's in my wallet" },
    ],
  },
  {
    kind: 'allowance',
    forms: [
      { form: '(what|how much) (may|can|could) {spender} (spend|use|take)', example: 'what may uniswap-v2 spend' },
      { form: 'how much {token} (may|can|could) {spender} (spend|use|take)', example: 'how much USDC can uniswap-v2 spend' },
      { form: '[what is] {spender} allowed to (spend|use|take)', example: 'what is uniswap-v2 allowed to spend' },
      {
        form: '(allowance|allowances|approval|approvals) [(for|to)] [{spender}] [(for|in)] [{token}]',
        example: 'show my allowances',
      },
      { form: '{token} (allowance|allowances|approvals) [(for|to)] [{spender}]', example: 'USDC allowance of uniswap-v2' },
      { form: '{spender} (allowance|allowances) [(for|in)] [{token}]', example: "what is uniswap-v2's allowance for USDC" },
      { form: 'who (may|can|could) (spend|use|take) [{token}]', example: 'who may spend my USDC' },
      {
        form: '[(what|which)] (approvals|allowances) (do i have|are there|have i given|are open)',
        example: 'which approvals have I given',
      },
    ],
  },
  {
    kind: 'funds',
    forms: [
      { form: '(fund|funds|vault|vaults|shares)', example: 'show the funds' },
      { form: '(what|which) (funds|vaults) (are there|do you know|are known)', example: 'which funds are there' },
      { form: '(fund|vault) {fund}', example: 'show fund main' },
      { form: '[what is] in (fund|vault) {fund}', example: "what's in the vault of main" },
      { form: '[what is] in {fund}', example: 'what is in main' },
      { form: 'what does [(fund|vault)] {fund} (hold|own|have)', example: 'what does main hold' },
      { form: '(holdings|shares|assets|value|worth) [(in|for)] [(fund|vault)] {fund}', example: 'my shares of main' },
      { form: '{fund} (holdings|shares|assets|value|worth)', example: "main's holdings" },
      { form: 'how is (fund|vault) {fund} [doing]', example: 'how is fund main doing' },
      { form: 'how is {fund} doing', example: 'how is main doing' },
      { form: 'how many shares [(in|for)] [{fund}] do i (have|own|hold)', example: 'how many shares of main do I have' },
      { form: 'how many shares do i (have|own|hold) [in] [(fund|vault)] [{fund}]', example: 'how many shares do I hold' },
      { form: '[what are] shares [in] [(fund|vault)] [{fund}] worth', example: 'what are my shares of main worth' },
    ],
  },
  {
    kind: 'run',
    forms: [
      { form: `how is ${last} ${run} [(going|doing)]`, example: 'how is my last run' },
      { form: `(status|state) ${last} [${run}]`, example: 'status of my last swap' },
      { form: `(last|latest|current|recent) ${run}`, example: 'my latest transaction' },
      { form: `what happened [(to|with)] ${last} ${run}`, example: 'what happened to my last swap?' },
      { form: `did ${last} ${run} (go through|succeed|fail|work|land|confirm)`, example: 'did my swap go through?' },
      {
        form: `(is|has) ${last} ${run} (done|finished|confirmed|through|over|pending|landed|failed)`,
        example: 'is my deposit done?',
      },
      { form: `where is ${last} ${run}`, example: "where's my transaction?" },
    ],
  },
]
