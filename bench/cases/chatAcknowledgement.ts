// Fifty people type a slash command at once, again and again, while the backend takes 5 s: how long Slack waits until it is
// told that each was taken.
import { signedBy } from '#chat/slack/payloadFixtures.ts'
import type { Open } from '../contender.ts'
import { openSlowChat, slowChat } from '../workload/slowChat.ts'

const [people, waves] = [50, 6]
let sent = 0

/** A slash command as Slack documents it. */
function commandBody(): string {
  sent += 1
  return new URLSearchParams({
    token: 'unused',
    team_id: slowChat.team,
    team_domain: 'bench',
    channel_id: 'C024BE91L',
    channel_name: 'general',
    user_id: `U${String(sent % people).padStart(8, '0')}`,
    user_name: 'mara',
    command: '/quorate',
    text: 'pause main',
    api_app_id: 'A1',
    response_url: 'http://127.0.0.1:9/commands/1',
    trigger_id: `${Date.now()}.${sent}`,
  }).toString()
}

async function acknowledged(url: string): Promise<number> {
  const body = commandBody()
  const headers = signedBy(slowChat.signingSecret, body, { type: 'application/x-www-form-urlencoded' })
  const begun = performance.now()
  const { status } = await fetch(`${url}${slowChat.path}`, { method: 'POST', headers, body })
  if (status !== 200) throw new Error(`it was answered ${status}`)
  return performance.now() - begun
}

export const open: Open = async ({ folder }) => {
  const chat = await openSlowChat(folder)
  return {
    sample: async () => {
      const waits: number[] = []
      for (let wave = 0; wave < waves; wave += 1)
        waits.push(...(await Promise.all(Array.from({ length: people }, () => acknowledged(chat.url)))))
      const sorted = waits.toSorted((a, b) => a - b)
      const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
      return [{ value: at(0.99), details: { p50Ms: at(0.5), p99Ms: at(0.99), commands: waits.length } }]
    },
    close: () => chat.close(),
  }
}
