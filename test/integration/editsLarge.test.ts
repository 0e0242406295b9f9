import assert from "node:assert/strict";
import { performance } from "node:perf_hooks";

import { Editing } from "./editing";

/** The longest time that nothing else could happen in this process while something was done, in milliseconds. */
async function longestPause(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 1);
  await work();
  clearInterval(timer);
  return Math.max(longest, performance.now() - last);
}

describe("200 hunks in 10,000 lines", function () {
  this.timeout(120_000);
  let editing: Editing;

  beforeEach(async () => {
    editing = await Editing.open();
  });

  afterEach(() => editing.dispose());

  it("come, are decided and undone without a pause", async () => {
    const lines = Array.from(
      { length: 10_000 },
      (_, index) => `  const value${index} = call(${index % 97});`,
    );
    const proposal = lines.flatMap((line, index) =>
      index % 50 === 7 ? [`${line} // new`, "  more();"] : [line],
    );
    const { document } = await editing.show({ content: lines.join("\n") });
    const times: Record<string, readonly [total: number, longest: number]> = {};
    const timed = async (name: string, work: () => Promise<unknown>): Promise<void> => {
      const start = performance.now();
      const longest = await longestPause(work);
      times[name] = [performance.now() - start, longest];
    };
    const propose = () =>
      editing.edits.propose({ document, range: { start: 0, end: document.lineCount }, lines: proposal });
    await timed("review", propose);
    const [edit] = editing.edits.all;
    assert.equal(edit?.hunks.length, 200);
    await timed("keep one", () => editing.edits.keep(edit?.id ?? "", edit?.hunks[100]?.id));
    await timed("undo one", () => editing.edits.undo(edit?.id ?? "", edit?.hunks[20]?.id));
    await timed("undo all", () => editing.edits.undo(edit?.id ?? ""));
    assert.equal(document.lineCount, 10_001);
    await timed("keep all", async () => {
      await propose();
      await editing.edits.keep(editing.edits.all[0]?.id ?? "");
    });
    assert.deepEqual(editing.edits.all, []);
    assert.equal(document.getText(), proposal.join("\n"));
    for (const [name, [total, longest]] of Object.entries(times)) {
      // Under 100 ms where nothing else runs beside the tests.
      assert.ok(longest < 400, `${name}: ${longest.toFixed()} ms in which nothing else could happen`);
      assert.ok(total < 3_000, `${name}: ${total.toFixed()} ms`);
    }
  });
});
