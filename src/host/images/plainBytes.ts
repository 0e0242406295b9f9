/**
 * The same bytes as a page can be told them. VS Code hands over typed arrays by the names of their types, which leaves
 * out Node's own, and with all of the memory below them, which may hold something else.
 */
export function plainBytes(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}
