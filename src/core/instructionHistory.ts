const most = 50;
/** In UTF-16 units: what is longer was pasted rather than typed, and nobody looks for it in a list. */
const longest = 2_000;

/**
 * The instructions to offer again, newest first, with one more at the front: none twice, at most 50, without empty and
 * very long ones.
 */
export function remember(history: readonly string[], instruction: string): readonly string[] {
  const newest = instruction.trim();
  if (newest === "" || newest.length > longest) {
    return history;
  }
  return [newest, ...history.filter((each) => each !== newest)].slice(0, most);
}
