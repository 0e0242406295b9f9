import type { ContextItem } from "./context";

/** Text that closes its own fence would let code speak as the person: the fence is longer than any run inside. */
export function fenced(text: string, languageId: string): string {
  let longestRun = 0;
  for (const run of text.matchAll(/`+/g)) {
    longestRun = Math.max(longestRun, run[0].length);
  }
  const fence = "`".repeat(Math.max(3, longestRun + 1));
  const label = languageId.replace(/[^\w+#.-]/g, "");
  return `${fence}${label}\n${text}${text.endsWith("\n") ? "" : "\n"}${fence}`;
}

/** A chip as Claude reads it: one line of origin, then the fenced text. */
export function contextText(item: ContextItem): string {
  return `${origin(item)}:\n${fenced(item.text, item.languageId)}`;
}

/** A file name is the workspace's text, not ours: nothing in it may end the line or the quotation. */
export function quotedName(fileName: string): string {
  return `\`${fileName.replace(/[`\p{Cc}\p{Zl}\p{Zp}]/gu, "\uFFFD")}\``;
}

function origin(item: ContextItem): string {
  const name = quotedName(item.fileName);
  const languageId = item.languageId.replace(/[^\w+#.-]/g, "");
  const language = languageId === "" ? "" : ` (${languageId})`;
  const cell = item.cell === undefined ? "" : `cell ${item.cell} of `;
  switch (item.kind) {
    case "selection":
    case "symbol":
    case "visible":
      return `${cell}${name}${language}, ${linesOf(item)}`;
    case "file":
      return `${name}${language}, whole file`;
    case "folder":
      return `Files in folder ${name}`;
    case "problems":
      return item.startLine === 0
        ? `Problems in ${cell}${name}`
        : `Problem in ${cell}${name}, ${linesOf(item)}`;
    case "terminal":
      return `Selected in terminal ${name}`;
    case "diff":
      return `${item.extent === "staged" ? "Staged" : "Unstaged"} changes in ${name}`;
    case "image":
      return `Image ${name}`;
    case "cell":
      return `${cell}notebook ${name}${language}${item.extent === "outputs" ? ", with its outputs" : ""}`;
  }
}

function linesOf({ startLine, endLine }: ContextItem): string {
  return startLine === endLine ? `line ${startLine}` : `lines ${startLine}-${endLine}`;
}
