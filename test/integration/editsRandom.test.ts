import assert from "node:assert/strict";
import * as vscode from "vscode";

import type { LineRange } from "../../src/core/lineRange";
import type { InlineEdit } from "../../src/host/edit/inlineEdit";
import { Random } from "../unit/core/random";
import { proved, times } from "../support/proof";
import { Editing, fenced } from "./editing";
import { endpoint } from "./host";

/**
 * Every line there ever is has a text of its own that says whose it is: o1 was there, c1 is Claude's, p1 a person's; a
 * line that a person wrote into has a p at its end.
 */
class Story {
  #count = 0;
  /** What became the document's by Keep: Claude's lines, and those that they replaced. */
  readonly kept = new Set<string>();
  /** Every line that an edit ever had under review: when it is kept to the end, none of them is to be decided again. */
  readonly #seen = new Map<string, Set<string>>();
  /** What the person took away, or wrote over. */
  readonly taken = new Set<string>();

  constructor(
    readonly editing: Editing,
    readonly editor: vscode.TextEditor,
    readonly random: Random,
  ) {}

  get document(): vscode.TextDocument {
    return this.editor.document;
  }

  get lines(): readonly string[] {
    return this.document.getText().split("\n");
  }

  get edits(): readonly InlineEdit[] {
    return this.editing.edits.of(this.document.uri);
  }

  readonly fresh = (owner: "c" | "p"): string => {
    this.#count += 1;
    return `${owner}${this.#count} = call${this.#count}();`;
  };

  /** Lines that no edit has. */
  freeRange(): LineRange | undefined {
    const start = this.random.below(this.lines.length);
    const range = { start, end: Math.min(this.lines.length, start + 1 + this.random.below(5)) };
    const isFree = this.edits.every((edit) => edit.range.end < range.start || edit.range.start > range.end);
    return isFree ? range : undefined;
  }

  /** What Claude makes of some lines. */
  proposal(lines: readonly string[]): readonly string[] {
    const made = lines.flatMap((line) =>
      this.random.oneOf<readonly string[]>([
        [line],
        [line],
        [],
        [this.fresh("c")],
        [line, this.fresh("c"), this.fresh("c")],
      ]),
    );
    return made.length === 0 ? [this.fresh("c")] : made;
  }

  take(lines: readonly string[]): void {
    lines.forEach((line) => this.taken.add(line));
  }

  /** Asks for other lines in place of these, and waits for them: a story is the same at each telling. */
  async ask({ start, end }: LineRange, asking: () => Promise<void>): Promise<void> {
    const text = fenced(this.proposal(this.lines.slice(start, end)).join("\n"));
    await this.editing.answers({ type: "answer", text, deltaMs: 0, deltaChars: 10 });
    await asking();
    await endpoint.reset();
  }

  async replaceSome(by: () => string): Promise<void> {
    const start = this.random.below(this.lines.length - 1);
    const end = Math.min(this.lines.length - 1, start + 1 + this.random.below(3));
    this.take(this.lines.slice(start, end));
    await this.editor.edit((builder) => builder.replace(new vscode.Range(start, 0, end, 0), by()));
  }

  async decide(way: "keep" | "undo"): Promise<void> {
    const edit = this.random.oneOf<InlineEdit | undefined>(this.edits);
    if (edit?.phase.type !== "reviewing") {
      return;
    }
    const hunk = this.random.below(3) === 0 ? undefined : this.random.oneOf(edit.hunks);
    if (way === "keep") {
      for (const { line, added, removed } of hunk === undefined ? edit.hunks : [hunk]) {
        [...removed, ...this.lines.slice(line, line + added)].forEach((text) => this.kept.add(text));
      }
    }
    await this.editing.edits[way](edit.id, hunk?.id);
    if (way === "keep" && !this.edits.some(({ id }) => id === edit.id)) {
      this.#seen.get(edit.id)?.forEach((text) => this.kept.add(text));
    }
  }

  /** What is shown agrees with the document: whatever is Claude's, and nothing else, can be undone. */
  check(what: string): void {
    const { lines } = this;
    assert.equal(
      new Set(lines.filter((line) => line !== "")).size,
      lines.filter((line) => line !== "").length,
      `${what}: no line twice`,
    );
    let end = 0;
    const inHunks = new Set<string>();
    const beingWritten = new Set<string>();
    for (const { id, range, hunks, phase } of this.edits) {
      const seen = this.#seen.get(id) ?? new Set();
      this.#seen.set(id, seen);
      assert.ok(
        range.start >= end && range.end >= range.start && range.end <= lines.length,
        `${what}: ranges`,
      );
      ({ end } = range);
      let line = range.start;
      for (const hunk of hunks) {
        assert.ok(
          hunk.line >= line && hunk.line + hunk.added <= range.end,
          `${what}: hunks in their range, in order`,
        );
        assert.ok(hunk.added > 0 || hunk.removed.length > 0, `${what}: no empty hunk`);
        line = hunk.line + hunk.added;
        lines.slice(hunk.line, line).forEach((text) => inHunks.add(text));
        [...lines.slice(hunk.line, line), ...hunk.removed].forEach((text) => seen.add(text));
      }
      if (phase.type === "writing") {
        lines.slice(range.start, range.end).forEach((text) => beingWritten.add(text));
      }
    }
    for (const text of lines) {
      const isClaudes = /^c.*;$/.test(text) && !this.kept.has(text);
      if (!beingWritten.has(text)) {
        assert.equal(inHunks.has(text), isClaudes, `${what}: ${text}`);
      }
    }
  }

  /** Undo All leaves what was there, and what the person wrote. */
  async end(what: string): Promise<void> {
    this.check(what);
    const mine = this.lines.filter((line) => line.startsWith("p") || line.endsWith("p"));
    await this.editing.undoAll(this.document.uri);
    const { lines } = this;
    this.check(`${what}, at the end`);
    assert.deepEqual(this.edits, []);
    assert.deepEqual(
      lines.filter((line) => mine.includes(line)),
      mine,
      "the person's lines stay, in their order",
    );
    assert.deepEqual(
      lines.filter((line) => line.startsWith("c") && line.endsWith(";") && !this.kept.has(line)),
      [],
    );
    const there = new Set(lines);
    const missing = originalLines.filter((line) => !there.has(line));
    assert.deepEqual(
      missing.filter((line) => !this.taken.has(line) && !this.kept.has(line)),
      [],
      "all lines are back",
    );
    const back = lines.filter((line) => line.startsWith("o") && line.endsWith(";"));
    assert.deepEqual(
      back,
      originalLines.filter((line) => back.includes(line)),
      "in their order",
    );
  }
}

const originalLines: readonly string[] = Array.from(
  { length: 30 },
  (_, index) => `o${index} = call${index}();`,
);

type Act = (story: Story) => Promise<unknown>;

/** What may happen, and how often of a hundred times. */
const acts: readonly (readonly [name: string, share: number, act: Act])[] = [
  [
    "insert lines",
    14,
    ({ editor, random, lines, fresh }) => {
      const text = Array.from({ length: 1 + random.below(3) }, () => `${fresh("p")}\n`).join("");
      const at = new vscode.Position(random.below(lines.length), 0);
      return Promise.resolve(editor.edit((builder) => builder.insert(at, text)));
    },
  ],
  [
    "write into a line",
    12,
    (story) => {
      const line = story.document.lineAt(story.random.below(story.lines.length));
      story.take([line.text]);
      return Promise.resolve(story.editor.edit((builder) => builder.insert(line.range.end, "p")));
    },
  ],
  ["delete lines", 8, (story) => story.replaceSome(() => "")],
  ["replace lines", 6, (story) => story.replaceSome(() => `${story.fresh("p")}\n${story.fresh("p")}\n`)],
  ["undo", 16, () => Promise.resolve(vscode.commands.executeCommand("undo"))],
  ["redo", 10, () => Promise.resolve(vscode.commands.executeCommand("redo"))],
  [
    "propose",
    8,
    async (story) => {
      const { editing, document, lines } = story;
      const range = story.freeRange();
      if (range !== undefined) {
        const made = story.proposal(lines.slice(range.start, range.end));
        await editing.edits.propose({ document, range, lines: made });
      }
    },
  ],
  [
    "ask",
    6,
    async (story) => {
      const range = story.freeRange();
      if (range !== undefined) {
        await story.ask(range, () => story.editing.start(story.document, range));
      }
    },
  ],
  [
    "follow up or retry",
    6,
    async (story) => {
      const edit = story.random.oneOf<InlineEdit | undefined>(story.edits);
      if (edit?.phase.type === "reviewing") {
        const way = story.random.below(2) === 0 ? "followUp" : "retry";
        await story.ask(edit.range, () => story.editing.edits[way](edit.id, "More."));
      }
    },
  ],
  [
    "cancel",
    1,
    async (story) =>
      story.editing.edits.cancel(story.random.oneOf<InlineEdit | undefined>(story.edits)?.id ?? ""),
  ],
  ["keep", 6, (story) => story.decide("keep")],
  ["undo hunks", 7, (story) => story.decide("undo")],
];

describe("thousands of things that happen to inline edits", function () {
  this.timeout(180_000);
  let editing: Editing;

  beforeEach(async () => {
    editing = await Editing.open();
  });

  afterEach(() => editing.dispose());

  const storyLength = 100;
  const stories = times(10, 2);
  for (const [from, to] of [
    [1, stories],
    [stories + 1, stories * 2],
  ] as const) {
    it(`leave every line with whom it belongs to, in the stories ${from} to ${to}`, async () => {
      for (let seed = from; seed <= to; seed += 1) {
        const editor = await editing.show({ content: originalLines.join("\n") });
        const story = new Story(editing, editor, new Random(seed));
        const told: string[] = [];
        for (let step = 1; step <= storyLength; step += 1) {
          let chance = story.random.below(acts.reduce((sum, [, share]) => sum + share, 0));
          const found = acts.find(([, share]) => (chance -= share) < 0);
          assert.ok(found);
          const [name, , act] = found;
          await act(story);
          told.push(name);
          story.check(`seed ${seed}, step ${step}: ${told.slice(-6).join(", ")}`);
        }
        await story.end(`seed ${seed}`);
        await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
      }
      proved({
        row: "T47",
        tried: "things done at random to documents with edits, in VS Code",
        count: stories * storyLength,
      });
    });
  }
});
