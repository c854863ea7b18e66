/** The price in what a crawler read, with 18 decimals; undefined where it is no price. What it wrote may be anything. */
export const claimedPrice = (extracted: string): string | undefined => /"spotWad":"(\d{1,78})"/.exec(extracted)?.[1]
