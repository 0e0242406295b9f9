import type { Tried } from "./trying";

interface Reason {
  readonly file: string;
  /** A piece of the source's line. */
  readonly where: string;
  readonly why: string;
}

/** Mutants that were looked at. */
const reasons: readonly Reason[] = [
  { file: "core/record.ts", where: ": true,", why: "only whether the key is there is looked at" },
  {
    file: "core/record.ts",
    where: "a.writer < b.writer",
    why: "no two records have order and writer in common here",
  },
  { file: "core/record.ts", where: "} catch {", why: "the end of the function gives back the same" },
  { file: "core/redact.ts", where: "const forms: string[]", why: "one more form, which no text has" },
  {
    file: "core/redact.ts",
    where: "before === 0",
    why: "finds the key all the same, but for the first sign of its base64",
  },
  { file: "core/redact.ts", where: "form.length >= 8", why: "a bound that was chosen, not found" },
  {
    file: "host/disk.ts",
    where: "} finally {",
    why: "a file that is left open is closed when its handle is collected",
  },
  {
    file: "host/disk.ts",
    where: "error instanceof Error",
    why: "what the file system throws is an Error with a code; the checks are for the compiler",
  },
  { file: "core/shift.ts", where: "isNothing(edit)", why: "a shortcut: the rest comes to the same" },
  {
    file: "core/shift.ts",
    where: "return start === end && lines.length === 0",
    why: "a shortcut: the rest comes to the same",
  },
  { file: "core/shift.ts", where: "more === 0", why: "a shortcut: an equal hunk instead of the same" },
  {
    file: "core/editState.ts",
    where: "suspects.length === 0",
    why: "a shortcut: the rest comes to the same",
  },
  {
    file: "host/chat/compaction.ts",
    where: "name?.",
    why: "only logs come here, and each has a name of a known kind; the checks are for the compiler",
  },
  {
    file: "host/chat/compaction.ts",
    where: "readLogName(path)?.type",
    why: "a name that is tried in vain is refused by the next rename; the checks are for the compiler",
  },
  {
    file: "host/chat/compaction.ts",
    where: "files.tombstone !== undefined",
    why: "a shortcut: the deletion is seen again when the compaction is in place",
  },
  {
    file: "host/chat/compaction.ts",
    where: "force: true",
    why: "matters only when another window removed the file",
  },
  {
    file: "host/chat/compaction.ts",
    where: "jsonl$",
    why: "the folder of the product has no such name in it",
  },
  {
    file: "host/chat/compaction.ts",
    where: "const [, digits]",
    why: "of names that were found by a stricter pattern already",
  },
  {
    file: "host/chat/logNames.ts",
    where: "exec(basename(path)) ?? []",
    why: "without an ending it is no log, whatever stands before",
  },
  {
    file: "host/chat/logNames.ts",
    where: "const [, first",
    why: "the pattern has no match without it; the compiler wants a value",
  },
  {
    file: "host/chat/logNames.ts",
    where: 'ending === "compact" &&',
    why: "the other endings do not have digits and nothing more",
  },
  { file: "core/compacted.ts", where: "title === undefined", why: "JSON leaves out what is undefined" },
  {
    file: "core/compacted.ts",
    where: "parentId === turn.parentId",
    why: "an equal turn instead of the same",
  },
  {
    file: "core/compacted.ts",
    where: "replaces: []",
    why: "nobody reads the list of a compaction of nothing",
  },
  {
    file: "core/slide.ts",
    where: "start - up > first",
    why: "a place beyond the neighbour is never better than the one beside it",
  },
  {
    file: "core/slide.ts",
    where: "end + down < last",
    why: "a place beyond the neighbour is never better than the one beside it",
  },
  {
    file: "core/slide.ts",
    where: "from.after.end === moved.after.start",
    why: "two differences touch on both sides or on neither",
  },
  {
    file: "core/slide.ts",
    where: "from.before.end === moved.before.start",
    why: "two differences touch on both sides or on neither",
  },
  { file: "core/slide.ts", where: "/^\\s*/", why: "finds the empty beginning at the same place" },
  { file: "core/lineMatch.ts", where: "depth", why: "only how deep it looks, which is speed" },
  {
    file: "core/lineMatch.ts",
    where: "startBefore < endBefore && startAfter < endAfter",
    why: "past the end of a stretch stand lines that there are once, or none: they differ",
  },
  {
    file: "core/lineDiff.ts",
    where: "while (count < most",
    why: "only speed: the search finds the same lines",
  },
  {
    file: "core/lineDiff.ts",
    where: "const most = Math.min",
    why: "only speed: the search finds the same lines",
  },
  {
    file: "core/lineDiff.ts",
    where: "before < endBefore || after < endAfter",
    why: "an empty difference slides to the one above, and the two are one",
  },
  { file: "core/lineDiff.ts", where: "error instanceof OutOfPatience", why: "nothing else is thrown there" },
  {
    file: "host/chat/history.ts",
    where: "start < ids.length",
    why: "a slice of nothing more",
  },
  {
    file: "host/chat/history.ts",
    where: "ids.slice(start",
    why: "only how many are deleted at the same time",
  },
  {
    file: "host/chat/history.ts",
    where: "this.unwritten.length === 0",
    why: "a shortcut: writing nothing comes to the same",
  },
  {
    file: "host/chat/historyIndex.ts",
    where: "JSON.parse(await",
    why: "bytes are read as text all the same, and no index counts as an empty one",
  },
  {
    file: "host/chat/historyIndex.ts",
    where: "force: true",
    why: "matters only when another window removed the file",
  },
  {
    file: "host/chat/historyIndex.ts",
    where: "ids.some(",
    why: "a shortcut: the same index is written again",
  },
  {
    file: "host/chat/tombstones.ts",
    where: "force: true",
    why: "matters only when another window removed the file",
  },
  {
    file: "host/chat/tombstones.ts",
    where: "?.mtimeMs ?? now",
    why: "matters only when another window removed the file",
  },
  {
    file: "host/chat/tombstones.ts",
    where: "now - buried > keptMs",
    why: "a bound that was chosen, to the millisecond",
  },
  {
    file: "host/chat/gone.ts",
    where: "force: true",
    why: "matters only when another window removed the file",
  },
  {
    file: "host/chat/draftFiles.ts",
    where: "orWhenMissing(readFile",
    why: "what is no JSON is no draft either",
  },
  {
    file: "host/chat/conversationList.ts",
    where: "].sort()",
    why: "the folder is listed in the same order each time",
  },
  {
    file: "host/chat/conversationList.ts",
    where: "?.mtimeMs ?? 0",
    why: "matters only when another window removed the file",
  },
  {
    file: "host/chat/conversationList.ts",
    where: "summary === undefined ? {}",
    why: "JSON leaves out what is undefined",
  },
  {
    file: "core/redactPieces.ts",
    where: "start < text.length",
    why: "one more turn, which finds the text's length as well",
  },
];

/** Why a mutant that lives may live. */
export function reasonFor(mutant: Tried): string {
  const known = reasons.find(({ file, where }) => file === mutant.file && mutant.where.includes(where));
  if (known !== undefined) {
    return known.why;
  }
  if (mutant.outcome === "unreached") {
    return /\?\? (?:""|0|-1|\[\]|\{\})/.test(mutant.where)
      ? "what would stand there cannot be missing; the compiler wants a value"
      : "no test of the group reaches it";
  }
  return "not judged yet";
}
