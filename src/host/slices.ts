import { setImmediate } from "node:timers/promises";

/**
 * Works through a long list some at a time, and gives the results of each slice, in the order of the list. In between
 * the extension host gets to do other things.
 */
export async function* inSlices<Item, Result>(
  items: readonly Item[],
  size: number,
  work: (item: Item) => Promise<Result> | Result,
): AsyncGenerator<readonly Result[], void, undefined> {
  for (let start = 0; start < items.length; start += size) {
    yield await Promise.all(items.slice(start, start + size).map(work));
    await setImmediate();
  }
}
