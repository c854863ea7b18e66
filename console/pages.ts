// The pages of the console but its first: an address, and what to load for it.
import type { ComponentType } from 'react'

interface PageRoute {
  readonly path: string
  readonly load: () => Promise<{ readonly default: ComponentType<Readonly<Record<string, string | undefined>>> }>
}

/** Parameters of a path are given to the page as they stand in the address, decoded. */
export const pageRoutes: readonly PageRoute[] = [
  {
    path: '/approvals',
    load: async () => ({ default: (await import('#console/approvals/approvalsPage.tsx')).ApprovalsPage }),
  },
  {
    path: '/approvals/:id',
    load: async () => ({ default: (await import('#console/approvals/approvalPage.tsx')).ApprovalPage }),
  },
  { path: '/funds', load: async () => ({ default: (await import('#console/funds/fundsPage.tsx')).FundsPage }) },
  { path: '/funds/:fundId', load: async () => ({ default: (await import('#console/funds/fundPage.tsx')).FundPage }) },
  {
    path: '/funds/:fundId/intents/:intentHash',
    load: async () => ({ default: (await import('#console/trade/tradePage.tsx')).TradePage }),
  },
  {
    path: '/incidents',
    load: async () => ({ default: (await import('#console/incidents/incidentsPage.tsx')).IncidentsPage }),
  },
  {
    path: '/incidents/:id',
    load: async () => ({ default: (await import('#console/incidents/incidentPage.tsx')).IncidentPage }),
  },
  {
    path: '/bots/:address/what-if',
    load: async () => ({ default: (await import('#console/whatIf/whatIfPage.tsx')).WhatIfPage }),
  },
  { path: '/bots/:address', load: async () => ({ default: (await import('#console/bot/botPage.tsx')).BotPage }) },
  { path: '/journal', load: async () => ({ default: (await import('#console/journal/journalPage.tsx')).JournalPage }) },
  { path: '/audit', load: async () => ({ default: (await import('#console/audit/auditPage.tsx')).AuditPage }) },
  { path: '/chat', load: async () => ({ default: (await import('#console/chat/commandsPage.tsx')).CommandsPage }) },
]
