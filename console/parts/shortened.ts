// Long numbers, short enough to be told apart by eye.

/** The first six and the last four signs of a long hex number in it, all else as it is. */
export const shortened = (text: string): string =>
  text.replaceAll(/(0x|\b)([0-9a-fA-F]{4})[0-9a-fA-F]{12,}([0-9a-fA-F]{4})\b/g, '$1$2…$3')
