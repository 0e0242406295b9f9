import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { UserTurn } from "../../../src/core/conversation";
import type { Draft } from "../../../src/core/protocol";
import { noDraft, readDraft } from "../../../src/host/chat/draftFiles";
import { DraftKeeper } from "../../../src/host/chat/draftKeeper";
import { DraftWriter } from "../../../src/host/chat/draftWriter";
import { Gone } from "../../../src/host/chat/gone";
import { patchFs } from "../../support/patchedFs";

const chip = (id: string, fileName = id) =>
  ({
    kind: "file",
    id,
    uri: `file:///${fileName}`,
    fileName,
    languageId: "",
    startLine: 0,
    endLine: 0,
    text: "",
  }) as const;

describe("a draft on the disk", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "ask-claude-draft-"));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  async function read(content: unknown): Promise<Draft> {
    const file = join(folder, "c.draft");
    await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
    return readDraft(file);
  }

  const draft = { text: "half a quest", context: [chip("a")] };
  const setAside = { text: "before", context: [] };
  for (const whole of [draft, { ...draft, editing: "u" }, { ...draft, editing: "u", setAside }]) {
    it(`is read: ${Object.keys(whole).join(", ")}`, async () => {
      assert.deepEqual(await read(whole), whole);
    });
  }

  for (const [what, content] of [
    ["no JSON", "{"],
    ["no object", 1],
    ["no text", { context: [] }],
    ["no context", { text: "" }],
    ["something else attached", { ...draft, context: [{ kind: "file" }] }],
    ["an id that is none", { ...draft, editing: 1 }],
    ["something else set aside", { ...draft, setAside: { text: 1 } }],
  ] as const) {
    it(`is empty when there is ${what}`, async () => {
      assert.deepEqual(await read(content), noDraft);
    });
  }

  it("waits for another write when it came during one", async () => {
    const writer = new DraftWriter(folder, "w1", (text) => text);
    const gone = new Gone(folder);
    const [older, newer] = [
      { text: "How", context: [] },
      { text: "How do I", context: [] },
    ];
    writer.set("c", older);
    const restore = patchFs(["rename"], (_, original) => (...args) => {
      writer.set("c", newer);
      return original(...args);
    });
    try {
      await writer.write(gone);
    } finally {
      restore();
    }
    assert.deepEqual(await readDraft(join(folder, "c.draft.json")), older);
    assert.deepEqual(writer.unwritten, ["c"]);
    await writer.write(gone);
    assert.deepEqual(await readDraft(join(folder, "c.draft.json")), newer);
    assert.deepEqual(writer.unwritten, []);
  });

  it("is empty when there is none", async () => {
    assert.deepEqual(await readDraft(join(folder, "none")), noDraft);
  });
});

describe("what is in the composer", () => {
  const question: UserTurn = { role: "user", id: "u", parentId: "", text: "Why?", context: [chip("q")] };

  function keeper(): DraftKeeper {
    return new DraftKeeper(noDraft, async () => {});
  }

  it("has another attachment in the place of one", () => {
    const kept = keeper();
    kept.attach([chip("a"), chip("b"), chip("c")]);
    kept.exchange("b", chip("new"));
    assert.deepEqual(
      kept.draft.context.map(({ id }) => id),
      ["a", "new", "c"],
    );
  });

  it("comes back when a question that was to be changed is not", () => {
    const kept = keeper();
    kept.setText("half a quest");
    kept.cancelEdit();
    assert.equal(kept.draft.text, "half a quest");
    kept.edit(question);
    assert.deepEqual([kept.draft.text, kept.draft.editing], ["Why?", "u"]);
    kept.cancelEdit();
    assert.deepEqual([kept.draft.text, kept.draft.editing], ["half a quest", undefined]);
  });
});
