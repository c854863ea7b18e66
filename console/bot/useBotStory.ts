// The story of the bot that a page shows, kept true by the stream of turns.
import { useEffect, useEffectEvent, useMemo, useSyncExternalStore } from 'react'
import { useBotLine } from '#console/data/useSwarm.ts'
import { BotStory, type StoryView } from './botStory.ts'

/** @param seq where a link leads at first */
export function useBotStory(address: string, seq: number | undefined): { readonly story: BotStory; readonly view: StoryView } {
  const story = useMemo(() => new BotStory(address), [address])
  const view = useSyncExternalStore(story.subscribe, story.view)
  // only the link that the page was opened with: where one goes from there, the page knows
  const open = useEffectEvent(() => story.open(seq))
  useEffect(() => {
    void open()
    return () => story.close()
  }, [story])
  const told = useBotLine(address)?.seq ?? 0
  useEffect(() => {
    if (told > 0) void story.news(told)
  }, [story, told])
  return { story, view }
}
