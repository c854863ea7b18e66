// Every port of the swarm, bound to nothing: each effect waits until it is given up.
import { roles } from '#actors/swarm.ts'
import type { EffectBinding } from '#runtime/host.ts'
import { portsOf } from '#runtime/registration.ts'

const wait: EffectBinding['run'] = (_input, { signal }) =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('given up'))))

export const quietEffects: readonly EffectBinding[] = roles.flatMap(({ machine }) =>
  [...portsOf(machine).keys()].map((port) => ({ port, run: wait })),
)
