/** What fetches something in CSS, or runs it; `url(#…)` names a part of the same file. */
const fetching =
  /url\(\s*(?!["']?\s*#)|@import|image-set\s*\(|\bimage\s*\(|\bsrc\s*\(|cross-fade\s*\(|expression\s*\(|-moz-binding|behavior\s*:|(?:java|vb)script:/i;

/** Whether a style sheet, or the value of an attribute read as CSS, fetches or runs anything, however it is written. */
export function cssFetches(css: string): boolean {
  if (fetching.test(css)) {
    return true;
  }
  if (!/[\\]|\/\*/.test(css)) {
    return false;
  }
  const unescaped = css
    .replaceAll(/\\([0-9a-f]{1,6})[ \t\r\n\f]?/gi, (_, code: string) => character(Number.parseInt(code, 16)))
    .replaceAll(/\\\r?\n?/g, "");
  return fetching.test(unescaped) || fetching.test(unescaped.replaceAll(/\/\*.*?\*\//gs, ""));
}

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : "";
}
