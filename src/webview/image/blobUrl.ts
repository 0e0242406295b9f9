/** An address for bytes that are shown, one at a time: the one before is let go of. */
export class BlobUrl {
  #bytes: Uint8Array | undefined;
  #url = "";

  /** Empty for no bytes. */
  of(bytes: Uint8Array | undefined, type: string): string {
    if (bytes !== this.#bytes) {
      URL.revokeObjectURL(this.#url);
      this.#bytes = bytes;
      this.#url = bytes === undefined ? "" : URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type }));
    }
    return this.#url;
  }
}
