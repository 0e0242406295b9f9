import assert from "node:assert/strict";
import { mock } from "node:test";
import type * as vscode from "vscode";

import { emptyConversation } from "../../../../src/core/conversation";
import { EditStore, foundAgain, storedOf, type StoredDocument } from "../../../../src/host/edit/editStore";
import { LiveEdit } from "../../../../src/host/edit/liveEdit";
import { withinLimit } from "../../../../src/host/edit/storeLimit";

const uri = { toString: () => "file:///a" } as vscode.Uri;
const text = ["a", "b", "c", "d", "e", "f"];

/** An edit of line 3, under review; its conversation is this many characters long. */
function edit(conversation = 0, id = "edit"): LiveEdit {
  const said = {
    ...emptyConversation(id),
    turns: [{ role: "user", id: "1", text: "x".repeat(conversation), context: [] }],
  } as unknown as LiveEdit["conversation"];
  return new LiveEdit({
    id,
    uri,
    group: "group",
    instruction: "Do it.",
    phase: { type: "reviewing" },
    state: { range: { start: 3, end: 3 }, hunks: [{ id: 1, line: 3, added: 0, removed: ["gone"] }] },
    ...(conversation > 0 ? { conversation: said } : {}),
  });
}

const documentOf = (...edits: readonly LiveEdit[]): StoredDocument => ({
  uri: "file:///a",
  edits: storedOf({ edits, lines: text }),
});

describe("a pending edit that was written down", () => {
  const [stored] = storedOf({ edits: [edit()], lines: text });
  assert.ok(stored);

  it("is where it was in the very same text", () => {
    assert.equal(foundAgain(text, stored), 3);
  });

  it("is not found in another text, though it has no lines that would have to be there", () => {
    assert.equal(foundAgain(["x", "y", "z", "w", "v"], stored), undefined);
    assert.equal(foundAgain([""], stored), undefined);
  });

  it("is found among its neighbours", () => {
    assert.equal(foundAgain(["new", ...text], stored), 4);
  });
});

describe("the store of pending edits", () => {
  let written: unknown[];
  let documents: readonly StoredDocument[];
  let store: EditStore;

  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout"] });
    written = [];
    documents = [documentOf(edit())];
    const state = {
      get: () => written.at(-1),
      update: async (_: string, value: unknown) => void written.push(JSON.parse(JSON.stringify(value))),
    } as unknown as vscode.Memento;
    store = new EditStore(
      state,
      () => documents,
      (words) => words.replaceAll("secret", "[API key]"),
    );
    store.save("one");
    written.length = 0;
  });
  afterEach(() => mock.timers.reset());

  it("is written once a second while somebody types", () => {
    for (let key = 0; key < 100; key += 1) {
      store.save("one");
      mock.timers.tick(50);
    }
    assert.equal(written.length, 5);
  });

  it("is written at once when something is decided, and not once more for it", () => {
    store.save("one");
    store.save("none");
    assert.equal(written.length, 1);
    mock.timers.tick(5_000);
    assert.equal(written.length, 1);
  });

  it("is written at once when the window closes, and never again", async () => {
    store.save("one");
    await store.close();
    assert.equal(written.length, 1);
    documents = [];
    store.save("one");
    store.save("none");
    mock.timers.tick(5_000);
    assert.equal(written.length, 1);
    assert.deepEqual(store.read(), [documentOf(edit())]);
  });

  it("has no key in what was said, and no edit whose lines a key stands among", () => {
    const within = edit(0, "within");
    const asked = edit(1, "said");
    asked.instruction = "Use the secret.";
    asked.conversation = JSON.parse(JSON.stringify(asked.conversation).replace('"x"', '"the secret"'));
    within.state = {
      range: { start: 3, end: 3 },
      hunks: [{ id: 1, line: 3, added: 0, removed: ["a secret line"] }],
    };
    documents = [documentOf(asked, within, edit(0, "plain"))];
    store.save("three");
    assert.doesNotMatch(JSON.stringify(written), /secret/);
    const [kept] = store.read();
    assert.deepEqual(
      kept?.edits.map(({ id, instruction }) => [id, instruction]),
      [
        ["said", "Use the [API key]."],
        ["plain", "Do it."],
      ],
    );
    assert.match(JSON.stringify(kept?.edits[0]?.conversation), /the \[API key\]/);
    assert.equal(kept?.isIncomplete, true);
  });

  it("does not give what another version wrote in another way", () => {
    const [{ trace: _, ...other } = { trace: undefined }] = documentOf(edit()).edits;
    written.push([{ uri: "file:///a", edits: [other] }, documentOf(edit())]);
    assert.deepEqual(store.read(), [documentOf(edit())]);
  });
});

describe("what is written down of pending edits", () => {
  const sizes = (documents: readonly StoredDocument[]): readonly (readonly [string, number])[] =>
    documents.flatMap(({ edits }) =>
      edits.map(({ id, conversation }) => [id, conversation.turns.length] as const),
    );

  it("is all of it where there is room", () => {
    const documents = [documentOf(edit(1_000, "a"), edit(2_000, "b"))];
    assert.deepEqual(withinLimit(documents), documents);
  });

  it("leaves out the longest conversations first", () => {
    const kept = withinLimit([documentOf(edit(1_000, "a"), edit(4_000, "b"), edit(2_000, "c"))], 5_000);
    assert.deepEqual(sizes(kept), [
      ["a", 1],
      ["b", 0],
      ["c", 1],
    ]);
    assert.ok(JSON.stringify(kept).length < 5_100);
    assert.equal(kept[0]?.isIncomplete, undefined);
  });

  it("leaves out the largest edits when that is not enough, and says so", () => {
    const large = edit(0, "large");
    large.state = {
      range: { start: 3, end: 3 },
      hunks: [{ id: 1, line: 3, added: 0, removed: ["x".repeat(2_000_000)] }],
    };
    const kept = withinLimit([documentOf(edit(0, "a"), large), { ...documentOf(edit(0, "b")), uri: "b" }]);
    assert.deepEqual(
      kept.map(({ edits, isIncomplete = false }) => [edits.map(({ id }) => id), isIncomplete]),
      [
        [["a"], true],
        [["b"], false],
      ],
    );
  });

  it("has no conversation that is too long", () => {
    assert.deepEqual(sizes([documentOf(edit(300_000, "a"), edit(100_000, "b"))]), [
      ["a", 0],
      ["b", 1],
    ]);
  });
});
