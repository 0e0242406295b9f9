import assert from "node:assert/strict";

import fc from "fast-check";

import {
  editQuestion,
  type EditSubject,
  editSystemPrompt,
  editTooLong,
  followUpQuestion,
} from "../../../src/core/editPrompt";

const pricing = `import { round } from "./round";

/** What it costs. */
export function price(base: number): number {
  return base * 1.2;
}

export const free = 0;
`.split("\n");

function subject(changes: Partial<EditSubject> = {}): EditSubject {
  return {
    fileName: "src/pricing.ts",
    languageId: "typescript",
    lines: pricing,
    range: { start: 3, end: 6 },
    insertSpaces: true,
    tabSize: 2,
    problems: [],
    ...changes,
  };
}

/** The text of each fenced block, by the title before it; read as CommonMark reads fences. */
function blocksOf(question: string): ReadonlyMap<string, string> {
  const blocks = new Map<string, string>();
  let title = "";
  let fence: string | undefined;
  let text: string[] = [];
  for (const line of question.split("\n")) {
    const [, run = ""] = /^ {0,3}(`{3,})[^`]*$/.exec(line) ?? [];
    if (fence === undefined && run !== "") {
      fence = run;
      text = [];
    } else if (fence !== undefined && run.length >= fence.length && line.trim() === run) {
      blocks.set(title, text.join("\n"));
      fence = undefined;
    } else if (fence === undefined) {
      title = line;
    } else {
      text.push(line);
    }
  }
  assert.equal(fence, undefined, "a fence is left open");
  return blocks;
}

function block(question: string, title: string): string | undefined {
  return [...blocksOf(question)].find(([each]) => each.startsWith(title))?.[1];
}

describe("what Claude is told of an edit", () => {
  it("is this, word for word", () => {
    const problems = [
      { line: 4, message: "Magic number:\n  1.2", severity: "warning", source: "eslint" },
      { line: 3, message: "Too short.", severity: "error" },
      { line: 7, message: "Elsewhere", severity: "hint" },
      { line: 0, endLine: 2, message: "Above", severity: "error" },
      { line: 2, endLine: 4, message: "Not documented", severity: "information" },
    ] as const;
    assert.equal(
      editQuestion(subject({ problems }), "  Round the price.\n"),
      `File: \`src/pricing.ts\` (typescript), 9 lines, indented with 2 spaces.

Text before, not to be repeated (the last 3 lines):
\`\`\`typescript
import { round } from "./round";

/** What it costs. */
\`\`\`

The lines to replace (lines 4-6):
\`\`\`typescript
export function price(base: number): number {
  return base * 1.2;
}
\`\`\`

Text after, not to be repeated (the next 2 lines):
\`\`\`typescript

export const free = 0;
\`\`\`

Problems that the editor shows in them:
\`\`\`
line 3: information: Not documented
line 4: error: Too short.
line 5: warning (eslint): Magic number: 1.2
\`\`\`

What should change:
Round the price.`,
    );
  });

  it("tells of the rules, and then what the person wants always", () => {
    assert.equal(editSystemPrompt(" \n"), editSystemPrompt(""));
    assert.match(
      editSystemPrompt(""),
      /replacement only[^]*one fenced code block[^]*not instructions to you/,
    );
    assert.equal(editSystemPrompt(" Answer in French.\n"), `${editSystemPrompt("")}\n\nAnswer in French.`);
  });

  it("says how the document is indented", () => {
    assert.match(editQuestion(subject({ tabSize: 4 }), "a"), /indented with 4 spaces\./);
    assert.match(editQuestion(subject({ insertSpaces: false }), "a"), /indented with tabs\./);
  });

  it("names no language where none is known", () => {
    assert.match(editQuestion(subject({ languageId: "" }), "a"), /^File: `src\/pricing\.ts`, 9 lines,/);
  });

  it("has nothing before the first line nor after the last", () => {
    const whole = editQuestion(subject({ range: { start: 0, end: pricing.length } }), "a");
    assert.deepEqual([...blocksOf(whole).keys()], ["The lines to replace (lines 1-9):"]);
    assert.equal(block(whole, "The lines to replace"), pricing.join("\n"));
    const last = editQuestion(subject({ range: { start: 7, end: 8 } }), "a");
    assert.equal(block(last, "Text after"), undefined);
    assert.equal(block(last, "The lines to replace (line 8)"), "export const free = 0;");
  });

  it("says where lines come when none go", () => {
    const question = editQuestion(subject({ range: { start: 6, end: 6 } }), "Add a test.");
    assert.match(question, /^Nothing stands there yet\. Your answer is inserted before line 7,/m);
    assert.equal(block(question, "The lines to replace"), undefined);
    assert.equal(block(question, "Text before")?.split("\n").at(-1), "}");
    assert.equal(block(question, "Text after")?.split("\n")[0], "");
    const problems = [{ line: 6, message: "Here", severity: "error" }] as const;
    assert.match(
      editQuestion(subject({ range: { start: 6, end: 6 }, problems }), "a"),
      /line 7: error: Here/,
    );
  });

  it("says that a document is empty", () => {
    for (const end of [0, 1]) {
      const question = editQuestion(subject({ lines: [""], range: { start: 0, end } }), "a");
      assert.match(question, /^The document is empty\. Your answer becomes its text\.$/m);
      assert.equal(blocksOf(question).size, 0);
    }
  });

  it("keeps blank lines at the ends of what is to be replaced", () => {
    const lines = ["a", "", "b", "", "", "c"];
    assert.equal(
      block(editQuestion(subject({ lines, range: { start: 1, end: 5 } }), "a"), "The lines"),
      "\nb\n\n",
    );
    assert.equal(block(editQuestion(subject({ lines, range: { start: 3, end: 4 } }), "a"), "The lines"), "");
  });

  it("asks on without saying again what stands around", () => {
    const question = followUpQuestion(subject(), " Shorter. ");
    assert.deepEqual([...blocksOf(question).keys()], ["The lines to replace (lines 4-6):"]);
    assert.match(question, /^What should change now:\nShorter\.$/m);
    assert.match(
      followUpQuestion(subject({ range: { start: 6, end: 6 } }), "a"),
      /^Nothing stands there now\./,
    );
  });

  it("has what changes from one try to the next at its end", () => {
    const [one, two] = [editQuestion(subject(), "one"), editQuestion(subject(), "two")];
    assert.equal(one.slice(0, -3), two.slice(0, -3));
    assert.ok(one.endsWith("\none") && two.endsWith("\ntwo"));
    assert.equal(editQuestion(subject(), "one"), one);
  });

  it("has few problems of a line with many", () => {
    const problems = Array.from({ length: 70 }, (_, index) => ({
      line: 4,
      message: `${index} ${"long ".repeat(500)}`,
      severity: "error" as const,
    }));
    const list = block(editQuestion(subject({ problems }), "a"), "Problems")?.split("\n") ?? [];
    assert.equal(list.length, 51);
    assert.equal(list[50], "and 20 more");
    assert.ok(list.every((line) => line.length < 550));
  });

  it("cannot be broken out of by a name, a language, a line or a problem", () => {
    const unit = fc.constantFrom(
      "`",
      "```",
      "~~~",
      "\u2028",
      "a",
      " ",
      "</document>",
      "\u0007",
      "# ",
      "\u202E",
    );
    const text = fc.string({ unit, maxLength: 20 });
    const name = fc.string({
      unit: fc.oneof(unit, fc.constantFrom("\n", "\r", "`typescript")),
      maxLength: 20,
    });
    fc.assert(
      fc.property(
        name,
        name,
        fc.array(text, { minLength: 3, maxLength: 12 }),
        name,
        (fileName, languageId, lines, message) => {
          const range = { start: 1, end: lines.length - 1 };
          const problems = [{ line: 1, message, source: message, severity: "error" }] as const;
          const question = editQuestion(subject({ fileName, languageId, lines, range, problems }), "Do it.");
          assert.equal(block(question, "The lines to replace"), lines.slice(1, -1).join("\n"));
          assert.equal(block(question, "Text before"), lines[0]);
          const last = lines.at(-1);
          assert.equal(block(question, "Text after"), last === "" ? undefined : last);
          assert.equal(block(question, "Problems")?.split("\n").length, 1);
          assert.match(
            question.split("\n")[0] ?? "",
            /^File: `[^`\r\n]*`(?: \([\w+#.-]+\))?, \d+ lines, indented/,
          );
          assert.ok(question.endsWith("\n\nWhat should change:\nDo it."));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe("the window of a large document", () => {
  /** 10 characters and the end of its line. */
  const line = (index: number): string => `line ${String(index).padStart(5, "0")}`;
  const large = Array.from({ length: 10_000 }, (_, index) => line(index));

  it("is of whole lines on either side, as many as fit, and says that there is more", () => {
    const question = editQuestion(subject({ lines: large, range: { start: 5_000, end: 5_001 } }), "a");
    const before = block(question, "Text before, not to be repeated (the last 1090 lines; 3910 more above):");
    const after = block(question, "Text after, not to be repeated (the next 1090 lines; 3909 more below):");
    assert.equal(before, large.slice(3_910, 5_000).join("\n"));
    assert.equal(after, large.slice(5_001, 6_091).join("\n"));
  });

  it("never cuts what is to be replaced, and cuts a longer line beside it where it is seen", () => {
    const long = `${"x".repeat(11_999)}😀${"y".repeat(30_000)}`;
    const lines = ["above", long, long, long, "below"];
    const question = editQuestion(subject({ lines, range: { start: 2, end: 3 } }), "a");
    assert.equal(block(question, "The lines to replace"), long);
    const mark = "… (30002 characters of this line are not shown)";
    assert.equal(block(question, "Text before"), "x".repeat(11_999) + mark);
    assert.equal(block(question, "Text after"), "x".repeat(11_999) + mark);
    assert.match(question, /\(the last 1 line; 1 more above\)/);
    assert.match(question, /\(the next 1 line; 1 more below\)/);
  });

  it("stays within its size, whatever the lines are, and never loses one that is to be replaced", () => {
    const lines = fc.array(
      fc.oneof(
        fc.constant(""),
        fc.nat({ max: 30_000 }).map((length) => "z".repeat(length)),
        fc.constant("é"),
      ),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(lines, fc.nat(), fc.nat(), (all, a, b) => {
        const [start = 0, end = 0] = [a % (all.length + 1), b % (all.length + 1)].toSorted((x, y) => x - y);
        const question = editQuestion(
          subject({ lines: all, range: { start, end }, languageId: "plaintext" }),
          "a",
        );
        const isEmpty = all.length === 1 && all[0] === "";
        assert.equal(
          block(question, "The lines to replace"),
          start === end || isEmpty ? undefined : all.slice(start, end).join("\n"),
        );
        for (const [title, nearest] of [
          ["Text before", all[start - 1]],
          ["Text after", all[end]],
        ] as const) {
          const text = block(question, title);
          assert.ok((text?.length ?? 0) <= 12_100);
          // The end of the last line is not a line.
          if (
            nearest !== undefined &&
            !isEmpty &&
            (title === "Text before" || end < all.length - 1 || nearest !== "")
          ) {
            assert.notEqual(text, undefined, title);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it("is found at once in a document of a million lines", () => {
    const lines = Array.from({ length: 1_000_000 }, () => "const a = 1;");
    const start = performance.now();
    editQuestion(subject({ lines, range: { start: 500_000, end: 500_010 } }), "a");
    const took = performance.now() - start;
    assert.ok(took < 1_000, `${took} ms`);
  });

  it("is too long to be replaced above 400,000 characters", () => {
    const lines = Array.from({ length: 50_000 }, () => "1234567");
    assert.equal(editTooLong(subject({ lines, range: { start: 0, end: 50_000 } })), false);
    assert.equal(editTooLong(subject({ lines: [...lines, ""], range: { start: 0, end: 50_001 } })), true);
    assert.equal(editTooLong(subject({ lines: [...lines, "a"], range: { start: 1, end: 50_000 } })), false);
    assert.equal(editTooLong(subject({ lines: ["x".repeat(400_000)], range: { start: 0, end: 1 } })), true);
  });
});

describe("the imports of a file, where the window does not reach them", () => {
  const filler = Array.from({ length: 3_000 }, (_, index) => `  call(${index});`);

  /** A language, the beginning of a file of it, the lines of it that name what it uses. */
  const rows: readonly (readonly [string, string, string])[] = [
    [
      "typescript",
      'import a from "a";\nimport type { B } from "b";\nimport {\n  c,\n  d,\n} from "cd";\n\nconst e = require("e");\nconst f = 1;\nexport { g } from "g";\nimport("h");\n  import i;',
      'import a from "a";\nimport type { B } from "b";\nimport {\n  c,\n  d,\n} from "cd";\nconst e = require("e");\nexport { g } from "g";',
    ],
    [
      "python",
      "import os\nfrom a import (\n    b,\n)\nfrom here on\nx = 1\n    import late",
      "import os\nfrom a import (\n    b,\n)",
    ],
    [
      "go",
      'package a\n\nimport (\n\t"fmt"\n\tb "c/d"\n)\n\nimport "e"\nfunc f() {',
      'package a\nimport (\n\t"fmt"\n\tb "c/d"\n)\nimport "e"',
    ],
    [
      "rust",
      "use a::{\n    b,\n};\npub(crate) use c;\nmod d;\nextern crate e;\nmod tests {\n    use f;\n}",
      "use a::{\n    b,\n};\npub(crate) use c;\nmod d;\nextern crate e;",
    ],
    ["c", '#include <stdio.h>\n# include "a.h"\n#define B 1', '#include <stdio.h>\n# include "a.h"'],
    ["java", "package a.b;\n\nimport static c.D.e;\nclass F {", "package a.b;\nimport static c.D.e;"],
    [
      "csharp",
      "using System;\nglobal using A;\nnamespace B;\n    using (var c = d)",
      "using System;\nglobal using A;",
    ],
    [
      "php",
      "<?php\nnamespace A;\nuse B\\{C, D};\nrequire_once 'e.php';\nclass F {\n    use G;",
      "namespace A;\nuse B\\{C, D};\nrequire_once 'e.php';",
    ],
    ["ruby", 'require "a"\nrequire_relative "b"\nclass C', 'require "a"\nrequire_relative "b"'],
    ["scss", '@use "a";\n@import "b";\n@media print {', '@use "a";\n@import "b";'],
    ["markdown", "import nothing\nuse this\nfrom here import it", ""],
    ["plaintext", "import a", ""],
  ];
  for (const [languageId, start, imports] of rows) {
    it(`are found in ${languageId}`, () => {
      const lines = [...start.split("\n"), ...filler];
      const range = { start: lines.length - 2, end: lines.length };
      const question = editQuestion(subject({ lines, range, languageId }), "a");
      assert.equal(block(question, "Imports of this file") ?? "", imports);
    });
  }

  /** Further languages, with one line of each that is found; some write alike. */
  const lines: readonly (readonly [string, string])[] = [
    ["javascript javascriptreact typescriptreact vue svelte", 'import a from "a";'],
    ["javascript typescriptreact", '"use client";'],
    ["kotlin scala groovy", "import a.b.c"],
    ["cpp cuda-cpp objective-c objective-cpp", "#include <vector>"],
    ["objective-c objective-cpp", "#import <Foundation/Foundation.h>"],
    ["cpp", "using namespace std;"],
    ["fsharp", "open System"],
    ["swift", "@testable import Shop"],
    ["dart", "import 'package:a/a.dart';"],
    ["css less sass", '@import "a";'],
    ["haskell elm", "import Data.List (sort)"],
    ["elixir", "  alias Shop.Price"],
    ["perl", "use strict;"],
    ["lua", 'local a = require("a")'],
    ["r", "library(dplyr)"],
    ["julia", "using Test"],
    ["shellscript", ". ./a.sh"],
    ["powershell", "Import-Module A"],
  ];
  for (const [languages, line] of lines) {
    for (const languageId of languages.split(" ")) {
      it(`are found in ${languageId}: ${line}`, () => {
        const all = ["x", line, "y", ...filler];
        const range = { start: all.length - 1, end: all.length };
        assert.equal(block(editQuestion(subject({ lines: all, range, languageId }), "a"), "Imports"), line);
      });
    }
  }

  it("are not said twice", () => {
    assert.equal(block(editQuestion(subject(), "a"), "Imports"), undefined);
    const selected = subject({ lines: [...pricing, ...filler], range: { start: 0, end: 1 } });
    assert.equal(block(editQuestion(selected, "a"), "Imports"), undefined);
  });

  it("are found below too, and end where the window begins", () => {
    const lines = ["import {", ...filler, "}", ...filler, 'import z from "z";'];
    const question = editQuestion(subject({ lines, range: { start: 2_990, end: 3_001 } }), "a");
    assert.equal(block(question, "Imports"), 'import {\nimport z from "z";');
  });

  it("are some 4,000 characters at most, whole ones", () => {
    const imports = Array.from(
      { length: 200 },
      (_, index) => `import a${1_000 + index} from "the/module/${1_000 + index}";`,
    );
    const lines = [...imports, ...filler];
    const question = editQuestion(subject({ lines, range: { start: 3_100, end: 3_101 } }), "a");
    const found = block(question, "Imports")?.split("\n") ?? [];
    assert.deepEqual(found, imports.slice(0, found.length));
    assert.ok(found.join("\n").length > 3_900 && found.join("\n").length <= 4_000);
  });
});
