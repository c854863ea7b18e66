// What of a message its author says themselves. What they quote, paste, link to or report is somebody else's: it is taken
// out before anything is read, so that no order can come from it. Pure.

/** Longer messages are not read: no order needs a page, and a page is mostly somebody else's. */
export const messageCharsMax = 1_000

/** A message without what is quoted in it. */
export interface PlainText {
  readonly text: string
  /** something was taken out */
  readonly quoted: boolean
  /** characters that one cannot see: they make two words look the same that are not */
  readonly hidden: boolean
}

/** What stands for somebody else's words, longest marks first. What is opened and never closed goes to the end. */
const quotations: readonly RegExp[] = [
  /```[^]*?(?:```|$)/g,
  /`[^`]*(?:`|$)/g,
  // a line of a reply
  /^[ \t]*>.*$/gm,
  /"[^"]*(?:"|$)/g,
  // a quote inside a word is an apostrophe
  /(?<=^|[\s(])'[^']*(?:'(?=$|[\s).,!?;])|$)/g,
  // addresses of pages, and what wallets make of a payment
  /(?<![a-z])(?:[a-z][a-z0-9+.-]*:\/\/|www\.)\S*/gi,
  // markup and what it holds, and data
  /<([a-z][\w-]*)\b[^>]*>[^]*?(?:<\/\1\s*>|$)/gi,
  /<[a-z!/?][^>]*(?:>|$)/gi,
  /[[{][^\]}]*(?:[\]}]|$)/g,
  // what follows a colon is reported: "it says: …"; not in 10:30, and not behind these words
  /(?<!\b(?:slippage|please|pls|hi|hey|hello|quorate)[ \t]*)(?<!\d(?=:\d)):[^]*$/i,
]

/** Characters of no width, of control and of direction, and those that a font does not have. */
const hiddenCharacter = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}]/u

/** Pictures say nothing here; they may be made of several characters. */
const pictures = /\p{Extended_Pictographic}(?:[\ufe0f\u200d]|\p{Emoji_Modifier}|\p{Extended_Pictographic})*/gu
const faces = /(?<=^|\s)[:;]-?[)(DPp](?=$|\s)/g

/** Takes out what is quoted. @param message at most `messageCharsMax` characters are read */
export function plainTextOf(message: string): PlainText {
  const straight = message
    .slice(0, messageCharsMax)
    .replaceAll(/[\t\r\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
    .replaceAll(/[\u2028\u2029\u0085]/g, '\n')
    .replaceAll(/[\u201c\u201d\u201e\u201f\u00ab\u00bb]/g, '"')
    .replaceAll(/[\u2018\u2019\u201a\u201b]/g, "'")
    .replaceAll('\uff1a', ':')
    .replaceAll(faces, ' ')
    .replaceAll(pictures, ' ')
  const text = quotations.reduce((rest, quotation) => rest.replace(quotation, ' '), straight)
  return { text, quoted: text !== straight, hidden: hiddenCharacter.test(text.replaceAll('\n', ' ')) }
}
