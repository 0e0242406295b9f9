import assert from "node:assert/strict";
import { type PlaceHint, replaced, replacement, withoutNameLine } from "../../../src/core/placement";

const file = `import a from "a";

class Cart {
  total() {
    return 1;
  }

  count() {
    return 2;
  }
}

function one() {
  return 1;
}

function two() {
  return 2;
}
`;

function applied(code: string, hint: PlaceHint = {}, document = file): string | undefined {
  const change = replacement(code, document, hint);
  return change && replaced(document, change);
}

describe("where code of an answer belongs", () => {
  it("is what the question was about, wherever that has moved to", () => {
    const text = "function two() {\n  return 2;\n}";
    const moved = `// a new line\n${file}`;
    assert.equal(
      applied("const two = () => 2;", { attached: { text, startLine: 17 } }, moved),
      moved.replace(text, "const two = () => 2;"),
    );
  });

  it("is the occurrence nearest to where that was", () => {
    const document = "a\nx\nb\nx\nc\n";
    assert.equal(applied("y", { attached: { text: "x", startLine: 4 } }, document), "a\nx\nb\ny\nc\n");
    assert.equal(applied("y", { attached: { text: "x", startLine: 1 } }, document), "a\ny\nb\nx\nc\n");
    assert.equal(applied("y", { attached: { text: "x", startLine: 90 } }, document), "a\nx\nb\ny\nc\n");
  });

  it("is nowhere when that is gone", () => {
    assert.equal(applied("y", { attached: { text: "no such text", startLine: 1 } }), undefined);
  });

  it("is indented as what it replaces, and ends its last line as that did", () => {
    const text = "  total() {\n    return 1;\n  }\n";
    assert.equal(
      applied("total() {\n  return 3;\n\n  // done\n}", { attached: { text, startLine: 4 } }),
      file.replace(text, "  total() {\n    return 3;\n\n    // done\n  }\n"),
    );
    assert.equal(
      applied("  total() {\n    return 3;\n  }", { attached: { text, startLine: 4 } }),
      file.replace(text, "  total() {\n    return 3;\n  }\n"),
    );
  });

  it("is the stretch that begins and ends with the same lines", () => {
    assert.equal(
      applied("function one() {\n  log();\n  return 11;\n}"),
      file.replace("return 1;\n}\n\nfunction two", "log();\n  return 11;\n}\n\nfunction two"),
    );
    const both = "function one() {\n  return 11;\n}\n\nfunction two() {\n  return 22;\n}";
    assert.equal(applied(both), `${file.slice(0, file.indexOf("function one"))}${both}\n`);
  });

  it("is what is selected", () => {
    const start = file.indexOf("return 2");
    assert.equal(
      applied("return 5", { selection: { start, end: start + 8 } }),
      `${file.slice(0, start)}return 5${file.slice(start + 8)}`,
    );
  });

  it("is else at the cursor, on lines of its own, and takes nothing away", () => {
    const at = (document: string, code: string): string | undefined => {
      const start = document.indexOf("|");
      return applied(code, { selection: { start, end: start } }, document.replace("|", ""));
    };
    assert.equal(at("a\n|\nb\n", "x\ny"), "a\nx\ny\nb\n");
    assert.equal(at("|a\nb\n", "x"), "x\na\nb\n");
    assert.equal(at("a|\nb\n", "x"), "a\nx\nb\n");
    assert.equal(at("a|b\n", "x"), "a\nx\nb\n");
    assert.equal(at("a\n|", "x"), "a\nx\n");
    assert.equal(at("a|", "x"), "a\nx");
    assert.equal(at("|", "x"), "x");
    assert.equal(at("if {\n  |\n}\n", "x {\n  y\n}"), "if {\n  x {\n    y\n  }\n}\n");
    assert.equal(at("if {\n  |\n}\n", "  x {\n  }"), "if {\n  x {\n  }\n}\n");
    assert.equal(at("if {\n  a;|\n}\n", "x\ny"), "if {\n  a;\n  x\n  y\n}\n");
  });

  it("is the end of a document without a cursor", () => {
    assert.equal(applied("const all = 1;"), `${file}const all = 1;\n`);
    assert.equal(applied("const all = 1;", {}, ""), "const all = 1;");
    assert.equal(applied("b", {}, "a\n"), "a\nb\n");
    assert.equal(applied("b", {}, "a"), "a\nb");
  });

  it("leaves out a first line that only names the file", () => {
    assert.equal(withoutNameLine("// src/a.ts\n\nlet a;", "src/a.ts", "let b;\n"), "let a;");
    assert.equal(withoutNameLine("// src/a.ts\nlet a;", "src/a.ts", "// src/a.ts\n"), "// src/a.ts\nlet a;");
    assert.equal(withoutNameLine("let a; // src/a.ts\nb", "src/a.ts", ""), "let a; // src/a.ts\nb");
    assert.equal(withoutNameLine("# a.py", "a.py", ""), "# a.py");
    assert.equal(withoutNameLine("// hello\nlet a;", "", ""), "// hello\nlet a;");
  });

  it("is not what begins as it does and ends with a line that is nowhere", () => {
    const code = "function two() {\n  return 3;\n} // two";
    assert.equal(applied(code), `${file}${code}\n`);
  });
});
