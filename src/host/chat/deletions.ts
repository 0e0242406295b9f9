import { mkdir } from "node:fs/promises";

import { listFiles } from "./conversationFiles";
import { type Listed, stampOf } from "./conversationList";
import type { Gone } from "./gone";
import type { HistoryIndex } from "./historyIndex";
import { bury, removeFiles } from "./tombstones";

/** How many conversations are deleted at the same time. */
const deletedAtOnce = 32;

export interface DeletionParts {
  readonly folder: string;
  readonly index: HistoryIndex;
  readonly gone: Gone;
  readonly onTrouble: (error: unknown) => void;
}

/** Deletes conversations. Gives false, and tells of it, when some file could not be removed; rejects as `bury` does. */
export async function deleteConversations(
  { folder, index, gone, onTrouble }: DeletionParts,
  ids: readonly string[],
): Promise<boolean> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (let start = 0; start < ids.length; start += deletedAtOnce) {
    const slice = ids.slice(start, start + deletedAtOnce);
    await Promise.all(slice.map((id) => bury(folder, id)));
    for (const id of slice) {
      gone.add(id, true);
    }
  }
  try {
    const wanted = new Set(ids);
    for (const [id, files] of await listFiles(folder)) {
      if (wanted.has(id)) {
        await removeFiles(files);
      }
    }
    await index.forget(ids);
    return true;
  } catch (error) {
    onTrouble(error);
    return false;
  }
}

/** The ids of those that are on the disk as they were when they were listed. */
export async function unchanged(folder: string, listed: readonly Listed[]): Promise<readonly string[]> {
  const files = await listFiles(folder);
  const same: string[] = [];
  for (const { id, stamp } of listed) {
    const now = files.get(id);
    if (now !== undefined && (await stampOf(now)) === stamp) {
      same.push(id);
    }
  }
  return same;
}
