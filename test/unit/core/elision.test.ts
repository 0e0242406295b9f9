import assert from "node:assert/strict";

import { elision } from "../../../src/core/elision";

/** Where a model left something out: the kind of file, then the line. */
const leftOut: readonly (readonly [string, string])[] = [
  ["ts", "// ... existing code ..."],
  ["ts", "// ...existing code..."],
  ["ts", "  // ... rest of the code unchanged ..."],
  ["ts", "// ... rest of the function remains the same"],
  ["ts", "// rest of the code remains unchanged"],
  ["ts", "// Rest of the file stays the same."],
  ["ts", "// (rest of the class is unchanged)"],
  ["ts", "// rest of your component"],
  ["ts", "// The rest of the implementation is the same as before"],
  ["ts", "// ... other methods ..."],
  ["ts", "// … other methods …"],
  ["ts", "// ... remaining methods stay the same"],
  ["ts", "// other functions unchanged"],
  ["ts", "// existing code"],
  ["ts", "// existing implementation here"],
  ["ts", "// Existing imports remain unchanged"],
  ["ts", "// ..."],
  ["ts", "// …"],
  ["ts", "/* ... */"],
  ["ts", "/* ... rest of the styles ... */"],
  ["ts", "  ..."],
  ["ts", "... existing code ..."],
  ["ts", "// everything else stays the same"],
  ["ts", "// All else unchanged"],
  ["ts", "// code omitted for brevity"],
  ["ts", "// ... (omitted for brevity)"],
  ["ts", "// ... unchanged ..."],
  ["ts", "// ... and so on"],
  ["ts", "// ... 12 more cases"],
  ["ts", "// no changes here"],
  ["ts", "// keep the existing code here"],
  ["ts", "// Keep existing implementation"],
  ["tsx", "{/* ... rest of the JSX ... */}"],
  ["tsx", "      {/* existing content */}"],
  ["js", "function price() { /* existing code */ }"],
  ["js", "return total; // ... rest of the function unchanged"],
  ["js", "// the remaining code is unchanged"],
  ["py", "# ... rest of the function unchanged"],
  ["py", "    # ... existing code ..."],
  ["py", "# ..."],
  ["py", "# rest of the code remains the same"],
  ["rb", "# (rest of the class unchanged)"],
  ["sh", "# ... remaining script unchanged ..."],
  ["sql", "-- ... rest of the columns unchanged"],
  ["lua", "-- ... existing code ..."],
  ["hs", "{- ... existing definitions ... -}"],
  ["ml", "(* ... existing code ... *)"],
  ["ini", "; ... other options unchanged"],
  ["m", "% ... rest of the script ..."],
  ["vb", "' ... existing code ..."],
  ["vim", '" ... existing code ...'],
  ["html", "<!-- ... rest of the page ... -->"],
  ["html", "<!-- rest of the content remains unchanged -->"],
  ["vue", "<!-- ... existing markup -->"],
  ["md", "<!-- rest of the document unchanged -->"],
  ["md", "[... rest of the document ...]"],
  ["md", "[Rest of the document remains unchanged]"],
  ["md", "*(The remaining sections stay the same)*"],
  ["ts", "// rest of the code goes here"],
  ["ts", "// the remaining code"],
  ["ts", "// Code omitted"],
  ["ts", "// ... same as before"],
  ["ts", "// ... price and tax logic ..."],
  ["ts", "// ... validation code here"],
  ["ts", "// rest of the cases..."],
  ["ts", "// other methods..."],
  ["ts", "// etc..."],
  ["ts", "// ... 其余代码保持不变 ..."],
  ["ts", "// ... 之前的校验"],
  ["ts", "// ... 省略"],
  ["ts", "// ... 初始化代码 ..."],
  ["ts", "// 其余代码不变"],
  ["ts", "// 其他方法保持不变"],
  ["ts", "// 省略其余代码"],
  ["ts", "// 既存のコード"],
  ["ts", "// 기존 코드 유지"],
  ["ts", "// Rest bleibt unverändert"],
  ["ts", "// restlicher Code"],
  ["ts", "// le reste du code reste inchangé"],
  ["ts", "// el resto del código sin cambios"],
  ["ts", "// остальной код без изменений"],
];

/** What looks like it, and is a part of the program or says something of it. */
const harmless: readonly (readonly [string, string])[] = [
  ["ts", "...options,"],
  ["ts", "  ...rest"],
  ["ts", "...existing,"],
  ["ts", "const [first, ...rest] = list;"],
  ["ts", "function join(...parts: string[]) {"],
  ["ts", "return { ...state, code: 3 };"],
  ["ts", "call(/* the rest of the arguments */ ...args);"],
  ["ts", "// Flushes the rest of the buffer before closing."],
  ["ts", "// The rest is up to the caller."],
  ["ts", "// rest of the lines"],
  ["ts", "// and the remaining entries are dropped when the map is full"],
  ["ts", "// Keep the original line (already decoded)"],
  ["ts", "// copy the remaining elements"],
  ["ts", "// existing codecs are registered twice"],
  ["ts", "// Existing files are left alone"],
  ["ts", "// Waiting for the server..."],
  ["ts", "// TODO: what now..."],
  ["ts", "// so that other methods can be called before"],
  ["ts", "i++; // same as before the loop"],
  ["ts", "const a = b; /* previous code */"],
  ["ts", "this.options = options; // keep original options in case a user extends this type"],
  ["ts", "assert.equal(size, 3); // unchanged"],
  ["ts", "///   ..."],
  ["ts", "/// ..."],
  ["ts", "//      ..."],
  ["ts", "// ............................................................"],
  ["ts", "// ---------------------------------"],
  ["ts", 'const text = "... existing code ...";'],
  ["ts", 'log("https://example.com/rest of the code");'],
  ["ts", "'... existing code ...',"],
  ["ts", "  * ..."],
  ["ts", "// other"],
  ["ts", "// rest"],
  ["ts", "// unchanged"],
  ["ts", "//"],
  ["ts", ""],
  ["ts", "// Tests for the remaining cases:"],
  ["ts", "// no changes needed"],
  ["ts", "// Same logic as above for a custom lexer"],
  ["py", "..."],
  ["py", "    ..."],
  ["py", "def f() -> int: ..."],
  ["py", "x[..., 0] = 1"],
  ["py", "Tuple[int, ...]"],
  ["py", ">>> f(1)"],
  ["py", "...     return text"],
  ["pyi", "def open(path: str) -> None: ..."],
  ["py", "# Keep the original file open when the writer is"],
  ["yaml", "..."],
  ["yml", "# the rest of the jobs need this one"],
  ["r", "  ..."],
  ["lua", "  ..."],
  ["c", "  ..."],
  ["c", "int printf(const char *format, ...);"],
  ["c", "#define log(...) printf(__VA_ARGS__)"],
  ["c", "unsigned prev; /* previous code */"],
  ["go", "list = append(list, more...)"],
  ["go", "func join(parts ...string) string {"],
  ["rs", "let Point { x, .. } = point;"],
  ["rs", "0..=9 => true,"],
  ["php", "function f(...$parts) {"],
  ["rb", "(1...10).each do |i|"],
  ["sh", "echo ... done"],
  ["md", "// ... existing code ..."],
  ["md", "    # ..."],
  ["md", "..."],
  ["md", "[...]"],
  ["md", "The rest of the document is about keys."],
  ["md", "- [Rest](rest.md)"],
  ["html", "<p>...</p>"],
  ["html", "..."],
  ["css", "/* The rest of the page scrolls. */"],
];

describe("a line that says that code was left out", () => {
  for (const [extension, line] of leftOut) {
    it(`is ${JSON.stringify(line)} in .${extension}`, () => {
      const found = elision(["a", line, "b"], ["a", "c", "b"], `src/file.${extension}`);
      assert.deepEqual(found, { line: 1, text: line.trim() });
    });
  }

  for (const [extension, line] of harmless) {
    it(`is not ${JSON.stringify(line)} in .${extension}`, () => {
      assert.equal(elision(["a", line, "b"], ["a", "c", "b"], `src/file.${extension}`), undefined);
    });
  }

  it("is none that was there before, however it is indented now", () => {
    assert.equal(elision(["  // ..."], ["// ..."], "a.ts"), undefined);
    assert.equal(elision(["// ... existing code ..."], ["\t// ... existing code ..."], "a.ts"), undefined);
  });

  it("is the first of several", () => {
    const found = elision(["a", "", "// ... existing code ...", "// ..."], ["a"], "a.ts");
    assert.deepEqual(found, { line: 2, text: "// ... existing code ..." });
  });

  it("is found at once in a line without end", () => {
    const lines = [
      "// ".repeat(100_000),
      "/*".repeat(100_000),
      " //".repeat(100_000),
      `//${" ".repeat(300_000)}x`,
    ];
    const words = [
      `// ${"rest of the ".repeat(20_000)}`,
      `// ${"other code ".repeat(7)}`,
      `# ${"a.b ".repeat(50_000)}`,
    ];
    const start = performance.now();
    assert.equal(elision([...lines, ...words], [], "a.ts"), undefined);
    assert.ok(performance.now() - start < 1_000);
  });
});
