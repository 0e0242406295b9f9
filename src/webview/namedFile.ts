/** What is known of a code block beside its code; each part is empty when nothing is said of it. */
export interface CodeLabel {
  readonly language: string;
  /** A path as it was written; it may be of no file that exists. */
  readonly fileName: string;
}

const longestPath = 200;
const pathSegment = /^[\p{L}\p{N}_@.+()[\]$~ -]+$/u;
const withExtension = /^[^.].*\.[A-Za-z][A-Za-z0-9]{0,11}$|^\.[\w-][\w.-]*$/;
const withoutExtension = /^(?:Dockerfile|Makefile|Procfile|Gemfile|Rakefile|Jenkinsfile|LICENSE|CODEOWNERS)$/;
/** Names of products that look like names of files. */
const product =
  /^(?:(?:Node|Next|Vue|Nuxt|Three|Express|D3|Angular|React|Chart|Discord|Ember)\.js|\w*\.NET)$/;

/**
 * Reads what follows the marks that open a fenced block: `ts`, `ts src/a.ts`, `ts title="a.ts"`, `ts:src/a.ts`,
 * `src/a.ts`, `10:24:src/a.ts`.
 */
export function readFenceInfo(information: string): CodeLabel {
  const words = information.trim();
  const first = /^[^\s{]*/.exec(words)?.[0] ?? "";
  const [, beforeColon = "", afterColon = ""] = /^(?:\d+:)?([^:]*):(.+)$/.exec(first) ?? [];
  if (isPath(afterColon)) {
    return { language: languageOf(beforeColon, afterColon), fileName: afterColon };
  }
  const attribute =
    /(?:^|[\s{,])(?:title|file|filename|path|name)\s*[=:]\s*(?:"([^"]+)"|'([^']+)'|([^\s"'{},]+))/i.exec(
      words,
    );
  const titled = attribute?.[1] ?? attribute?.[2] ?? attribute?.[3] ?? "";
  if (isPath(titled)) {
    return { language: attribute?.index === 0 ? languageOf("", titled) : first, fileName: titled };
  }
  const second = /^\S+\s+(\S+)/.exec(words)?.[1] ?? "";
  if (isPath(second)) {
    return { language: first, fileName: second };
  }
  // Alone, such a word is how the language is called.
  return isPath(first) && !withoutExtension.test(first)
    ? { language: languageOf("", first), fileName: first }
    : { language: first, fileName: "" };
}

/** The file that a code block's first line names when it is a comment with a path and nothing else, or nothing. */
export function fileNameInComment(line: string): string {
  const text = line.trim();
  if (text.length > longestPath + 50) {
    return "";
  }
  const comment =
    /^(?:\/\/|#|--|;|%)\s+(\S.*)$/.exec(text) ??
    /^\/\*+\s*(\S.*?)\s*\*\/$/.exec(text) ??
    /^<!--\s*(\S.*?)\s*-->$/.exec(text);
  const name = withoutLead(comment?.[1] ?? "").replace(/^`(.*)`$/, "$1");
  return isPath(name) && !name.includes(" ") ? name : "";
}

/** The file that the text right above a code block names when it is a bold, code or heading path and nothing else. */
export function fileNameInLine(source: string): string {
  const line = source.trim();
  if (line.length > longestPath + 50 || line.includes("\n")) {
    return "";
  }
  const heading = /^#{1,6}\s+/.exec(line)?.[0] ?? "";
  let name = line.slice(heading.length).replace(/\s#+$/, "");
  let isMarked = heading !== "";
  for (let before = ""; before !== name;) {
    before = name;
    name = withoutLead(name.replace(/\s*:$/, ""));
    const inner = /^(\*\*|__|`)(.+)\1$/.exec(name)?.[2];
    isMarked ||= inner !== undefined;
    name = inner ?? name;
  }
  return isMarked && isPath(name) ? name : "";
}

function withoutLead(text: string): string {
  return text.replace(/^(?:file(?:\s?name)?|path)\s*:\s*/i, "");
}

function languageOf(said: string, path: string): string {
  return said === "" || /^\d+$/.test(said) ? (/\.(\w+)$/.exec(path)?.[1] ?? "") : said;
}

/** Letters and a few signs only, so that nothing invisible can make one name look like another. */
function isPath(text: string): boolean {
  if (text.length > longestPath || text.trim() !== text) {
    return false;
  }
  const segments = text.replace(/^(?:[A-Za-z]:)?[\\/]/, "").split(/[\\/]/);
  const last = segments.at(-1) ?? "";
  return (
    segments.every((segment) => pathSegment.test(segment)) &&
    (withExtension.test(last) || withoutExtension.test(last)) &&
    !(segments.length === 1 && product.test(last))
  );
}
