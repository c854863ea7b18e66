// Turns of speech around an order or a question: courtesy, how much a price may slip, which chain; and the words that make
// an order none: of asking, of refusing, of waiting for something.

const wordSet = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

/** Words that change nothing wherever they stand. */
export const idleWords: ReadonlySet<string> = wordSet(`
  please pls plz kindly just now asap immediately hi hey hello thanks thx cheers ok okay yes the my of our a an quorate right away currently
  also exactly so well um uh oh
`)

/** What an order may begin with. */
export const orderLeads: readonly string[] = [
  '(i|we) (want|need|wish|would like|would love) to',
  '(i|we) am ready to',
  '(let us|let me|go ahead and|go ahead|good morning|good evening|and|help me|help me to)',
]

/** What an order may have in it that says nothing more. */
export const orderTails: readonly string[] = [
  '(for me|thank you|thank you very much|as soon as possible|in total|in exchange)',
  '(i have|i own|i hold|i have got|that i have|that i own|from wallet|in wallet|out wallet)',
  '(token|tokens|coin|coins|balance)',
]

/** How much a price may slip, and on which chain. `{percent}` is a percentage. */
export const slippageForms: readonly string[] = [
  '[(and|with|at|use|using|allow|allowing)] [(a|max|maximum|max slippage|at most|up to|no more than|not more than|less than|under|below)] {percent} [(max|maximum)] (slippage|slip) [tolerance] [max]',
  '[(and|with|at|use|using|set|keep)] [(max|maximum)] (slippage|slip) [tolerance] [(is|at|to|under|below|at most|max|maximum|up to|no more than|not above|less than)] {percent} [(max|maximum)]',
  '[and] (with|at most|max|maximum|up to|no more than|with max|with at most|with up to) {percent} [(max|maximum)]',
]
export const clauseForms: readonly string[] = [...slippageForms, '(on|using) [(chain|network)] [(chain|network|testnet|mainnet)]']

/** What stands before an order that is only asked about. */
export const questionLeads: readonly string[] = [
  '(what happens|what would happen|what will happen|what) (if|when) (i|we|you)',
  '(should|shall|can|could|may|must|do|would|will|might) (i|we|you)',
  '(how|when|where|why) (do|can|could|should|would|will|must) (i|we|you)',
  '(how|where|when) to',
  '(is it) (safe|wise|good|smart|possible|better|ok|okay|worth it) [idea] to',
  '(is it) possible to',
]

/** What a question may begin with besides. */
export const lookLeads: readonly string[] = [
  '(show me|show|tell me|tell|give me|check|list me|list|display|see|look up|get me|get)',
  '(what is|what are|what was|whats|and|i want to know|i want to see|i would like to know|i would like to see|do you know)',
  '(can|could|would|will) you (show me|show|tell me|tell|check|list|give me|look up)',
  '(can|could|may) i (see|know|have)',
]

/** Words that ask. */
export const questionWords: ReadonlySet<string> = wordSet(`
  what how which who whom whose where why is are am was were do does did can could should shall would will may might
  must has have
`)

/** Words that refuse. */
export const negationWords: ReadonlySet<string> = wordSet(`
  not never no nope neither nor none nothing nobody without stop avoid refuse cancel undo except unless instead
`)

/** Words that wait for something, or come back. Nothing here waits: an order is for now. */
export const conditionWords: ReadonlySet<string> = wordSet(`
  if when whenever once after before until till while unless provided assuming then tomorrow tonight later soon next
  daily weekly monthly yearly hourly every each always weekend monday tuesday wednesday thursday friday saturday sunday
  noon midnight morning week month year hour hours minute minutes days day recurring schedule scheduled drops falls
  rises hits reaches above below limit stop-loss dca automatically
`)

/** Words of talk: what is made of them and of nothing else is answered kindly. */
export const smallTalk: ReadonlySet<string> = wordSet(`
  good morning evening night thank you very much there yo sup great nice cool bye goodbye see later perfect awesome
  lovely greetings welcome everyone lol haha i am me us we to it that this and
`)
