// Makes a failing schedule small: drops faults in ever smaller groups for as long as the life without them still fails
// (ddmin, Zeller and Hildebrandt 2002).

/** A schedule that fails without any one of what is left, as far as `triesMax` lives can tell. */
export async function shrink<Item>(
  items: readonly Item[],
  fails: (some: readonly Item[]) => Promise<boolean>,
  triesMax = 300,
): Promise<readonly Item[]> {
  if (items.length > 0 && (await fails([]))) return []
  const budget = { tries: triesMax }
  let left = items
  for (let size = Math.ceil(left.length / 2); size >= 1;) {
    const smaller = await pass(left, size, fails, budget)
    if (smaller.length === left.length) size = Math.floor(size / 2)
    left = smaller
  }
  return left
}

/** Tries to do without each group of so many, one after the other. */
async function pass<Item>(
  items: readonly Item[],
  size: number,
  fails: (some: readonly Item[]) => Promise<boolean>,
  budget: { tries: number },
): Promise<readonly Item[]> {
  let left = items
  let from = 0
  while (from < left.length && budget.tries > 0) {
    budget.tries -= 1
    const without = [...left.slice(0, from), ...left.slice(from + size)]
    if (without.length > 0 && (await fails(without))) left = without
    else from += size
  }
  return left
}
