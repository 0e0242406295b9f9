import type { ChatPage } from "./chatPage";

/** A file as the clipboard or a drag has it. */
export interface PageFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Pixels, four bytes each. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** The names of the chunks of a PNG, in their order. */
export function pngChunks(bytes: Uint8Array): string[] {
  const buffer = Buffer.from(bytes);
  const names: string[] = [];
  for (let at = 8; at < buffer.length; at += 12 + buffer.readUInt32BE(at)) {
    names.push(buffer.toString("latin1", at + 4, at + 8));
  }
  return names;
}

/** Black words on white, 11 pixels high, drawn by the browser on a canvas of this size; as a PNG. */
export async function pictureOfText(chat: ChatPage, width: number, height: number): Promise<Uint8Array> {
  return chat.page.evaluate(
    async ([across, down]) => {
      const canvas = new OffscreenCanvas(across, down);
      const context = canvas.getContext("2d")!;
      context.fillStyle = "#1e1e1e";
      context.fillRect(0, 0, across, down);
      context.font = "11px monospace";
      const colours = ["#d4d4d4", "#569cd6", "#ce9178", "#6a9955"];
      for (let line = 0; line * 14 < down; line += 1) {
        context.fillStyle = colours[line % colours.length]!;
        for (let column = 0; column * 400 < across; column += 1) {
          context.fillText(
            `const value${line} = compute(${column}, "words to read", ${line * 7});`,
            column * 400 + 4,
            line * 14 + 11,
          );
        }
      }
      return new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
    },
    [width, height] as const,
  );
}

/** What a browser decodes of a file, without regard to what it says of its orientation. */
export async function pixelsOf(chat: ChatPage, bytes: Uint8Array): Promise<Pixels> {
  return chat.page.evaluate(async (file) => {
    const bitmap = await createImageBitmap(new Blob([file as BlobPart]), { imageOrientation: "none" });
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d")!;
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    return { width: bitmap.width, height: bitmap.height, data: new Uint8Array(data.buffer) };
  }, bytes);
}

/** Pastes files and texts into the composer, or dispatches a drop of them on the conversation. */
export async function bring(
  chat: ChatPage,
  type: "paste" | "drop",
  files: readonly PageFile[],
  texts: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  return chat.page.evaluate(
    ([kind, all, data]) => {
      const transfer = new DataTransfer();
      for (const [format, text] of Object.entries(data)) {
        transfer.setData(format, text);
      }
      for (const { name, type: fileType, bytes } of all) {
        transfer.items.add(new File([bytes as BlobPart], name, { type: fileType }));
      }
      const options = { bubbles: true, cancelable: true };
      const event =
        kind === "paste"
          ? new ClipboardEvent("paste", { ...options, clipboardData: transfer })
          : new DragEvent("drop", { ...options, dataTransfer: transfer });
      const target = document.querySelector(kind === "paste" ? "textarea" : ".transcript")!;
      return !target.dispatchEvent(event);
    },
    [type, files, texts] as const,
  );
}
