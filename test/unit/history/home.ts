import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";

import { usedImages } from "../../../src/core/usedImages";
import { History } from "../../../src/host/chat/history";
import { ImageStore } from "../../../src/host/images/imageStore";
import { Ledger } from "../../../src/host/ledger";
import { hashOf, tokensOf } from "./tokens";

/** What is known of one conversation from what its writers said. */
interface Known {
  /** By writer: the tokens in the order in which they were written, and how many of them were acknowledged. */
  readonly written: Map<string, { readonly tokens: string[]; acknowledged: number }>;
  /** The question that each token belongs to, or is. */
  readonly questions: Map<string, string>;
  /** Questions that were deleted, and whether that was acknowledged. */
  readonly deleted: Map<string, boolean>;
  /** Any of these may be the draft: the last one acknowledged, and those after it. */
  drafts: string[];
  deletion: "none" | "begun" | "acknowledged";
}

/** A folder as one person has it, whose windows are killed while they write. */
export class Home {
  readonly #folder: string;
  readonly #known = new Map<string, Known>();
  readonly #spent = new Map<string, { announced: number; acknowledged: number }>();
  /** Lines that a writer's end tore. */
  torn = 0;
  /** How often something was acknowledged. */
  acknowledged = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Lets a window work, kills it so long after it said so many lines, and remembers what it said. */
  async kill(
    name: string,
    seed: number,
    oldConversation: string,
    after: { readonly lines: number; readonly ms: number },
  ): Promise<void> {
    const child = spawn(
      process.execPath,
      [join(__dirname, "worker.js"), this.#folder, name, `${seed}`, oldConversation],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    let output = "";
    let timer: NodeJS.Timeout | undefined;
    child.stdout.on("data", (bytes: Buffer) => {
      output += bytes.toString("latin1");
      if (output.split("\n").length > after.lines) {
        timer ??= setTimeout(() => child.kill("SIGKILL"), after.ms);
      }
    });
    const [code, signal] = await new Promise<readonly [number | null, NodeJS.Signals | null]>((resolve) => {
      child.on("close", (...how) => resolve(how));
    });
    assert.equal(signal, "SIGKILL", `a window ended by itself: ${code}`);
    for (const line of output.slice(0, output.lastIndexOf("\n")).split("\n")) {
      this.#hear(name, line);
    }
  }

  #hear(name: string, line: string): void {
    const [what = "", id = "", token = "", ofQuestion = ""] = line.split(" ");
    const known = this.#of(id);
    const written = known.written.get(name) ?? { tokens: [], acknowledged: 0 };
    switch (what) {
      case "+":
        written.tokens.push(token);
        known.written.set(name, written);
        known.questions.set(token, ofQuestion);
        return;
      case "=":
        written.acknowledged = Math.max(written.acknowledged, written.tokens.indexOf(token) + 1);
        break;
      case "x":
        known.deleted.set(token, false);
        return;
      case "X":
        known.deleted.set(token, true);
        break;
      case "w":
        known.drafts.push(token);
        return;
      case "W":
        known.drafts = known.drafts.slice(known.drafts.indexOf(token));
        break;
      case "d":
        known.deletion = "begun";
        return;
      case "D":
        known.deletion = "acknowledged";
        break;
      case "s":
      case "S": {
        const spent = this.#spent.get(name) ?? { announced: 0, acknowledged: 0 };
        this.#spent.set(name, { ...spent, [what === "s" ? "announced" : "acknowledged"]: Number(token) });
        break;
      }
      default:
        assert.fail(`a window said: ${line}`);
    }
    this.acknowledged += what === "s" ? 0 : 1;
  }

  #of(id: string): Known {
    const known: Known = this.#known.get(id) ?? {
      written: new Map(),
      questions: new Map(),
      deleted: new Map(),
      drafts: [""],
      deletion: "none",
    };
    this.#known.set(id, known);
    return known;
  }

  /** Reads everything as a new window does, and compares it with what was acknowledged. */
  async check(): Promise<void> {
    const troubles: unknown[] = [];
    const history = new History(join(this.#folder, "conversations"), "reader", (error) =>
      troubles.push(error),
    );
    const images = new ImageStore(join(this.#folder, "images"));
    const listed = new Set((await history.list()).map(({ id }) => id));
    this.torn = 0;
    for (const [id, known] of this.#known) {
      const { conversation, draft, isDeleted, unreadable } = await history.load(id);
      this.torn += unreadable;
      if (isDeleted === true) {
        assert.notEqual(known.deletion, "none", `${id} is gone, and nobody deleted it`);
        known.deletion = "acknowledged";
        assert.ok(!listed.has(id), `${id} was deleted, and is listed`);
        continue;
      }
      assert.notEqual(known.deletion, "acknowledged", `${id} was deleted, and is back`);
      const found = tokensOf(conversation);
      assert.equal(new Set(found).size, found.length, `${id} has something twice`);
      let explained = 0;
      const deletionOf = (token: string): boolean | undefined =>
        known.deleted.get(known.questions.get(token) ?? "");
      for (const token of found) {
        assert.notEqual(deletionOf(token), true, `${id} has ${token}, which was deleted`);
      }
      for (const [name, written] of known.written) {
        const its = found.filter((token) => token.startsWith(`${name}.`));
        const kept = its.filter((token) => deletionOf(token) === undefined);
        const expected = written.tokens.filter((token) => deletionOf(token) === undefined);
        assert.deepEqual(kept, expected.slice(0, kept.length), `${id} has what ${name} wrote in disorder`);
        const acknowledged = written.tokens
          .slice(0, written.acknowledged)
          .filter((token) => deletionOf(token) === undefined);
        assert.ok(kept.length >= acknowledged.length, `${id} has lost what ${name} wrote`);
        // What was seen once stays.
        written.acknowledged = Math.max(written.acknowledged, written.tokens.indexOf(kept.at(-1) ?? "") + 1);
        explained += its.length;
      }
      assert.equal(found.length, explained, `${id} has what nobody wrote`);
      assert.ok(known.drafts.includes(draft.text), `${id} has ${draft.text} for a draft`);
      known.drafts = [draft.text];
      assert.equal(listed.has(id), found.length > 0 || draft.text !== "", `${id} in the list`);
      for (const hash of usedImages(conversation, draft)) {
        const bytes = await images.read(hash);
        assert.ok(bytes !== undefined && hashOf(bytes) === hash, `${id} has lost a picture`);
      }
    }
    const ledger = new Ledger(join(this.#folder, "usage"), "reader", (error) => troubles.push(error));
    const paid = new Map<string, number>();
    for (const day of await ledger.days()) {
      for (const { model, requests } of await ledger.day(day)) {
        paid.set(model, (paid.get(model) ?? 0) + requests);
      }
    }
    for (const [name, spent] of this.#spent) {
      const count = paid.get(name) ?? 0;
      assert.ok(count >= spent.acknowledged && count <= spent.announced, `${name} spent ${count} times`);
    }
    assert.deepEqual(troubles, []);
  }
}
