// A statechart as it is told: charts/chartGraph.ts as a schema. That both say the same, the compiler checks where the
// composition root hands one in for the other.
import { z } from 'zod'

const id = z.string().describe('path of a state, such as `planning.build`; empty for the root')
interface State {
  readonly id: string
  readonly key: string
  readonly kind: 'atomic' | 'compound' | 'parallel' | 'final' | 'history'
  readonly description: string
  readonly tags: readonly string[]
  readonly entry: readonly string[]
  readonly exit: readonly string[]
  readonly invokes: readonly { readonly id: string; readonly src: string }[]
  readonly initial: readonly string[]
  readonly history: 'shallow' | 'deep' | null
  readonly children: readonly State[]
}
const state: z.ZodType<State> = z
  .object({
    id,
    key: z.string().describe('its name among its siblings'),
    kind: z.enum(['atomic', 'compound', 'parallel', 'final', 'history']),
    description: z.string().describe('what is true while a bot is here'),
    tags: z.array(z.string()).readonly(),
    entry: z.array(z.string()).readonly().describe('actions on the way in'),
    exit: z.array(z.string()).readonly().describe('actions on the way out'),
    invokes: z
      .array(z.object({ id: z.string(), src: z.string() }))
      .readonly()
      .describe('ports that it asks'),
    initial: z.array(id).readonly().describe('states entered first; of a compound state'),
    history: z.enum(['shallow', 'deep']).nullable(),
    get children() {
      return z.array(state).readonly()
    },
  })
  .meta({ id: 'ChartState', description: 'One state of a statechart, with all below it.' })
const transition = z
  .object({
    id: z.string().describe('`<source>#<event>#<n>`'),
    source: id,
    targets: z.array(id).readonly().describe('none: it stays where it is'),
    trigger: z.enum(['event', 'after', 'always', 'done', 'error', 'onDone']),
    event: z.string().describe('type of the event as the journal has it; empty for `always`'),
    label: z.string().describe('for people, such as `after 5 s`'),
    guard: z.string().nullable(),
    isOtherwise: z.boolean().describe('the branch without a guard behind guarded ones'),
    actions: z.array(z.string()).readonly(),
    reenter: z.boolean(),
    description: z.string(),
  })
  .meta({ id: 'ChartTransition', description: 'One transition, or one branch of a guarded one.' })

export const chartSchema = z
  .object({
    role: z.string(),
    version: z.int().describe('of the role’s machine; bots of another one have another chart'),
    name: z.string(),
    root: state,
    transitions: z.array(transition).readonly(),
  })
  .meta({ id: 'Chart', description: 'The statechart of a role.' })
/** The statechart of a role. */
export type Chart = Readonly<z.output<typeof chartSchema>>
