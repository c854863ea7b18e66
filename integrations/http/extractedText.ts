// What a claim may carry as its extracted value, in the spelling in which claims are compared and hashed.
import type { QuorateError } from '#protocol/errors.ts'
import { extractedCharsMax } from '#protocol/limits.ts'

/**
 * NFC and trimmed, as the claim's own schema spells it: a crawler's value must equal the verifier's.
 * @throws what `refused` makes of text that is not well-formed or too long
 */
export function extractedText(text: string, refused: (problem: string) => QuorateError): string {
  if (!text.isWellFormed()) throw refused('it is not well-formed Unicode')
  // before normalising: bounds the work
  if (text.length > extractedCharsMax * 2) throw refused(`it is longer than ${extractedCharsMax} characters`)
  const spelled = text.normalize('NFC').trim()
  if (spelled.length > extractedCharsMax) throw refused(`it is longer than ${extractedCharsMax} characters`)
  return spelled
}
