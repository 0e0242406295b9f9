import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";

import { type Conversation, emptyConversation } from "../../core/conversation";
import { type LogRecord, mergeRecords, parseLog } from "../../core/record";
import { reduce } from "../../core/reduce";
import { orWhenMissing } from "../disk";

/** What lies on the disk of one conversation, by path. */
export interface ConversationFiles {
  /** One of each window that wrote to it. */
  readonly logs: readonly string[];
  readonly draft?: string;
  /** Drafts that a crash left half written. */
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

const none: ConversationFiles = { logs: [], remains: [] };

/** The files of every conversation, by its id. What else lies in the folder is not ours to touch. */
export async function listFiles(folder: string): Promise<ReadonlyMap<string, ConversationFiles>> {
  const found = new Map<string, ConversationFiles>();
  for (const name of await orWhenMissing(readdir(folder), [])) {
    const [, id, ending] = /^([^.]+)\.([^.]+\.jsonl|draft\.json(?:\.[^.]+\.tmp)?|deleted)$/.exec(name) ?? [];
    if (id !== undefined && ending !== undefined) {
      found.set(id, withFile(found.get(id) ?? none, join(folder, name), ending));
    }
  }
  return found;
}

function withFile(files: ConversationFiles, path: string, ending: string): ConversationFiles {
  if (ending === "deleted") {
    return { ...files, tombstone: path };
  }
  if (ending === "draft.json") {
    return { ...files, draft: path };
  }
  return ending.endsWith(".tmp")
    ? { ...files, remains: [...files.remains, path] }
    : { ...files, logs: [...files.logs, path] };
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
}

/** Reads what all windows wrote of a conversation; a log that has just been deleted counts as empty. */
export async function readConversation(id: string, logs: readonly string[]): Promise<ReadConversation> {
  const records: LogRecord[] = [];
  let unreadable = 0;
  for (const path of logs) {
    const log = parseLog(await orWhenMissing(readFile(path, "utf8"), ""), crc32);
    records.push(...log.records);
    unreadable += log.unreadable.length;
  }
  const merged = mergeRecords(records);
  return {
    conversation: merged.reduce((sofar, { event }) => reduce(sofar, event), emptyConversation(id)),
    nextOrder: (merged.at(-1)?.order ?? -1) + 1,
    changed: merged.reduce((latest, record) => Math.max(latest, activity(record)), 0),
    unreadable,
  };
}

/** Looking at a conversation, or giving it a name, does not make it newer. */
function activity({ time, event }: LogRecord): number {
  switch (event.type) {
    case "asked":
    case "askedAgain":
    case "retried":
    case "answer":
    case "stopped":
      return time;
    default:
      return 0;
  }
}
