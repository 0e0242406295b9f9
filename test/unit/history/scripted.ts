import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import type { ConversationEvent } from "../../../src/core/conversation";
import { History } from "../../../src/host/chat/history";
import { orWhenMissing } from "../../../src/host/disk";
import { ended, piece, question, tokensOf } from "./tokens";

/** A session of a window that goes the same way each time, and what it knows of itself. */
export class ScriptedSession {
  readonly history: History;
  readonly troubles: unknown[] = [];
  /** What was rejected, by what was asked for. */
  readonly rejected: { readonly what: string; readonly error: unknown }[] = [];
  /** What the kept conversation is to hold, in order. */
  readonly written: string[] = [];
  /** How much of it was acknowledged. */
  acknowledged = 0;
  /** The draft of the kept conversation: the one acknowledged, then those that may have reached the disk. */
  drafts: string[] = [""];
  deletion: "none" | "begun" | "acknowledged" = "none";
  /** Whether the question that was deleted has left the disk, by its own word. */
  isSecretGone = false;
  readonly #folder: string;
  readonly #name: string;

  constructor(folder: string, name: string) {
    this.#folder = folder;
    this.#name = name;
    this.history = new History(join(folder, "conversations"), name, (error) => this.troubles.push(error));
  }

  /** Opens, asks, is answered, leaves drafts, lists, and deletes. */
  async run(): Promise<void> {
    const [first, second] = [`${this.#name}.first`, `${this.#name}.second`];
    await this.#try("load", () => this.history.load("kept"));
    await this.#write([first], question(first));
    await this.#write([`${first}.1`, `${first}.2`], [piece(first, `${first}.1`), piece(first, `${first}.2`)]);
    await this.#draft("half");
    this.history.append("gone", question("gone"));
    await this.#write([`${first}.3`], [piece(first, `${first}.3`)]);
    await this.#try("draft", () => this.history.saveDraft("gone", { text: "secret", context: [] }));
    await this.#try("list", () => this.history.list());
    await this.#draft("");
    this.deletion = "begun";
    if (await this.#try("delete", () => this.history.delete(["gone"]))) {
      this.deletion = "acknowledged";
    }
    await this.#try("load", () => this.history.load("kept"));
    await this.#write([], [ended(first)]);
    await this.#write([second], question(second));
    // A question that is deleted again, and what takes its text off the disk.
    const secret = `${this.#name}:secret`;
    this.history.append("kept", [...question(secret), { type: "deleted", turnId: secret }]);
    await this.#write([], []);
    this.isSecretGone = await this.#isDone("compact", () => this.history.compact("kept"));
    await this.#draft("whole");
    await this.#write([`${second}.1`], [piece(second, `${second}.1`), ended(second)]);
    await this.#try("list", () => this.history.list());
  }

  async #write(tokens: readonly string[], events: readonly ConversationEvent[]): Promise<void> {
    this.written.push(...tokens);
    this.history.append("kept", events);
    await this.#try("flush", () => this.history.flush());
    if (this.troubles.length === 0) {
      this.acknowledged = this.written.length;
    }
  }

  async #draft(text: string): Promise<void> {
    this.drafts.push(text);
    await this.#try("draft", () => this.history.saveDraft("kept", { text, context: [] }));
    if (this.troubles.length === 0) {
      this.drafts = [text];
    }
  }

  /** Whether it was done, by its own word. */
  async #isDone(what: string, work: () => Promise<boolean>): Promise<boolean> {
    let isDone = false;
    await this.#try(what, async () => {
      isDone = await work();
    });
    return isDone;
  }

  /** Whether it did not fail. */
  async #try(what: string, work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.rejected.push({ what, error });
      return false;
    }
  }

  /** Reads what is on the disk as a new window does: everything acknowledged is there, once, in order. */
  async check(about: string): Promise<void> {
    const troubles: unknown[] = [];
    const reader = new History(join(this.#folder, "conversations"), "reader", (error) =>
      troubles.push(error),
    );
    const { conversation, draft } = await reader.load("kept");
    const found = tokensOf(conversation);
    const its = found.filter((token) => token.startsWith(`${this.#name}.`));
    assert.deepEqual(its, this.written.slice(0, its.length), `${about}: in order, once`);
    assert.ok(its.length >= this.acknowledged, `${about}: lost ${this.acknowledged - its.length}`);
    assert.ok(this.drafts.includes(draft.text), `${about}: the draft is "${draft.text}"`);
    const gone = await reader.load("gone");
    if (this.deletion === "none") {
      assert.notEqual(gone.isDeleted, true, `${about}: deleted by nobody`);
    }
    if (this.deletion === "acknowledged") {
      assert.equal(gone.isDeleted, true, `${about}: not deleted`);
    }
    const listed = (await reader.list()).map(({ id }) => id);
    assert.equal(listed.includes("kept"), found.length > 0 || draft.text !== "", `${about}: in the list`);
    if (gone.isDeleted === true) {
      assert.ok(!listed.includes("gone"), `${about}: deleted, and in the list`);
    }
    if (this.isSecretGone) {
      const folder = join(this.#folder, "conversations");
      for (const name of await readdir(folder)) {
        // An index is still on its way, under another name first.
        const text = await orWhenMissing(readFile(join(folder, name), "utf8"), "");
        assert.ok(!text.includes(`${this.#name}:secret`), `${about}: ${name} has what was deleted`);
      }
    }
    assert.deepEqual(troubles, [], about);
  }
}
