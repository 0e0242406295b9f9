import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { projectRoot } from "../../support/project";
import { stringsIn } from "./sources";

const english = readFileSync(join(projectRoot, "README.md"), "utf8");
const chinese = readFileSync(join(projectRoot, "README.zh-cn.md"), "utf8");

function all(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, found]) => found ?? "");
}

/** The ellipsis of a command stays out of running text. */
const bare = (name: string): string => name.replace(/^Ask Claude: |…$/g, "");

describe("the README in Chinese", () => {
  for (const [what, pattern] of [
    ["pictures", /\(media\/readme\/[\w-]+\/([\w-]+\.png)\)/g],
    ["headings, points and rows", /^(#+ |- |\|(?= ))/gm],
    ["settings", /^\| `(askClaude\.\w+)`/gm],
    ["commands for a terminal", /^```sh\n([^`]*)```/gm],
    ["values of settings", /\| (`[^`]+`) +\|$/gm],
  ] as const) {
    it(`has the same ${what}`, () => {
      assert.notEqual(all(english, pattern).length, 0);
      assert.deepEqual(all(chinese, pattern), all(english, pattern));
    });
  }

  it("calls commands what the product calls them", () => {
    const names = stringsIn("package.nls.json");
    const chineseNames = stringsIn("package.nls.zh-cn.json");
    const pairs = new Map(
      Object.entries(names).map(([key, name]) => [bare(name), bare(chineseNames[key] ?? "")]),
    );
    const named = [...chinese.matchAll(/\*\*([^*]+)\*\*（([A-Z][\w :]+)/g)];
    assert.ok(named.length > 10, `${named.length} commands`);
    assert.deepEqual(
      named.map(([, name]) => bare(name ?? "")),
      named.map(([, , name]) => pairs.get(bare(name ?? ""))),
    );
  });
});
