// The thread that draws statecharts, beside the daemon.
import { answerAsked } from './askedThread.ts'
import { drawnChart } from './drawnChart.ts'

answerAsked(drawnChart)
