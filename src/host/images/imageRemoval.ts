import { randomUUID } from "node:crypto";
import { rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";

import { orWhenMissing, renameOver } from "../disk";
import { listImageFiles } from "./imageFiles";

/**
 * Removes those of the images that no conversation uses. All files of an image are put out of the way first, under
 * names that nobody else uses. Whoever begins to use it before that is seen when uses are listed once more, and gets
 * the files back; whoever begins after that finds them missing, and writes them anew.
 */
export async function removeUnused(folder: string, hashes: readonly string[]): Promise<void> {
  if (hashes.length === 0) {
    return;
  }
  const { images, uses } = await listImageFiles(folder);
  const used = new Set(uses.map(({ hash }) => hash));
  const away: Away[] = [];
  for (const hash of hashes.filter((each) => !used.has(each))) {
    for (const before of images.get(hash) ?? []) {
      const name = `${before}.${randomUUID()}.gone`;
      if (await moved(join(folder, before), join(folder, name))) {
        away.push({ hash, before, name });
      }
    }
  }
  await settle(folder, away);
}

/**
 * Ends what other runs left half done: what was out of the way is put back or removed, as they would have done, and
 * what was being written is removed when it is older than this.
 */
export async function sweepRemains(folder: string, before: number): Promise<void> {
  const { remains } = await listImageFiles(folder);
  const away: Away[] = [];
  for (const { name, before: original, hash } of remains) {
    if (original !== undefined) {
      away.push({ hash, before: original, name });
      continue;
    }
    const found = await orWhenMissing(stat(join(folder, name)), undefined);
    if (found !== undefined && found.mtimeMs < before) {
      await rm(join(folder, name), { force: true });
    }
  }
  await settle(folder, away);
}

/** A file that is out of the way. */
interface Away {
  readonly hash: string;
  readonly before: string;
  readonly name: string;
}

async function settle(folder: string, away: readonly Away[]): Promise<void> {
  if (away.length === 0) {
    return;
  }
  const { uses } = await listImageFiles(folder);
  const used = new Set(uses.map(({ hash }) => hash));
  for (const { hash, before, name } of away) {
    if (used.has(hash)) {
      // Another window may have put it back by now.
      await orWhenMissing(renameOver(join(folder, name), join(folder, before)), undefined);
    } else {
      await rm(join(folder, name), { force: true });
    }
  }
}

/** Gives false when it is not there any more. */
async function moved(from: string, to: string): Promise<boolean> {
  return orWhenMissing(
    rename(from, to).then(() => true),
    false,
  );
}
