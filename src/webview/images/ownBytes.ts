/** The same bytes, as what the browser takes: memory that is not shared with other threads. */
export function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = bytes;
  return buffer instanceof ArrayBuffer
    ? new Uint8Array(buffer, byteOffset, byteLength)
    : new Uint8Array(bytes);
}

/** The same bytes in memory that holds nothing else, so that it can be handed over whole. */
export function wholeBuffer(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const own = ownBytes(bytes);
  return own.byteLength === own.buffer.byteLength ? own : own.slice();
}
