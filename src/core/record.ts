import { isObject } from "./shape";
import type { ConversationEvent } from "./conversation";

/**
 * One line of a conversation's log: eight hexadecimal digits of CRC-32 over the JSON that follows, a space, the JSON.
 * A line that was torn, changed or written by a version this one does not know fails alone.
 */
export interface LogRecord {
  /** Orders the records of all writers of a conversation: one more than the highest its writer had seen. */
  readonly order: number;
  /** The window that wrote it; breaks ties between windows. */
  readonly writer: string;
  /** Milliseconds since 1970, for people; never used to order. */
  readonly time: number;
  readonly event: ConversationEvent;
}

/** CRC-32 of the UTF-8 bytes of a text, as an unsigned integer. */
export type Checksum = (text: string) => number;

export interface ParsedLog {
  readonly records: readonly LogRecord[];
  /** Lines that could not be read, as they are. */
  readonly unreadable: readonly string[];
}

const formatVersion = 1;

/** The record as a line, with its line break. */
export function encodeRecord(record: LogRecord, checksum: Checksum): string {
  return encodeLine({ ...record }, checksum);
}

/** Any object as a line that vouches for itself, with its line break. */
export function encodeLine(value: object, checksum: Checksum): string {
  const json = JSON.stringify({ v: formatVersion, ...value });
  return `${hex(checksum(json))} ${json}\n`;
}

/** What `encodeLine` wrote, with the number of its format; undefined when the line is not as it was written. */
export function decodeLine(line: string, checksum: Checksum): unknown {
  const json = line.slice(9);
  if (line[8] !== " " || line.slice(0, 8) !== hex(checksum(json))) {
    return undefined;
  }
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Whether a line was read whole and is in this version's format. */
export function isOurs(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && value["v"] === formatVersion;
}

/** Reads a log, keeping every line that is whole. Never throws. */
export function parseLog(text: string, checksum: Checksum): ParsedLog {
  const records: LogRecord[] = [];
  const unreadable: string[] = [];
  for (const line of text.split("\n")) {
    if (line === "") {
      continue;
    }
    const record = parseLine(line, checksum);
    if (record === undefined) {
      unreadable.push(line);
    } else {
      records.push(record);
    }
  }
  return { records, unreadable };
}

/** Records of several writers in the one order that every reader agrees on; a record that is there twice counts once. */
export function mergeRecords(records: readonly LogRecord[]): readonly LogRecord[] {
  const seen = new Map<string, LogRecord>();
  for (const record of records) {
    seen.set(`${record.order} ${record.writer}`, record);
  }
  // No two have the same order and writer by now.
  return [...seen.values()].sort((a, b) => a.order - b.order || (a.writer < b.writer ? -1 : 1));
}

function parseLine(line: string, checksum: Checksum): LogRecord | undefined {
  const value = decodeLine(line, checksum);
  return isRecord(value)
    ? { order: value.order, writer: value.writer, time: value.time, event: value.event }
    : undefined;
}

function hex(sum: number): string {
  return sum.toString(16).padStart(8, "0");
}

/** The checksum vouches for the inside of an event: only this version's own writer makes it. */
function isRecord(value: unknown): value is LogRecord {
  return (
    isOurs(value) &&
    Number.isSafeInteger(value["order"]) &&
    typeof value["writer"] === "string" &&
    typeof value["time"] === "number" &&
    isObject(value["event"]) &&
    Object.hasOwn(eventTypes, String(value["event"]["type"]))
  );
}

/** A table, so that the compiler misses none. */
const eventTypes: Readonly<Record<ConversationEvent["type"], true>> = {
  asked: true,
  askedAgain: true,
  retried: true,
  sent: true,
  answer: true,
  countingDown: true,
  stopped: true,
  resumed: true,
  shown: true,
  deleted: true,
  restored: true,
  attachmentChanged: true,
  renamed: true,
  configured: true,
};
