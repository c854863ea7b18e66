// News as the herald hands it on; a test bends what it is about.
import type { News } from '#protocol/news.ts'

export function newsFixture(change: Partial<News> = {}): News {
  return {
    key: '7/0',
    at: Date.UTC(2026, 4, 1, 10),
    kind: 'trades',
    severity: 'notice',
    fundId: 'main',
    subject: 'intent:0x12',
    words: 'intent 0x12: BUY 5 USDC',
    tone: 'good',
    isSaid: true,
    isEscalation: false,
    isOver: false,
    ...change,
  }
}
