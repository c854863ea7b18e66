// A world in which nobody is told anything: no messenger is connected, and no news is listened for.
import type { Messengers, NewsDesk } from '#actors/world.ts'

export const quietMessengers = (): { readonly messengers: Messengers; readonly news: NewsDesk } => {
  const nobody = (): Promise<never> => Promise.reject(new Error('this test has no messenger'))
  return {
    messengers: { post: nobody, update: nobody, say: nobody },
    news: {
      next: ({ signal }) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('left')))),
    },
  }
}
