import { basename } from "node:path";

/** What a file with text of a conversation is, by its name. */
export type LogName =
  /** A window writes to it. */
  | { readonly type: "live"; readonly writer: string }
  /** A window wrote to it until a compaction took it away: nobody writes to it any more. */
  | { readonly type: "claimed"; readonly writer: string; readonly claim: string }
  /** Stands for the files that it names. Of several the highest number counts. */
  | { readonly type: "compacted"; readonly number: number };

/** Reads a path; undefined when it is no log of any kind. */
export function readLogName(path: string): LogName | undefined {
  const [, first = "", second, ending] =
    /^[^.]+\.([^.]+)(?:\.([^.]+))?\.(jsonl|old|compact)$/.exec(basename(path)) ?? [];
  if (ending === "jsonl" && second === undefined) {
    return { type: "live", writer: first };
  }
  if (ending === "old" && second !== undefined) {
    return { type: "claimed", writer: first, claim: second };
  }
  return ending === "compact" && second === undefined && /^\d{1,9}$/.test(first)
    ? { type: "compacted", number: Number(first) }
    : undefined;
}

/** Of the logs that lie there: the compaction that counts, if any, and the others but for older compactions. */
export function sortLogs(paths: readonly string[]): {
  readonly compacted?: { readonly path: string; readonly number: number };
  readonly others: readonly string[];
} {
  const numbered = paths
    .flatMap((path) => {
      const name = readLogName(path);
      return name?.type === "compacted" ? [{ path, number: name.number }] : [];
    })
    .sort((a, b) => b.number - a.number);
  const [compacted] = numbered;
  const others = paths.filter((path) => !numbered.some((each) => each.path === path));
  return { others, ...(compacted === undefined ? {} : { compacted }) };
}
