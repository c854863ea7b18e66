// The journal's news from a cursor on, a batch at a time. Facts that nobody wants to hear of are passed over; where nobody has
// subscribed, all of them are.
import type { NameBook } from '#chat/commands/nameBook.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { News } from '#protocol/news.ts'
import type { Address } from '#runtime/authoring.ts'
import type { Fact, Host } from '#runtime/host.ts'
import { newsOf } from './newsOf.ts'

/** News of one batch: with some sentences each, a tenth of what an effect's result may have. */
const batchMax = 16

export interface NewsFound {
  readonly cursor: string
  readonly news: readonly News[]
  readonly subscriptions: readonly Address[]
  readonly skipped: { readonly from: number; readonly to: number } | null
}
interface Asked {
  readonly cursor: string
  /** Does it answer at once, to say who is there? */
  readonly isBack: boolean
  readonly signal: AbortSignal
}
interface Feed {
  /** The next news, or null; moves on past what it has looked at. */
  next(signal: AbortSignal): Promise<News | null>
  readonly cursor: string
  readonly skipped: NewsFound['skipped']
}

/** What came after the cursor; waits for it until the signal aborts. */
export async function nextNews(host: Host, names: () => NameBook, { cursor, isBack, signal }: Asked): Promise<NewsFound> {
  const feed = feedFrom(host, names, cursor)
  const news: News[] = []
  // the first is waited for; what else is there already comes with it
  let one = isBack ? null : await feed.next(signal)
  while (one !== null) {
    news.push(one)
    one = news.length < batchMax ? await atOnce((now) => feed.next(now)) : null
  }
  return { cursor: feed.cursor, skipped: feed.skipped, news, subscriptions: subscriptionsOf(host) }
}

/** What is there now: a look at the journal begins at once, and waits for nothing then. */
async function atOnce(next: Feed['next']): Promise<News | null> {
  const now = new AbortController()
  const looking = next(now.signal)
  now.abort()
  return looking
}

function feedFrom(host: Host, names: () => NameBook, from: string): Feed {
  let [cursor, skipped]: [string, NewsFound['skipped']] = [from, null]
  let found: News | null = null
  const wants = (fact: Fact): boolean => {
    cursor = fact.id
    found = subscriptionsOf(host).length === 0 ? null : newsOf(host, fact, names())
    return found !== null
  }
  const next = async (signal: AbortSignal): Promise<News | null> => {
    found = null
    try {
      await host.nextFact({ after: cursor, wants, signal })
    } catch (error) {
      const earliest = error instanceof QuorateError && error.code === 'JOURNAL_TRUNCATED' ? error.details['earliest'] : null
      if (typeof earliest !== 'number') throw error
      // what is gone cannot be told; how much that is, is
      skipped = { from: Number(cursor.split('/')[0]) + 1, to: earliest }
      cursor = `${earliest}/-1`
      await host.nextFact({ after: cursor, wants, signal })
    }
    return found
  }
  return {
    next,
    get cursor() {
      return cursor
    },
    get skipped() {
      return skipped
    },
  }
}

const subscriptionsOf = (host: Pick<Host, 'glances'>): readonly Address[] =>
  host
    .glances('subscription')
    .filter(({ status }) => status === 'active')
    .map(({ address }) => address)
