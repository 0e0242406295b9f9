import { withTurns } from "./branches";
import { type Conversation, emptyConversation, root, type Turn } from "./conversation";
import { type Checksum, decodeLine, encodeLine, isOurs, type LogRecord } from "./record";
import { reduceAll } from "./reduceAll";
import { isCount, isObject } from "./shape";

/** A conversation as it stands, in place of the events that made it: what was deleted is not in it. */
export interface Compacted {
  /** Names of the files that it stands for. */
  readonly replaces: readonly string[];
  /** Of each writer, the highest order of its records that are in it. */
  readonly covered: Readonly<Record<string, number>>;
  /** When something was last asked or answered, in milliseconds since 1970; 0 when nothing was. */
  readonly changed: number;
  readonly conversation: Conversation;
}

export interface ParsedCompacted extends Compacted {
  /** Lines that could not be read, as they are. */
  readonly unreadable: readonly string[];
}

type Head = Pick<Compacted, "replaces" | "covered" | "changed"> &
  Pick<Conversation, "title" | "options" | "chosen">;

/** A compaction of nothing. */
export function noneCompacted(id: string): ParsedCompacted {
  return { replaces: [], covered: {}, changed: 0, conversation: emptyConversation(id), unreadable: [] };
}

/**
 * A numbered line for each turn, so that a damaged one fails alone, between two lines that say the same of the whole: without
 * one of those nobody would know what the file stands for.
 */
export function encodeCompacted(compacted: Compacted, checksum: Checksum): string {
  const { replaces, covered, changed, conversation } = compacted;
  const { title, options, chosen, all } = conversation;
  const whole: Head = {
    replaces,
    covered,
    changed,
    options,
    chosen,
    ...(title === undefined ? {} : { title }),
  };
  const head = encodeLine({ head: whole }, checksum);
  return [head, ...all.map((turn, n) => encodeLine({ n, turn }, checksum)), head].join("");
}

/** Reads a compaction, keeping every line that is whole. Never throws. */
export function parseCompacted(text: string, id: string, checksum: Checksum): ParsedCompacted {
  const unreadable: string[] = [];
  const turns = new Map<number, Turn>();
  let head = nothing;
  for (const line of text.split("\n").filter((each) => each !== "")) {
    const value = decodeLine(line, checksum);
    if (isOurs(value) && isHead(value["head"])) {
      head = value["head"];
    } else if (isOurs(value) && isCount(value["n"]) && isTurn(value["turn"])) {
      turns.set(value["n"], value["turn"]);
    } else {
      unreadable.push(line);
    }
  }
  const { replaces, covered, changed, ...rest } = head;
  return { replaces, covered, changed, conversation: conversationOf(id, rest, inOrder(turns)), unreadable };
}

/** As they were written, whatever damage did to the order of the lines. */
function inOrder(turns: ReadonlyMap<number, Turn>): readonly Turn[] {
  return [...turns].sort(([one], [other]) => one - other).map(([, turn]) => turn);
}

const nothing: Head = { replaces: [], covered: {}, changed: 0, options: {}, chosen: {} };

/** The records that a compaction does not hold yet. */
export function notCovered(
  records: readonly LogRecord[],
  covered: Compacted["covered"],
): readonly LogRecord[] {
  return records.filter(({ order, writer }) => order > (covered[writer] ?? -1));
}

/** A compaction with records that came after it, in the order that every reader agrees on. */
export function withRecords(base: Compacted, merged: readonly LogRecord[]): Omit<Compacted, "replaces"> {
  const covered = new Map(Object.entries(base.covered));
  for (const { order, writer } of merged) {
    covered.set(writer, Math.max(order, covered.get(writer) ?? -1));
  }
  return {
    covered: Object.fromEntries(covered),
    changed: merged.reduce((latest, record) => Math.max(latest, activity(record)), base.changed),
    conversation: reduceAll(
      base.conversation,
      merged.map(({ event }) => event),
    ),
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

function conversationOf(
  id: string,
  { title, options, chosen }: Pick<Conversation, "title" | "options" | "chosen">,
  turns: readonly Turn[],
): Conversation {
  const tree = { id, ...(title === undefined ? {} : { title }), options, chosen };
  const known = new Set([root]);
  const all: Turn[] = [];
  for (const turn of turns) {
    // A turn whose line was lost must not take what follows with it.
    const parentId = known.has(turn.parentId)
      ? turn.parentId
      : (withTurns({ ...tree, all }).turns.at(-1)?.id ?? root);
    known.add(turn.id);
    all.push(parentId === turn.parentId ? turn : { ...turn, parentId });
  }
  return withTurns({ ...tree, all });
}

/** The checksum vouches for the inside: only this version's own writer makes it. */
function isHead(value: unknown): value is Head {
  return (
    isObject(value) &&
    Array.isArray(value["replaces"]) &&
    isObject(value["covered"]) &&
    typeof value["changed"] === "number" &&
    isObject(value["options"]) &&
    isObject(value["chosen"])
  );
}

function isTurn(value: unknown): value is Turn {
  return isObject(value) && typeof value["id"] === "string" && typeof value["parentId"] === "string";
}
