/** What a look at the clipboard showed. */
export type Clip =
  | { readonly type: "picture"; readonly mediaType: string; readonly bytes: Uint8Array<ArrayBuffer> }
  /** Nothing, or something else. */
  | { readonly type: "none" }
  /** It may not be read. */
  | { readonly type: "refused" };

/** The picture on the clipboard; the page must have the focus. */
export async function clipboardPicture(): Promise<Clip> {
  // Absent where the page does not come over a safe connection, whatever the types say.
  if (!("clipboard" in navigator)) {
    return { type: "refused" };
  }
  try {
    for (const item of await navigator.clipboard.read()) {
      const mediaType = item.types.find((type) => type.startsWith("image/") && type !== "image/svg+xml");
      if (mediaType !== undefined) {
        const blob = await item.getType(mediaType);
        return { type: "picture", mediaType, bytes: new Uint8Array(await blob.arrayBuffer()) };
      }
    }
    return { type: "none" };
  } catch (error) {
    const isRefused = error instanceof DOMException && error.name === "NotAllowedError";
    // The focus may have gone in between, which says nothing of what is allowed.
    return { type: isRefused && document.hasFocus() ? "refused" : "none" };
  }
}
