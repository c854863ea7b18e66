// Writes deploy/slack-manifest.json and deploy/slack-manifest-http.json from chat/slack/manifest.ts; a test proves them fresh.
import { writeFileSync } from 'node:fs'
import { slackManifest } from '#chat/slack/manifest.ts'

/** The files, and where Slack reaches whoever uses them. The address of the second is put in by hand. */
export const slackManifestFiles: readonly (readonly [path: string, publicUrl: string | null])[] = [
  ['deploy/slack-manifest.json', null],
  ['deploy/slack-manifest-http.json', 'https://quorate.example'],
]

/** As it stands in a file. */
export const slackManifestText = (publicUrl: string | null): string => `${JSON.stringify(slackManifest(publicUrl), null, 2)}\n`

if (process.argv[1] === import.meta.filename)
  for (const [path, publicUrl] of slackManifestFiles)
    writeFileSync(new URL(`../${path}`, import.meta.url), slackManifestText(publicUrl))
