// The App Home: what waits for whoever looks, and what they may do. It is drawn anew whenever somebody opens it.
import type { types } from '@slack/bolt'
import type { Card } from '#chat/cards/card.ts'
import { plainText, slackMessage } from './blocks.ts'
import { lookUpAction } from './deliveries.ts'
import { fittedLines } from './slackText.ts'

/** Slack lets a home have 100 blocks; cards have at most 9 and a line below. */
const cardsMax = 8
const sectionCharsMax = 3_000

/** The home of one person. */
export function homeView(
  waiting: readonly Card[],
  commands: readonly { readonly typed: string; readonly summary: string }[],
): types.HomeView {
  const more = waiting.length - cardsMax
  return {
    type: 'home',
    blocks: [
      { type: 'header', text: plainText('Waiting on you', 150) },
      ...(waiting.length === 0 ? [section('Nothing.')] : []),
      ...waiting.slice(0, cardsMax).flatMap((card): types.KnownBlock[] => [...slackMessage(card).blocks, { type: 'divider' }]),
      ...(more > 0 ? [section(`… and ${more} more: /quorate approvals`)] : []),
      { type: 'header', text: plainText('What you may do', 150) },
      ...helpOf(commands),
    ],
  }
}

function helpOf(commands: readonly { readonly typed: string; readonly summary: string }[]): readonly types.KnownBlock[] {
  if (commands.length === 0)
    return [section('Nothing yet: you are not linked to a person of this swarm. Type /quorate help to see how.')]
  const lines = commands.map(({ typed, summary }) => `/quorate ${typed}: ${summary}`)
  return [
    {
      type: 'actions',
      elements: [
        {
          type: 'external_select',
          action_id: lookUpAction,
          min_query_length: 0,
          placeholder: plainText('Look for a command', 150),
        },
      ],
    },
    { type: 'section', text: { type: 'plain_text', text: fittedLines(lines, sectionCharsMax), emoji: false } },
  ]
}

const section = (text: string): types.SectionBlock => ({ type: 'section', text: plainText(text, sectionCharsMax) })
