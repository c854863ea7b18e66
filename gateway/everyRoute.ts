// The files of routes, in the order of the document.
import { approvalRoutes } from './approvalRoutes.ts'
import { botRoutes } from './botRoutes.ts'
import { chartRoutes } from './chartRoutes.ts'
import { chatRoutes } from './chatRoutes.ts'
import { commandRoutes } from './commandRoutes.ts'
import { consoleRoutes } from './consoleRoutes.ts'
import { cronRoutes } from './cronRoutes.ts'
import { docsRoutes } from './docsRoutes.ts'
import { eventRoutes } from './eventRoutes.ts'
import { executionRoutes } from './executionRoutes.ts'
import { fundMakingRoutes } from './fundMakingRoutes.ts'
import { fundRoutes } from './fundRoutes.ts'
import { githubRoutes } from './githubRoutes.ts'
import { incidentRoutes } from './incidentRoutes.ts'
import { journalRoutes } from './journalRoutes.ts'
import { metricRoutes } from './metricRoutes.ts'
import { momentRoutes } from './momentRoutes.ts'
import { operationRoutes } from './operationRoutes.ts'
import { relayRoutes } from './relayRoutes.ts'
import { sessionRoutes } from './sessionRoutes.ts'
import { swarmRoutes } from './swarmRoutes.ts'
import { turnRoutes } from './turnRoutes.ts'
import { whatIfRoutes } from './whatIfRoutes.ts'

/** Each adds its own to the app. */
export const everyRoute = [
  docsRoutes,
  consoleRoutes,
  operationRoutes,
  metricRoutes,
  fundRoutes,
  fundMakingRoutes,
  executionRoutes,
  incidentRoutes,
  approvalRoutes,
  botRoutes,
  swarmRoutes,
  chartRoutes,
  chatRoutes,
  momentRoutes,
  turnRoutes,
  journalRoutes,
  whatIfRoutes,
  cronRoutes,
  githubRoutes,
  relayRoutes,
  eventRoutes,
  commandRoutes,
  sessionRoutes,
] as const
