import { readFile, rm, stat } from "node:fs/promises";

import { keyPlaceholder, type Redact } from "../../core/redact";
import { withEveryString } from "../../core/shape";
import { orWhenMissing, renameOver, writeDurably } from "../disk";
import { compact } from "./compaction";
import { type ConversationFiles, filesOf, listFiles, readStored } from "./conversationFiles";
import { removeFiles } from "./tombstones";

/** Another window may be putting the same logs together. */
const mostTries = 3;
const nextTryMs = 500;

/** Does work when nothing of this window is being written. */
type InTurn = (work: () => Promise<boolean>) => Promise<boolean>;

/**
 * Takes out of the files of all conversations what the redaction finds. Gives whether nothing of it is left; rejects
 * when the disk refuses.
 * @param since files that did not change since then, in milliseconds since 1970, are passed over
 */
export async function redactFiles(
  folder: string,
  redact: Redact,
  since: number,
  inTurn: InTurn,
): Promise<boolean> {
  for (let tries = 1; ; tries += 1) {
    let isClean = true;
    for (const [id, files] of await listFiles(folder)) {
      if (await isSuspect(files, redact, since)) {
        isClean = (await inTurn(() => redactConversation(folder, id, redact))) && isClean;
      }
    }
    if (isClean || tries === mostTries) {
      return isClean;
    }
    await new Promise((resolve) => setTimeout(resolve, nextTryMs));
  }
}

async function isSuspect(files: ConversationFiles, redact: Redact, since: number): Promise<boolean> {
  for (const path of [...files.logs, ...files.remains, ...(files.draft === undefined ? [] : [files.draft])]) {
    const changed = await orWhenMissing(stat(path), undefined);
    if (changed !== undefined && changed.mtimeMs >= since) {
      const text = await textIn(path);
      // Where a key was taken out of a question, the answer may have it in pieces.
      if (redact(text) !== text || text.includes(keyPlaceholder)) {
        return true;
      }
    }
  }
  return false;
}

async function redactConversation(folder: string, id: string, redact: Redact): Promise<boolean> {
  const { files, conversation } = await readStored(folder, id);
  if (files.tombstone !== undefined) {
    await removeFiles(files);
    return true;
  }
  const inPieces = withEveryString(conversation, redact);
  let holds = JSON.stringify(inPieces) !== JSON.stringify(conversation);
  for (const path of files.logs) {
    holds ||= await hasAny(path, redact);
  }
  if (holds && !(await compact(folder, id, redact))) {
    return false;
  }
  const { draft, remains, logs } = await filesOf(folder, id);
  if (draft !== undefined) {
    await rewrite(draft, `${draft}.keys.tmp`, redact);
  }
  for (const path of remains) {
    if (/\.corrupt-[^.]+$/.test(path)) {
      await rewrite(path, `${path}-new`, redact);
    } else if (await hasAny(path, redact)) {
      // Half written when a window ended. One that is writing it now writes it again, as it knows the key by then.
      await rm(path, { force: true });
    }
  }
  for (const path of logs) {
    if (await hasAny(path, redact)) {
      return false;
    }
  }
  return true;
}

/** @param temporary named so that it counts as a file of the conversation, should a crash leave it there */
async function rewrite(path: string, temporary: string, redact: Redact): Promise<void> {
  const text = await textIn(path);
  const clean = redact(text);
  if (clean !== text) {
    await writeDurably(temporary, "w", Buffer.from(clean, "latin1"));
    await renameOver(temporary, path);
  }
}

async function hasAny(path: string, redact: Redact): Promise<boolean> {
  const text = await textIn(path);
  return redact(text) !== text;
}

/** Byte by byte: what damage made of a file is not always text, and keys are ASCII. */
function textIn(path: string): Promise<string> {
  return orWhenMissing(readFile(path, "latin1"), "");
}
