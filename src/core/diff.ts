/**
 * The parts of a unified diff that are about one file, by its path relative to the repository with `/` between its
 * parts. Empty when there is none.
 */
export function diffOfFile(diff: string, path: string): string {
  return partsOf(diff)
    .filter((part) => pathsOf(part).includes(path))
    .join("");
}

/**
 * A file's path relative to a folder, as a diff made there has it; as it is when it lies elsewhere. Both as URIs have
 * them: Windows gives a drive now by a small letter and now by a capital.
 */
export function pathBelow(folder: string, file: string): string {
  const root = withSmallDrive(folder).replace(/\/*$/, "/");
  const path = withSmallDrive(file);
  return path.startsWith(root) ? path.slice(root.length) : file;
}

function withSmallDrive(path: string): string {
  return path.replace(/^\/[A-Z]:/, (drive) => drive.toLowerCase());
}

/** The paths of all files that a unified diff is about, as `diffOfFile` takes them; renamed ones by both names. */
export function pathsInDiff(diff: string): readonly string[] {
  return [...new Set(partsOf(diff).flatMap(pathsOf))];
}

function partsOf(diff: string): readonly string[] {
  return diff.split(/^(?=diff --(?:git|cc|combined) )/m);
}

/** Before and after; git puts names with unusual characters in quotes, with bytes in octal. */
function pathsOf(part: string): readonly string[] {
  const header = part.slice(0, part.search(/^@@/m) === -1 ? undefined : part.search(/^@@/m));
  const marked = [...header.matchAll(/^(?:---|\+\+\+|rename from|rename to) (.+?)\t?$/gm)].map(
    ([, name = ""]) => unquoted(name).replace(/^[abciow]\//, ""),
  );
  // A file without text, or with nothing but another mode, has no such lines.
  const [, first = ""] = /^diff --(?:git|cc|combined) (.+)$/m.exec(header) ?? [];
  const both = /^("?)[abciow]\/(.+)\1 ("?)[abciow]\/\2\3$/.exec(first);
  return [...marked, ...(both === null ? [unquoted(first)] : [unquoted(`"${both[2]}"`)])];
}

function unquoted(name: string): string {
  if (!name.startsWith('"')) {
    return name;
  }
  const bytes: number[] = [];
  for (const [piece, octal, escaped] of name.slice(1, -1).matchAll(/\\([0-7]{3})|\\(.)|[^\\]+/g)) {
    if (octal !== undefined) {
      bytes.push(Number.parseInt(octal, 8));
    } else {
      bytes.push(
        ...new TextEncoder().encode(escaped === undefined ? piece : (escapes.get(escaped) ?? escaped)),
      );
    }
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}

const escapes: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["t", "\t"],
]);
