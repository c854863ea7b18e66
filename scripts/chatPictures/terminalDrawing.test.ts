import { expect, test } from 'vitest'
import { colourStyle } from '#chat/commands/style.ts'
import { terminalDrawing } from './terminalDrawing.ts'

const style = colourStyle(20)
const drawn = (printed: string, columns = 20): readonly string[] =>
  terminalDrawing(printed, { title: 'A <terminal>', columns })
    .split('\n')
    .filter((line) => line.includes('<text'))
    .map((line) => line.replaceAll(/ (x|y|textLength)="[^"]*"/g, ''))

test('each colour of a terminal is a look of its own, and ends where it ends', () => {
  expect(drawn(`${style.good('ok')} ${style.bold('do:')} a & <b>\n${style.bad('MISSING')}`)).toEqual([
    '<text class="good">ok</text><text class="bold">do:</text><text> a &amp; &lt;b&gt;</text>',
    '<text class="bad">MISSING</text>',
  ])
})

test('what is longer than a line goes on in the next one, in the same look', () => {
  expect(drawn(style.bad('abcdefgh'), 5)).toEqual(['<text class="bad">abcde</text>', '<text class="bad">fgh</text>'])
  expect(drawn(`${style.bold('abc')}defg`, 5)).toEqual(['<text class="bold">abc</text><text>de</text>', '<text>fg</text>'])
})

test('each stretch stands where a terminal has it, whatever font the reader has', () => {
  const drawing = terminalDrawing(`ab  ${style.good('cd')}`, { title: 't', columns: 10 })
  expect(drawing).toContain(
    '<text x="16" y="29" textLength="29">ab  </text><text x="45" y="29" textLength="14.5" class="good">cd',
  )
})

test('its title is text, and it has room for every line', () => {
  const drawing = terminalDrawing('a\n\nb', { title: 'A <terminal>', columns: 10 })
  expect(drawing).toContain('<title id="title">A &lt;terminal&gt;</title>')
  expect(drawing).toContain('viewBox="0 0 105 86"')
})
