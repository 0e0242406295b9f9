import { rm, stat } from "node:fs/promises";

import { orWhenMissing, writeDurably } from "../disk";
import { type ConversationFiles, tombstonePath } from "./conversationFiles";

/**
 * A conversation is deleted from the moment that its tombstone, an empty file, is there: nobody reads or writes it any
 * more, and what is left of it is removed, now or, after a crash, by whoever lists the conversations next. The
 * tombstone stays for a while, so that another window that has the conversation open does not bring it back.
 */
const keptMs = 90 * 24 * 60 * 60 * 1000;

export async function isDeleted(folder: string, id: string): Promise<boolean> {
  return (await orWhenMissing(stat(tombstonePath(folder, id)), undefined)) !== undefined;
}

/** Puts the tombstone. Resolves when it is on the disk. */
export async function bury(folder: string, id: string): Promise<void> {
  await writeDurably(tombstonePath(folder, id), "w", "");
}

/** Removes everything of a conversation but its tombstone. Rejects when a file cannot be removed. */
export async function removeFiles({ logs, draft, remains }: ConversationFiles): Promise<void> {
  for (const path of [...logs, ...remains, ...(draft === undefined ? [] : [draft])]) {
    await rm(path, { force: true });
  }
}

/** Removes what a crash left of deleted conversations, and tombstones that are old enough. */
export async function sweep(all: Iterable<ConversationFiles>, now: number): Promise<void> {
  for (const files of all) {
    const { tombstone } = files;
    if (tombstone !== undefined) {
      await removeFiles(files);
      const buried = (await orWhenMissing(stat(tombstone), undefined))?.mtimeMs ?? now;
      if (now - buried > keptMs) {
        await rm(tombstone, { force: true });
      }
    }
  }
}
