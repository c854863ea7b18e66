// A picture that goes with an answer, by what it shows. The picture itself is kept nowhere: it is drawn when it is answered.
import { z } from 'zod'

export const pictureShownSchema = z
  .object({
    bot: z.string().describe('address of the bot whose statechart it is'),
    seq: z.int().describe('its last turn then'),
    value: z.unknown().describe('the state after that turn, as XState writes it'),
  })
  .meta({ id: 'PictureShown', description: 'What a picture that goes with an answer shows: a bot’s statechart at a moment.' })
export type PictureShown = z.output<typeof pictureShownSchema>
