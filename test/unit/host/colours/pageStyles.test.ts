import assert from "node:assert/strict";

import { Scopes } from "../../../../src/core/colours/scopes";
import type { NumberedStyle } from "../../../../src/core/colours/styleNumbers";
import type { ToView } from "../../../../src/core/protocol";
import { PageStyles } from "../../../../src/host/colours/pageStyles";

describe("the styles that a page knows", () => {
  let told: ToView[];
  let age: number;
  let color: string;
  let styles: PageStyles;
  const none = Scopes.none();
  const style = (number: number): NumberedStyle | undefined =>
    number === 0 ? undefined : { scopes: none.path([`s${age}-${number}`]) };

  const tell = (block: number, offset: number, runs: readonly number[]): void =>
    styles.tell({ block, offset, runs });

  beforeEach(() => {
    told = [];
    age = 0;
    color = "#";
    const table = {
      get age() {
        return age;
      },
      style,
      looks: (all: readonly (NumberedStyle | undefined)[]) =>
        all.map((each) => (each === undefined ? {} : { color: `${color}${each.scopes.name}` })),
    };
    styles = new PageStyles(table, (message) => told.push(message));
  });

  it("are those of its code, told before it, in numbers of its own", () => {
    tell(1, 0, [5, 29_000, 1, 0, 2, 17]);
    tell(2, 7, [4, 17, 1, 29_000, 2, 3]);
    tell(3, 0, [9, 3]);
    assert.deepEqual(told, [
      { type: "codeStyles", first: 0, styles: [{}, { color: "#s0-29000" }, { color: "#s0-17" }] },
      { type: "codeColours", block: 1, offset: 0, runs: [5, 1, 1, 0, 2, 2] },
      { type: "codeStyles", first: 3, styles: [{ color: "#s0-3" }] },
      { type: "codeColours", block: 2, offset: 7, runs: [4, 2, 1, 1, 2, 3] },
      { type: "codeColours", block: 3, offset: 0, runs: [9, 3] },
    ]);
  });

  it("keep what they stand for when the numbers of the window are begun anew", () => {
    styles.lookAgain();
    tell(1, 0, [1, 1]);
    age = 1;
    tell(2, 0, [1, 1]);
    color = "#new-";
    styles.lookAgain();
    assert.deepEqual(told.slice(1), [
      { type: "codeColours", block: 1, offset: 0, runs: [1, 1] },
      { type: "codeStyles", first: 2, styles: [{ color: "#s1-1" }] },
      { type: "codeColours", block: 2, offset: 0, runs: [1, 2] },
      { type: "codeStyles", first: 0, styles: [{}, { color: "#new-s0-1" }, { color: "#new-s1-1" }] },
    ]);
  });

  it("are bounded: a page that has too many asks again, but not again and again for what is in sight", () => {
    styles.begin();
    tell(1, 0, Array.from({ length: 10_001 }, (_, index) => [1, index + 1]).flat());
    assert.deepEqual(told.at(-1)?.type === "codeColours" && told.at(-1), {
      type: "codeColours",
      block: 1,
      offset: 0,
      runs: Array.from({ length: 10_001 }, (_, index) => [1, index < 9_999 ? index + 1 : 0]).flat(),
    });
    told = [];
    for (let block = 2; block <= 40; block += 1) {
      styles.begin();
      tell(block, 0, [1, 20_000]);
    }
    assert.ok(told.every((message) => message.type === "codeColours" && message.runs[1] === 0));
    told = [];
    styles.begin();
    tell(41, 0, [1, 20_000]);
    assert.deepEqual(told, [
      { type: "codeAnew" },
      { type: "codeStyles", first: 0, styles: [{}, { color: "#s0-20000" }] },
      { type: "codeColours", block: 41, offset: 0, runs: [1, 1] },
    ]);
  });
});
