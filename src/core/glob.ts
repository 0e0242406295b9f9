/**
 * Whether a path, with `/` between its parts, is one that a glob pattern of VS Code's settings means: `*`, `**`, `?`,
 * `{a,b}` and `[a-z]`. A pattern that cannot be read matches nothing.
 */
export function matchesGlob(pattern: string, path: string): boolean {
  try {
    return new RegExp(`^${regExpOf(pattern)}$`, "u").test(path);
  } catch {
    return false;
  }
}

/** One expression for what any of several patterns means, for those that are asked of again and again. */
export function anyGlob(patterns: readonly string[]): RegExp {
  return new RegExp(`^(?:${patterns.map(regExpOf).join("|")})$`, "u");
}

const pieces = /\*\*\/|\/\*\*|\*\*|\*|\?|\{[^{}]*\}|\[[^\]]*\]|[\s\S]/gu;

function regExpOf(pattern: string): string {
  return pattern.replace(pieces, (piece) => {
    switch (piece) {
      case "**/":
        return "(?:.*/)?";
      case "/**":
        return "(?:/.*)?";
      case "**":
        return ".*";
      case "*":
        return "[^/]*";
      case "?":
        return "[^/]";
      default:
        return longerPiece(piece);
    }
  });
}

function longerPiece(piece: string): string {
  if (piece.length > 1 && piece.startsWith("{")) {
    return `(?:${piece.slice(1, -1).split(",").map(regExpOf).join("|")})`;
  }
  if (piece.length > 1 && piece.startsWith("[")) {
    return piece.replace(/^\[!/, "[^").replaceAll("\\", "\\\\");
  }
  return piece.replace(/[\\^$.|?*+()[\]{}/]/u, "\\$&");
}
