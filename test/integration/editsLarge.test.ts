import assert from "node:assert/strict";

import { Editing } from "./editing";

describe("200 hunks in 10,000 lines", function () {
  this.timeout(120_000);
  let editing: Editing;

  beforeEach(async () => {
    editing = await Editing.open();
  });

  afterEach(() => editing.dispose());

  it("come, are decided one by one, and are undone and kept as a whole", async () => {
    const lines = Array.from(
      { length: 10_000 },
      (_, index) => `  const value${index} = call(${index % 97});`,
    );
    const proposal = lines.flatMap((line, index) =>
      index % 50 === 7 ? [`${line} // new`, "  more();"] : [line],
    );
    const { document } = await editing.show({ content: lines.join("\n") });
    const propose = () =>
      editing.edits.propose({ document, range: { start: 0, end: document.lineCount }, lines: proposal });
    await propose();
    const [edit] = editing.edits.all;
    assert.equal(edit?.hunks.length, 200);
    await editing.edits.keep(edit?.id ?? "", edit?.hunks[100]?.id);
    await editing.edits.undo(edit?.id ?? "", edit?.hunks[20]?.id);
    assert.equal(editing.edits.all[0]?.hunks.length, 198);
    await editing.edits.undo(edit?.id ?? "");
    assert.equal(document.lineCount, 10_001);
    await propose();
    await editing.edits.keep(editing.edits.all[0]?.id ?? "");
    assert.deepEqual(editing.edits.all, []);
    assert.equal(document.getText(), proposal.join("\n"));
  });
});
