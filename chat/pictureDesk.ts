// Draws what an answer's picture shows. Machines and their journal are not the chat's to reach: the composition root binds this.
import type { PictureShown } from '#protocol/pictureShown.ts'
import type { CardPicture } from './cards/card.ts'

export interface PictureDesk {
  /** Within seconds. @throws PICTURE_FAILED; the answer is told without it then */
  draw(shown: PictureShown): Promise<CardPicture>
}
