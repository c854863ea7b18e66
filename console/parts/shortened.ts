// Long numbers, short enough to be told apart by eye.

/** The first six and the last four signs of a long hex number in it, all else as it is. */
export const shortened = (text: string): string => text.replace(/0x([0-9a-fA-F]{4})[0-9a-fA-F]{8,}([0-9a-fA-F]{4})/g, '0x$1…$2')
