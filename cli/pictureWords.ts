// What a picture of a bot is called as a file, and what it says to who cannot see it.
import { readableState } from '#chat/commands/figures.ts'

/** `fund-main-12.png`. @param seq the turn that it shows; absent where it is of no moment */
export function pictureName(bot: string, seq?: number): string {
  const safe = bot.replaceAll(/[^\w.-]+/g, '-').slice(0, 80)
  return `${safe}${seq === undefined ? '' : `-${seq}`}.png`
}

/** `Statechart of crawler:main.weth: extracting, after crawler.nextTask was done`. @param event of the step that is marked */
export function pictureSays(bot: string, value: unknown, event?: string): string {
  return `Statechart of ${bot}: ${readableState(value)}${event === undefined ? '' : `, after ${eventWords(event)}`}`
}

/** XState names what it makes itself after its own parts. */
function eventWords(event: string): string {
  const [, how, port] = /^xstate\.(done|error)\.actor\.(.+)$/.exec(event) ?? []
  if (port !== undefined) return how === 'done' ? `${port} was done` : `${port} failed`
  if (event.startsWith('xstate.after.')) return 'a timer'
  return event === 'xstate.init' ? 'its start' : event
}
