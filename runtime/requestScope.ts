// Which request a piece of work is done for. A surface opens the scope once for each request; the host's door writes its id
// into the cause of every event that comes in meanwhile, and the log into every line. What follows from such an event is
// found by following causes: no later record repeats the id.
import { AsyncLocalStorage } from 'node:async_hooks'

const scope = new AsyncLocalStorage<string | undefined>()

/** Runs something for a request, with all that it awaits. */
export function forRequest<Result>(requestId: string, run: () => Result): Result {
  return scope.run(requestId, run)
}

/** Runs something that is done for nobody: an effect goes on long after, and beside, the request that happened to wake it. */
export function forNobody<Result>(run: () => Result): Result {
  return scope.run(undefined, run)
}

/** The id of the request that is being served; undefined outside of any. */
export function currentRequest(): string | undefined {
  return scope.getStore()
}
