/** What fetches something in CSS, or runs it. */
const fetching =
  /@import|image-set\s*\(|\bimage\s*\(|\bsrc\s*\(|cross-fade\s*\(|expression\s*\(|-moz-binding|behavior\s*:|(?:java|vb)script:/i;

/** Whether a style sheet, or the value of an attribute read as CSS, fetches or runs anything, however it is written. */
export function cssFetches(css: string): boolean {
  if (fetchesAsWritten(css)) {
    return true;
  }
  if (!css.includes("\\") && !css.includes("/*")) {
    return false;
  }
  const unescaped = css
    .replaceAll(/\\([0-9a-f]{1,6})[ \t\r\n\f]?/gi, (_, code: string) => character(Number.parseInt(code, 16)))
    .replaceAll(/\\\r?\n?/g, "");
  return fetchesAsWritten(unescaped) || fetchesAsWritten(withoutComments(unescaped));
}

function fetchesAsWritten(css: string): boolean {
  if (fetching.test(css)) {
    return true;
  }
  for (const {
    0: { length },
    index,
  } of css.matchAll(/url\(\s*["']?\s*/gi)) {
    // `url(#…)` names a part of the same file.
    if (css[index + length] !== "#") {
      return true;
    }
  }
  return false;
}

function withoutComments(css: string): string {
  const [before = "", ...commented] = css.split("/*");
  const behind = commented.map((piece) => {
    const end = piece.indexOf("*/");
    return end === -1 ? "" : piece.slice(end + 2);
  });
  return before + behind.join("");
}

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : "";
}
