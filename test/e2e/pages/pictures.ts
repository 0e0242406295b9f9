import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { inflateSync } from "node:zlib";

import type { Locator, Page } from "playwright-core";

import type { CapturedRequest } from "../../support/messages/capture";

/** A part of a message as the endpoint received it. */
export interface Block {
  readonly type: string;
  readonly text?: string;
  readonly source?: { readonly type: string; readonly media_type?: string; readonly data?: string };
}

/** The parts of each message of the person, oldest first. */
export function questionsOf(request: CapturedRequest | undefined): readonly (readonly Block[])[] {
  const { messages } = (request?.json ?? { messages: [] }) as {
    readonly messages: readonly { readonly role: string; readonly content: readonly Block[] | string }[];
  };
  return messages
    .filter(({ role }) => role === "user")
    .map(({ content }) => (typeof content === "string" ? [{ type: "text", text: content }] : content));
}

/** The bytes of the images among the parts of a message. */
export function imagesIn(blocks: readonly Block[] | undefined): readonly Buffer[] {
  return (blocks ?? [])
    .filter(({ type }) => type === "image")
    .map(({ source }) => Buffer.from(source?.data ?? "", "base64"));
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Width and height of a PNG, in pixels. */
export function pngSize(bytes: Buffer): readonly [number, number] {
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

/** Whether the data of a PNG is whole: it inflates to the end. */
export function isWholePng(bytes: Buffer): boolean {
  const parts: Buffer[] = [];
  for (let at = 8; at + 12 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    if (bytes.toString("latin1", at + 4, at + 8) === "IDAT") {
      parts.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
    }
  }
  return inflateSync(Buffer.concat(parts)).length > 0;
}

/** The images that lie on the disk of a workbench, by their hashes; those that are whole and under their own name. */
export async function imagesOnDisk(workspace: string): Promise<readonly string[]> {
  const root = dirname(workspace);
  const paths = await readdir(root, { recursive: true });
  const kept = paths.filter((path) => /ask-claude\.ask-claude[\\/]images[\\/][0-9a-f]{64}$/.test(path));
  const hashes = await Promise.all(kept.map(async (path) => sha256(await readFile(join(root, path)))));
  return hashes.filter((hash, index) => kept[index]?.endsWith(hash)).toSorted();
}

/** Every file that images have left on the disk of a workbench. */
export async function imageFilesOnDisk(workspace: string): Promise<readonly string[]> {
  const paths = await readdir(dirname(workspace), { recursive: true });
  return paths.filter((path) => /ask-claude\.ask-claude[\\/]images[\\/]./.test(path));
}

/** Puts a picture on the clipboard, as a screenshot tool does; the browser writes it anew. */
export async function copyPicture(page: Page, bytes: Uint8Array): Promise<void> {
  await page.bringToFront();
  await page.evaluate(async (base64) => {
    const binary = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const blob = new Blob([binary], { type: "image/png" });
    await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
  }, Buffer.from(bytes).toString("base64"));
}

/** Drops files on something, as from the desktop. */
export async function dropFiles(
  target: Locator,
  files: readonly { readonly name: string; readonly type: string; readonly bytes: Uint8Array }[],
): Promise<void> {
  const plain = files.map(({ name, type, bytes }) => ({
    name,
    type,
    base64: Buffer.from(bytes).toString("base64"),
  }));
  await target.evaluate((element, all) => {
    const dataTransfer = new DataTransfer();
    for (const { name, type, base64 } of all) {
      const binary = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      dataTransfer.items.add(new File([binary], name, { type }));
    }
    // Nothing before it: the workbench keeps the mouse from its pages while something is dragged over them.
    element.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }));
  }, plain);
}
