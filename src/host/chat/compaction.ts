import { randomUUID } from "node:crypto";
import { open, readFile, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { crc32 } from "node:zlib";

import { encodeCompacted, parseCompacted } from "../../core/compacted";
import { decodeLine, parseLog } from "../../core/record";
import type { Redact } from "../../core/redact";
import { withEveryString } from "../../core/shape";
import { orWhenMissing, renameOver, syncFolder, writeDurably } from "../disk";
import {
  type ConversationFiles,
  filesOf,
  readConversation,
  type ReadConversation,
} from "./conversationFiles";
import { readLogName } from "./logNames";
import { isDeleted, removeFiles } from "./tombstones";

/** More records than these are worth being put together, and so are more logs. */
const manyRecords = 1_000;
const manyLogs = 8;

/** Whether a compaction would take text off the disk that was deleted, or make the conversation quicker to read. */
export function isWorthCompacting({ hasDropped, records }: ReadConversation, logs: number): boolean {
  return hasDropped || records > manyRecords || logs > manyLogs;
}

/**
 * Puts one file in the place of all logs of a conversation, with what is still in it and nothing else. Any number of
 * windows may do this and write at the same time, and each may end at any call:
 *
 * 1. It takes a number that is higher than every other, by making an empty file that only one can make.
 * 2. It claims the logs by renaming them. Who was writing finds its log gone after the write, and writes it again.
 * 3. It reads the highest compaction and the claimed logs into a new compaction that names them. From the rename that
 *    puts it in place all readers read it instead of them, and a lower number that comes late counts for nobody.
 * 4. Only then it removes what was replaced, unless there is a higher number: whoever took that may have looked before
 *    the rename. Whoever takes a higher number later finds this compaction in place.
 *
 * Gives false when it could not be done now: another window is at it, or a line is of a newer version than this.
 *
 * @param redact applied to every text: a key may have become known since it was written
 */
export async function compact(folder: string, id: string, redact: Redact): Promise<boolean> {
  const before = await filesOf(folder, id);
  if (before.tombstone !== undefined || before.logs.length === 0) {
    return false;
  }
  // Before anything is moved: a newer version looks for its lines where it put them.
  if (await hasNewerLines(id, before.logs)) {
    return false;
  }
  const number = highest(before) + 1;
  const mark = join(folder, `${id}.${number}.compacting`);
  try {
    await (await open(mark, "wx", 0o600)).close();
  } catch {
    return false;
  }
  try {
    for (const path of before.logs) {
      await claim(path);
    }
    return await replace(folder, id, number, redact);
  } finally {
    await rm(mark, { force: true });
  }
}

/** A log that another window has claimed already, or that the system holds, is left as it is. */
async function claim(path: string): Promise<void> {
  if (readLogName(path)?.type === "live") {
    try {
      await rename(path, path.replace(/jsonl$/, `${randomUUID().slice(0, 8)}.old`));
    } catch {
      // Its records stay where they are, and are read beside the compaction.
    }
  }
}

async function replace(folder: string, id: string, number: number, redact: Redact): Promise<boolean> {
  // Listed after claiming: of what a window wrote, no part may be missing that is older than the newest taken along.
  const files = await filesOf(folder, id);
  if (files.tombstone !== undefined) {
    await removeFiles(files);
    return false;
  }
  if (files.logs.some((path) => numberOf(path) === number)) {
    // Whoever had this number before has come to its end since it was chosen: its compaction is what would be replaced.
    return false;
  }
  const sources = files.logs.filter((path) => readLogName(path)?.type !== "live");
  const read = await readConversation(id, sources);
  if (highest(files) > number || isFromNewerVersion(read)) {
    return false;
  }
  // Kept for as long as the conversation is: nobody can tell what a damaged line holds.
  for (const [path, lines] of read.unreadableLines) {
    await writeDurably(keptAsidePath(path), "w", withBytesOf(lines, await readFile(path), redact));
  }
  const place = join(folder, `${id}.${number}.compact`);
  const conversation = withEveryString(read.conversation, redact);
  const replaces = sources.map((path) => basename(path));
  await writeDurably(`${place}.tmp`, "w", encodeCompacted({ ...read, conversation, replaces }, crc32));
  await renameOver(`${place}.tmp`, place);
  await syncFolder(folder);
  const after = await filesOf(folder, id);
  if (await isDeleted(folder, id)) {
    await removeFiles(after);
    return false;
  }
  if (highest(after) > number) {
    return false;
  }
  for (const path of [...sources, ...after.remains.filter((each) => isOfLower(each, number))]) {
    await rm(path, { force: true });
  }
  return true;
}

/** Removes compactions that came late: one with a higher number is in place, and they count for nobody. */
export async function removeLate(all: Iterable<ConversationFiles>): Promise<void> {
  for (const { logs } of all) {
    const numbered = logs.filter((path) => numberOf(path) !== undefined);
    const inPlace = Math.max(0, ...numbered.map((path) => numberOf(path) ?? 0));
    for (const path of numbered.filter((each) => isOfLower(each, inPlace))) {
      await rm(path, { force: true });
    }
  }
}

/** The highest number that a compaction has, or that one has taken; 0 when there is none. */
function highest({ logs, remains }: ConversationFiles): number {
  return Math.max(0, ...[...logs, ...remains].map((path) => numberOf(path) ?? 0));
}

function numberOf(path: string): number | undefined {
  const [, digits] = /^[^.]+\.(\d{1,9})\.compact/.exec(basename(path)) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** Whether a compaction that did not come to its end left this behind. */
function isOfLower(path: string, number: number): boolean {
  return (numberOf(path) ?? number) < number;
}

/** The same for the same log, however often it is compacted. */
function keptAsidePath(path: string): string {
  const kept = basename(path)
    .replace(/\.compact$/, ".corrupt-compact")
    .replace(/\.([^.]+)\.old$/, ".corrupt-$1");
  return join(path, "..", kept);
}

/** Lines of a file, byte by byte: what damage made of them is not always text. */
function withBytesOf(lines: readonly string[], file: Buffer, redact: Redact): Buffer {
  const wanted = new Set(lines);
  const bytes = file
    .toString("latin1")
    .split("\n")
    .filter((line) => wanted.has(Buffer.from(line, "latin1").toString("utf8")));
  return Buffer.from(redact(`${bytes.join("\n")}\n`), "latin1");
}

/** Whether another version wrote some line of these. */
async function hasNewerLines(id: string, logs: readonly string[]): Promise<boolean> {
  for (const path of logs) {
    const text = await orWhenMissing(readFile(path, "utf8"), "");
    const { unreadable } =
      numberOf(path) === undefined ? parseLog(text, crc32) : parseCompacted(text, id, crc32);
    if (unreadable.some(isWhole)) {
      return true;
    }
  }
  return false;
}

/** What another version wrote whole is not damaged: it has to stay where that version looks for it. */
function isFromNewerVersion({ unreadableLines }: ReadConversation): boolean {
  return [...unreadableLines.values()].flat().some(isWhole);
}

function isWhole(line: string): boolean {
  return decodeLine(line, crc32) !== undefined;
}
