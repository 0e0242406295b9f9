import assert from "node:assert/strict";

import { type Keybinding, readDefaults, shadowed } from "../../support/keybindings";

const defaults: readonly Keybinding[] = [
  { key: "ctrl+k ctrl+s", command: "workbench.action.openGlobalKeybindings" },
  { key: "shift+cmd+p", command: "workbench.action.showCommands" },
  { key: "ctrl+f", command: "actions.find", when: "editorFocus || editorIsOpen" },
  { key: "ctrl+g", command: "list.find", when: "listFocus && listSupportsFind" },
  { key: "ctrl+alt+c", command: "askClaude.focusChat" },
  { key: "alt+d", command: "editor.action.something", when: "editorTextFocus && !editorReadonly" },
];
const inChat = "focusedView == 'askClaude.chat'";
const inEdit = "askClaude.pendingInEditor && editorTextFocus";
const ours = (key: string, when?: string): Keybinding => ({
  key,
  command: "askClaude.newChat",
  ...(when === undefined ? {} : { when }),
});

describe("the check of key bindings", () => {
  for (const [name, binding, count] of [
    ["a free key in the chat", ours("ctrl+alt+n", inChat), 0],
    ["a key that a list has while it is focused", ours("ctrl+g", inChat), 0],
    ["a free key that is bound everywhere", ours("ctrl+alt+n"), 1],
    [
      "a free key that one of two conditions binds everywhere",
      ours("ctrl+alt+n", `${inChat} || editorFocus`),
      1,
    ],
    ["a key that VS Code has everywhere", ours("cmd+shift+p", inChat), 1],
    ["the first half of a chord", ours("ctrl+k", inChat), 1],
    ["a key that VS Code has somewhere unknown", ours("ctrl+f", inChat), 1],
    ["a key that only this extension has", ours("ctrl+alt+c", inChat), 0],
    ["a key of text editors in the chat", ours("alt+d", inChat), 0],
    ["a key of text editors in a text editor", ours("alt+d", inEdit), 1],
    ["a key of lists in a text editor", ours("ctrl+g", inEdit), 0],
    ["a free key in a text editor with a pending edit", ours("alt+e", inEdit), 0],
    ["a free key in every text editor", ours("alt+e", "editorTextFocus"), 1],
    ["a key that is taken on the Mac only", { ...ours("ctrl+alt+n", inChat), mac: "shift+meta+p" }, 1],
  ] as const) {
    it(`has ${count === 0 ? "nothing" : "something"} against ${name}`, () => {
      assert.equal(shadowed([binding], defaults, "mac").length, count);
    });
  }

  it("reads the list that VS Code shows", () => {
    const text =
      '// Override\n[\n{ "key": "f1", "command": "a" },\n// more\n{ "key": "f2", "command": "b" }\n]\n\n// - c\n// - d';
    assert.deepEqual(readDefaults(text), [
      { key: "f1", command: "a" },
      { key: "f2", command: "b" },
    ]);
  });
});
