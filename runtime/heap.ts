// A binary heap over a plain array: the first element comes before all others.

/** Which of two comes first. */
export type Before<Item> = (one: Item, other: Item) => boolean

/** Puts one in. */
export function pushHeap<Item>(heap: Item[], item: Item, before: Before<Item>): void {
  let at = heap.length
  heap.push(item)
  while (at > 0) {
    const parent = (at - 1) >> 1
    const above = heap[parent] as Item // 0 ≤ parent < length
    if (!before(item, above)) break
    heap[at] = above
    at = parent
  }
  heap[at] = item
}

/** Takes the first one out, or undefined when there is none. */
export function popHeap<Item>(heap: Item[], before: Before<Item>): Item | undefined {
  const first = heap[0]
  const last = heap.pop()
  if (last === undefined || heap.length === 0) return first
  let at = 0
  for (;;) {
    let child = at * 2 + 1
    if (child >= heap.length) break
    if (child + 1 < heap.length && before(heap[child + 1] as Item, heap[child] as Item)) child += 1
    const below = heap[child] as Item // child < length
    if (!before(below, last)) break
    heap[at] = below
    at = child
  }
  heap[at] = last
  return first
}
