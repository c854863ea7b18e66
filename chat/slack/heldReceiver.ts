// Bolt acknowledges an event before its listeners have run, so that what they fail at is lost. Between its receiver and the
// app this holds the acknowledgement back until they are done; when they fail there is none, and Slack sends it again.
import type { App, Receiver, ReceiverEvent } from '@slack/bolt'

/** A receiver of Bolt's whose events are acknowledged last. Interactions and commands are acknowledged by their listeners. */
export function heldReceiver(inner: Receiver): Receiver {
  return {
    init: (app) => inner.init(holding(app)),
    start: (...args) => inner.start(...args),
    stop: (...args) => inner.stop(...args),
  }
}

// receivers ask nothing of an app but this
const holding = (app: App): App => ({ processEvent: (event: ReceiverEvent) => processHeld(app, event) }) as unknown as App

async function processHeld(app: App, event: ReceiverEvent): Promise<void> {
  if (event.body['event'] === undefined) return app.processEvent(event)
  await app.processEvent({ ...event, ack: async () => undefined })
  await event.ack()
}
