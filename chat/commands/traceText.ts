// A trace as a person reads it.
import { shortHash } from './figures.ts'
import { printable, type Style } from './style.ts'
import type { TraceLink, TraceRecord, TraceResult } from './traceResult.ts'

export function renderTrace(result: TraceResult, style: Style): string {
  const { requestId, asked, records, transactions, deadLetters, waits, truncated } = result
  const head = asked.map(({ principal, surface, what, code }) =>
    printable(`${what} by ${principal} (${surface}): ${code ?? 'being done'}`),
  )
  const chain = transactions.map(
    ({ txHash, label, nonce, state, block, account }) =>
      `  ${state === 'confirmed' ? style.good(state) : state === 'failed' ? style.bad(state) : state}  ${txHash}  ${printable(label)}, nonce ${nonce} of ${shortHash(account)}${block === null ? '' : `, block ${block}`}`,
  )
  const dead = deadLetters.map(({ seq, actor, event, code }) => style.bad(`  ${seq} ${actor} ${event}: ${code}`))
  return [
    style.bold(`request ${requestId}`),
    ...head.map((line) => `  ${line}`),
    '',
    style.bold('records'),
    ...records.map((record) => recordText(record, style)),
    ...(truncated ? [style.warn('  … there are more')] : []),
    ...(chain.length === 0 ? [] : ['', style.bold('transactions'), ...chain]),
    ...(dead.length === 0 ? [] : ['', style.bold('events that no turn took'), ...dead]),
    ...(waits.length === 0 ? [] : ['', style.bold('still under way'), ...waits.map((wait) => `  ${printable(wait)}`)]),
  ].join('\n')
}

function recordText({ seq, at, actor, because, event, from, to, messages, effects, facts }: TraceRecord, style: Style): string {
  const did = [
    ...effects.map(({ port }) => `asks ${port}`),
    ...messages.map(({ to: receiver, event: told }) => `tells ${receiver} ${told}`),
    ...facts.map(({ type }) => `states ${type}`),
  ]
  const move = from === null ? `begins in ${to}` : from === to ? `stays ${to}` : `${from} → ${to}`
  const tail = did.length === 0 ? '' : style.dim(`\n         ${printable(did.join(', '))}`)
  return `${style.dim(`${String(seq).padStart(8)} ${at.slice(11, 19)}`)} ${style.bold(actor)} ${printable(event)}: ${printable(move)} ${style.dim(`(${reason(because)})`)}${tail}`
}

function reason(because: TraceLink): string {
  switch (because.kind) {
    case 'request':
      return 'came with it'
    case 'message':
      return `message ${because.id}`
    case 'effect':
      return `result of ${because.id}`
    case 'timer':
      return `timer ${because.id}`
    case 'account':
      return `at work on ${because.requestId}`
  }
}
