import assert from "node:assert/strict";

import {
  type ContributedLanguage,
  languageOfCode,
  languageOfFile,
  languageOfFirstLine,
  languageOfLabel,
} from "../../../../src/core/colours/languageNames";

function language(id: string, more: Partial<ContributedLanguage> = {}): ContributedLanguage {
  return { id, aliases: [], extensions: [], fileNames: [], fileNamePatterns: [], ...more };
}

const languages = [
  language("typescript", { aliases: ["typescript", "ts"], extensions: [".ts", ".mts"] }),
  language("cpp", { aliases: ["c++"], extensions: [".cpp", ".h"] }),
  language("dockerfile", { aliases: ["docker"], fileNames: ["dockerfile"] }),
  language("json", { extensions: [".json"] }),
  language("jsonc", { fileNamePatterns: ["tsconfig.*.json"], fileNames: ["tsconfig.json"] }),
  language("shellscript", { aliases: ["sh"], extensions: [".sh"], firstLine: "^#!.*\\bbash" }),
  language("broken", { firstLine: "(" }),
  language("blade", { extensions: [".blade.php"] }),
  language("php", { extensions: [".php"] }),
];

describe("the language of a code block", () => {
  it("is what its label names: an id, another name, an ending, a file's name", () => {
    const found = ["typescript", "TS", "mts", ".mts", "C++", "h", "Dockerfile", "shell", "", "x"].map(
      (label) => languageOfLabel(languages, label),
    );
    assert.deepEqual(found, [
      "typescript",
      "typescript",
      "typescript",
      "typescript",
      "cpp",
      "cpp",
      "dockerfile",
      "shellscript",
      undefined,
      undefined,
    ]);
  });

  it("is the one that a file of its name is opened with, the longest pattern first", () => {
    const found = [
      "src/a.ts",
      "C:\\b\\Dockerfile",
      "tsconfig.json",
      "x/tsconfig.app.json",
      "package.json",
    ].map((name) => languageOfFile(languages, name));
    assert.deepEqual(found, ["typescript", "dockerfile", "jsonc", "jsonc", "json"]);
    assert.equal(languageOfFile(languages, "a.blade.php"), "blade");
    assert.equal(languageOfFile(languages, "folder/"), undefined);
    assert.equal(languageOfFile(languages, "a.ts", [["*.ts", "json"]]), "json");
  });

  it("is what its label says, or its file's name, and only without a label what it begins with", () => {
    const text = "#!/usr/bin/env bash\nls";
    const found = [
      { text, language: "ts", fileName: "a.php" },
      { text, language: "log output", fileName: "a.php" },
      { text, language: "log output", fileName: "" },
      { text, language: "", fileName: "notes" },
    ].map((code) => languageOfCode(languages, code));
    assert.deepEqual(found, ["typescript", "php", undefined, "shellscript"]);
  });

  it("is shown by a first line", () => {
    assert.equal(languageOfFirstLine(languages, "#!/usr/bin/env bash\nls"), "shellscript");
    assert.equal(languageOfFirstLine(languages, "ls\n#!/usr/bin/env bash"), undefined);
  });
});
