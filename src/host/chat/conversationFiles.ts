import { lstat, readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { crc32 } from "node:zlib";

import { noneCompacted, notCovered, parseCompacted, withRecords } from "../../core/compacted";
import type { Conversation, ConversationEvent } from "../../core/conversation";
import { type LogRecord, mergeRecords, parseLog } from "../../core/record";
import { isMissing, orWhenMissing } from "../disk";
import { readLogName, sortLogs } from "./logNames";

/** What lies on the disk of one conversation, by path. */
export interface ConversationFiles {
  /** One of each window that wrote to it, those that a compaction claimed, and what it made of them. */
  readonly logs: readonly string[];
  readonly draft?: string;
  /** What a crash left half written, lines that nobody could read, and what says that a compaction has begun. */
  readonly remains: readonly string[];
  /** Says that it was deleted. Whatever else there is of it is to be removed. */
  readonly tombstone?: string;
}

export function logPath(folder: string, id: string, writer: string): string {
  return join(folder, `${id}.${writer}.jsonl`);
}

export function draftPath(folder: string, id: string): string {
  return join(folder, `${id}.draft.json`);
}

export function tombstonePath(folder: string, id: string): string {
  return join(folder, `${id}.deleted`);
}

export const noFiles: ConversationFiles = { logs: [], remains: [] };

const endings = [
  String.raw`[^.]+\.jsonl`,
  String.raw`[^.]+\.[^.]+\.old`,
  String.raw`\d+\.compact(?:\.tmp|ing)?`,
  String.raw`[^.]+\.corrupt-[^.]+`,
  String.raw`draft\.json(?:\.[^.]+\.tmp)?`,
  "deleted",
];
const ours = new RegExp(String.raw`^([^.]+)\.(${endings.join("|")})$`);

/**
 * The files of every conversation, by its id. What else lies in the folder is not ours to touch: neither are folders,
 * links and pipes with names like ours, of which reading one would fail, and reading another would never end.
 */
export async function listFiles(folder: string): Promise<ReadonlyMap<string, ConversationFiles>> {
  const found = new Map<string, ConversationFiles>();
  for (const entry of await orWhenMissing(readdir(folder, { withFileTypes: true }), [])) {
    const { name } = entry;
    const [, id, ending] = ours.exec(name) ?? [];
    if (id !== undefined && ending !== undefined && entry.isFile()) {
      found.set(id, withFile(found.get(id) ?? noFiles, join(folder, name), ending));
    }
  }
  return found;
}

/**
 * The files of one conversation. A folder that is read while a compaction renames files in it may show neither the old
 * name nor the new one: what two readings in a row agree on is what lies there.
 */
export async function filesOf(folder: string, id: string): Promise<ConversationFiles> {
  let before = "";
  for (let reading = 0; ; reading += 1) {
    const files = await listed(folder, id);
    const now = JSON.stringify([files.tombstone, [...files.logs].sort()]);
    if (now === before || reading === 20) {
      return files;
    }
    before = now;
  }
}

/** By name alone, among perhaps many thousand files of others; what has a name like ours is looked at. */
async function listed(folder: string, id: string): Promise<ConversationFiles> {
  let files = noFiles;
  for (const name of await orWhenMissing(readdir(folder), [])) {
    const ending = name.startsWith(`${id}.`) ? ours.exec(name)?.[2] : undefined;
    const path = join(folder, name);
    if (ending !== undefined && (await orWhenMissing(lstat(path), undefined))?.isFile() === true) {
      files = withFile(files, path, ending);
    }
  }
  return files;
}

/** The paths of the logs of a conversation as one reading shows them: for a look that is taken again soon. */
export async function logsOf(folder: string, id: string): Promise<readonly string[]> {
  const names = await orWhenMissing(readdir(folder), []);
  return names
    .filter((name) => name.startsWith(`${id}.`) && readLogName(name) !== undefined)
    .map((name) => join(folder, name));
}

function withFile(files: ConversationFiles, path: string, ending: string): ConversationFiles {
  if (ending === "deleted") {
    return { ...files, tombstone: path };
  }
  if (ending === "draft.json") {
    return { ...files, draft: path };
  }
  return /^[^.]+(?:\.jsonl|\.[^.]+\.old|\.compact)$/.test(ending)
    ? { ...files, logs: [...files.logs, path] }
    : { ...files, remains: [...files.remains, path] };
}

/** A conversation as its logs have it. */
export interface ReadConversation {
  readonly conversation: Conversation;
  /** One more than the highest order of its records. */
  readonly nextOrder: number;
  /** When something was last asked or answered, in milliseconds since 1970; 0 when nothing was. */
  readonly changed: number;
  /** Lines that could not be read; they stay in their file. */
  readonly unreadable: number;
  /** Of each writer, the highest order of its records. */
  readonly covered: Readonly<Record<string, number>>;
  /** The unreadable lines, by the path of their file. */
  readonly unreadableLines: ReadonlyMap<string, readonly string[]>;
  /** How many records stand beside the last compaction. */
  readonly records: number;
  /** Whether the logs hold text that the person deleted or replaced since. */
  readonly hasDropped: boolean;
}

/**
 * Reads what all windows wrote of a conversation. Rejects with ENOENT when a file is not there any more: it was deleted,
 * or a compaction put another in its place, so that the folder has to be read again.
 */
export async function readConversation(id: string, logs: readonly string[]): Promise<ReadConversation> {
  const { compacted, others } = sortLogs(logs);
  const base =
    compacted === undefined
      ? noneCompacted(id)
      : parseCompacted(await readFile(compacted.path, "utf8"), id, crc32);
  const replaced = new Set(base.replaces);
  const unreadableLines = new Map<string, readonly string[]>();
  if (compacted !== undefined && base.unreadable.length > 0) {
    unreadableLines.set(compacted.path, base.unreadable);
  }
  const records: LogRecord[] = [];
  for (const path of others.filter((each) => !replaced.has(basename(each)))) {
    const log = parseLog(await readFile(path, "utf8"), crc32);
    for (const record of log.records) {
      records.push(record);
    }
    if (log.unreadable.length > 0) {
      unreadableLines.set(path, log.unreadable);
    }
  }
  const merged = mergeRecords(notCovered(records, base.covered));
  const { conversation, changed, covered } = withRecords(base, merged);
  return {
    conversation,
    changed,
    covered,
    nextOrder: Object.values(covered).reduce((highest, order) => Math.max(highest, order), -1) + 1,
    unreadable: [...unreadableLines.values()].reduce((sum, lines) => sum + lines.length, 0),
    unreadableLines,
    records: merged.length,
    hasDropped: merged.some(({ event }) => dropsText(event)),
  };
}

/** What lies on the disk of a conversation, together with its files. A conversation that was deleted is empty. */
export async function readStored(
  folder: string,
  id: string,
): Promise<ReadConversation & { readonly files: ConversationFiles }> {
  for (let attempt = 0; ; attempt += 1) {
    const files = await filesOf(folder, id);
    const logs = files.tombstone === undefined ? files.logs : [];
    try {
      return { ...(await readConversation(id, logs)), files };
    } catch (error) {
      if (!isMissing(error) || attempt === 20) {
        throw error;
      }
    }
  }
}

/** Whether an event makes text obsolete that stands in the log before it. */
export function dropsText(event: ConversationEvent): boolean {
  return event.type === "deleted" || (event.type === "attachmentChanged" && event.at === undefined);
}
