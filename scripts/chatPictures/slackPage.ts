// A page that looks as Slack does, from blocks as they were sent. Drawn here and not by a renderer of others: the one there is
// (slack-blocks-to-jsx 1.1.1) makes bold words and emoji of plain text, which is just what our cards promise not to be.
import { asText, avatar, fontFace, fonts, pictureWidth, type Colours } from './pageFrame.ts'
import {
  slackMessageSchema,
  slackViewSchema,
  type SlackBlock,
  type SlackElement,
  type SlackScene,
  type SlackText,
} from './chatScene.ts'

/** The page; its picture is that of `main`. */
export function slackPage(scene: SlackScene, colours: Colours): string {
  return `<!doctype html><html data-colours="${colours}"><meta charset="utf-8"><style>${fontFace(fonts.words, ['Words'])}
${fontFace(fonts.columns, ['Columns'])}${look}</style><main class="${scene.where}">${within(scene)}</main></html>`
}

function within({ where, shown, replies }: SlackScene): string {
  switch (where) {
    case 'channel':
      return messageOf(shown) + threadOf(replies)
    case 'private':
      return `<p class="eye">${eye} Only visible to you</p>${messageOf(shown)}`
    case 'home':
      return `<header class="home">${face} <b>Quorate</b><nav><b>Home</b> <span>Messages</span> <span>About</span></nav></header>
<div class="body">${blocksOf(slackViewSchema.parse(shown).blocks)}</div>`
    case 'window': {
      const { title, submit, close, blocks } = slackViewSchema.parse(shown)
      return `<div class="modal"><header>${face} <b>${textOf(title)}</b><i>✕</i></header><div class="body">${blocksOf(blocks)}</div>
<footer><button>${textOf(close)}</button><button class="primary">${textOf(submit)}</button></footer></div>`
    }
  }
}

function messageOf(shown: unknown): string {
  const { blocks, ts } = slackMessageSchema.parse(shown)
  const time = ts === undefined ? '' : `<time>${new Date(Number(ts) * 1_000).toISOString().slice(11, 16)}</time>`
  return `<article>${face}<div><p class="who"><b>Quorate</b> <em>APP</em> ${time}</p>${blocksOf(blocks)}</div></article>`
}

const threadOf = (replies: readonly unknown[]): string =>
  replies.length === 0
    ? ''
    : `<section class="thread"><p class="count">${replies.length} ${replies.length === 1 ? 'reply' : 'replies'}</p>${replies.map(messageOf).join('')}</section>`

const blocksOf = (blocks: readonly SlackBlock[]): string => blocks.map(blockOf).join('')

function blockOf(block: SlackBlock): string {
  switch (block.type) {
    case 'header':
      return `<h1>${textOf(block.text)}</h1>`
    case 'section':
      return (
        (block.text === undefined ? '' : `<div class="section">${textOf(block.text)}</div>`) +
        (block.fields === undefined ? '' : `<dl>${block.fields.map((field) => `<dd>${textOf(field)}</dd>`).join('')}</dl>`)
      )
    case 'actions':
      return `<div class="actions">${block.elements.map(elementOf).join('')}</div>`
    case 'context':
      return `<p class="context">${block.elements.map(textOf).join(' ')}</p>`
    case 'divider':
      return '<hr>'
    case 'input':
      return `<label><b>${textOf(block.label)}</b>${block.optional === true ? ' <span>(optional)</span>' : ''}
${elementOf(block.element)}${block.hint === undefined ? '' : `<small>${textOf(block.hint)}</small>`}</label>`
  }
}

const choice = (text: string): string => `<span class="select">${text}<i>⌄</i></span>`

function elementOf(element: SlackElement): string {
  switch (element.type) {
    case 'button':
      return `<button class="${element.style ?? ''}">${textOf(element.text)}</button>`
    case 'external_select':
      return choice(textOf(element.placeholder))
    case 'static_select':
      return choice(element.initial_option === undefined ? 'Select an item' : textOf(element.initial_option.text))
    case 'checkboxes':
      return element.options.map(({ text }) => `<p class="check"><i></i> ${textOf(text)}</p>`).join('')
    case 'plain_text_input':
    case 'number_input':
      return `<span class="input">${asText(element.initial_value ?? '')}</span>`
  }
}

const fenced = /^```\n([^`]*)\n```$/

/** As Slack wants it, text is escaped already. @throws on live markup, which Quorate never sends: there is none but columns */
function textOf(text: SlackText | undefined): string {
  if (text === undefined) return ''
  const inside = text.type === 'mrkdwn' ? fenced.exec(text.text)?.[1] : text.text
  if (inside === undefined || /[<>]|&(?!amp;|lt;|gt;)/.test(inside)) throw new Error(`this is live markup: ${text.text}`)
  return text.type === 'mrkdwn' ? `<pre>${inside}</pre>` : inside
}

const face = `<img src="${avatar}" alt="" width="36" height="36">`
const eye =
  '<svg viewBox="0 0 20 20" width="15" height="15" fill="none" stroke="currentColor" stroke-width="1.6"><path d="M1.5 10S4.5 4.5 10 4.5 18.5 10 18.5 10 15.5 15.5 10 15.5 1.5 10 1.5 10z"/><circle cx="10" cy="10" r="2.6"/></svg>'

const look = `
:root { --page: #fff; --ink: #1d1c1d; --soft: #5c5a5c; --line: #dddddd; --edge: #b8b7b8; --code: #f8f8f8; --back: #e8e8e8; --tag: #dddddd; }
[data-colours=dark] { --page: #1a1d21; --ink: #e8e8e8; --soft: #ababad; --line: #35373b; --edge: #6b6c70; --code: #232529; --back: #101214; --tag: #3c3e42; }
* { box-sizing: border-box; margin: 0; }
body { background: var(--page); }
main { width: ${pictureWidth}px; padding: 18px 20px; background: var(--page); color: var(--ink); font: 15px/1.46 Words, sans-serif; }
article { display: flex; gap: 10px; }
article > div { flex: 1; min-width: 0; }
img { border-radius: 8px; flex: none; }
.who em { background: var(--tag); color: var(--soft); font: 600 10px/1 Words; padding: 2px 4px; border-radius: 3px; vertical-align: 1px; }
.who time { color: var(--soft); font-size: 12px; margin-left: 4px; }
h1 { font-size: 18px; line-height: 1.35; margin: 4px 0 6px; }
.section { white-space: pre-wrap; margin: 4px 0 8px; }
dl { display: grid; grid-template-columns: 1fr 1fr; gap: 10px 18px; margin: 4px 0 10px; padding: 0; }
dd { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: 12px/1.5 Columns, monospace; background: var(--code); border: 1px solid var(--line); border-radius: 4px; padding: 8px; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0; }
button { font: 700 13px/1 Words; color: var(--ink); background: transparent; border: 1px solid var(--edge); border-radius: 4px; padding: 9px 12px; }
button.primary { color: #fff; background: #007a5a; border-color: #007a5a; }
button.danger { color: #fff; background: #d11a52; border-color: #d11a52; }
.context { color: var(--soft); font-size: 13px; overflow-wrap: anywhere; margin: 4px 0; }
hr { border: 0; border-top: 1px solid var(--line); margin: 12px 0; }
.thread { margin: 10px 0 0 46px; border-left: 2px solid var(--line); padding-left: 14px; }
.thread h1 { font-size: 15px; margin: 0; }
.thread article { margin-top: 8px; }
.thread img { width: 24px; height: 24px; }
.count { color: var(--soft); font-size: 13px; }
.eye { color: var(--soft); font-size: 13px; margin: 0 0 4px 46px; display: flex; align-items: center; gap: 6px; }
header { display: flex; align-items: center; gap: 10px; font-size: 18px; }
header.home { border-bottom: 1px solid var(--line); padding-bottom: 10px; margin-bottom: 12px; }
nav { margin-left: auto; font-size: 13px; color: var(--soft); display: flex; gap: 16px; }
nav b { color: var(--ink); border-bottom: 2px solid var(--ink); }
main.window { background: var(--back); padding: 26px 100px; }
.modal { background: var(--page); border: 1px solid var(--line); border-radius: 10px; padding: 18px 22px; }
.modal header i { margin-left: auto; font-style: normal; color: var(--soft); font-size: 15px; }
.modal footer { display: flex; justify-content: flex-end; gap: 10px; margin-top: 20px; }
label { display: block; margin-top: 14px; }
label span:not(.input, .select) { color: var(--soft); }
label small { display: block; color: var(--soft); font-size: 13px; margin-top: 4px; }
.input, label .select { display: flex; width: 100%; margin-top: 6px; }
.input { border: 1px solid var(--edge); border-radius: 4px; min-height: 36px; padding: 6px 10px; }
.select { display: inline-flex; align-items: center; gap: 24px; color: var(--soft); font-size: 13px; border: 1px solid var(--edge); border-radius: 4px; padding: 5px 10px; }
.select i { font-style: normal; margin-left: auto; }
.check i { display: inline-block; width: 15px; height: 15px; border: 1px solid var(--edge); border-radius: 3px; vertical-align: -2px; }
`
