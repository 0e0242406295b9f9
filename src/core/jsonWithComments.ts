/** What JSON says that may hold comments and commas before a closing bracket, as VS Code's own files do; throws a SyntaxError. */
export function parseJsonWithComments(text: string): unknown {
  const plain = text.replace(/"(?:[^"\\]|\\.)*"|\/\/[^\n\r]*|\/\*[\s\S]*?\*\//g, (part) =>
    part.startsWith('"') ? part : " ",
  );
  const withoutCommas = plain.replace(/"(?:[^"\\]|\\.)*"|,(?=\s*[\]}])/g, (part) =>
    part.startsWith('"') ? part : "",
  );
  return JSON.parse(withoutCommas.replace(/^\uFEFF/, ""));
}
