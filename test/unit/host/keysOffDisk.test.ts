import assert from "node:assert/strict";
import { appendFile, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as vscode from "vscode";

import { answerText, type ConversationEvent } from "../../../src/core/conversation";
import { History } from "../../../src/host/chat/history";
import { InstructionMemory } from "../../../src/host/edit/instructionMemory";
import { KeysOffDisk } from "../../../src/host/keysOffDisk";
import { Log } from "../../../src/host/log";
import { canary, canaryIn } from "../../support/canary";
import { patchFs } from "../../support/patchedFs";
import { proved } from "../../support/proof";
import { asked, begun, said, stopped } from "./conversationEvents";

const whole = `sk-ant-api03-${"Ab3_-".repeat(19)}AA`;

class Memory implements vscode.Memento {
  readonly values = new Map<string, unknown>();
  keys = (): readonly string[] => [...this.values.keys()];
  get = <Value>(name: string, fallback?: Value): Value => (this.values.get(name) ?? fallback) as Value;
  update = async (name: string, value: unknown): Promise<void> => {
    if (value === undefined) {
      this.values.delete(name);
    } else {
      this.values.set(name, value);
    }
  };
}

describe("a key that was pasted before it was known", () => {
  let root = "";
  let folder = "";
  let lines: string[] = [];
  let state: Memory;
  let workspaceState: Memory;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "ask-claude-keys-"));
    folder = join(root, "conversations");
    lines = [];
    state = new Memory();
    workspaceState = new Memory();
  });
  afterEach(async () => {
    await rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  });

  /** A window, as `activate` puts it together. */
  function open(writer: string): {
    log: Log;
    history: History;
    keys: KeysOffDisk;
    cleaned: () => Promise<void>;
  } {
    const note = (line: string): void => void lines.push(line);
    const log = new Log({ info: note, warn: note, error: note } as unknown as vscode.LogOutputChannel);
    const history = new History(folder, writer, () => undefined, { redact: (text) => log.forDisk(text) });
    const keys = new KeysOffDisk({ history, state, workspaceState, log });
    let cleaning = Promise.resolve();
    log.onLearned((isNew) => {
      cleaning = keys.learned(isNew);
    });
    return { log, history, keys, cleaned: () => cleaning };
  }

  async function files(): Promise<string> {
    const names = await readdir(folder);
    const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "latin1")));
    return names.map((name, index) => `${name}: ${texts[index]}`).join("\n");
  }

  const askedWith = (n: number, text: string): ConversationEvent => {
    const event = asked(n);
    return event.type === "asked" ? { ...event, turn: { ...event.turn, text } } : event;
  };

  it("leaves the disk when it is saved: questions, answers in pieces, titles, drafts, what is set aside", async () => {
    const before = open("w1");
    const { history, log, cleaned } = before;
    history.append("c", [
      askedWith(1, `My key is ${canary}, is it right?`),
      begun(1),
      said(1, `It is ${canary.slice(0, 20)}`),
    ]);
    await history.flush();
    history.append("c", [
      said(1, `${canary.slice(20)}.`),
      stopped(1),
      { type: "renamed", title: `About ${canary}` },
    ]);
    await history.saveDraft("c", {
      text: canary,
      context: [],
      setAside: { text: `so ${canary}`, context: [] },
    });
    history.append("other", [askedWith(1, "No key at all"), begun(1), stopped(1)]);
    await history.saveDraft("draft", { text: `A draft alone, ${canary}`, context: [] });
    await history.list();
    assert.ok(canaryIn(await files()), "it lies there");
    const untouched = await readFile(join(folder, "other.w1.jsonl"), "utf8");

    log.hide(canary, true);
    await cleaned();
    assert.equal(canaryIn(await files()), undefined);
    assert.equal(await readFile(join(folder, "other.w1.jsonl"), "utf8"), untouched);
    const { conversation, draft } = await open("w2").history.load("c");
    assert.deepEqual(
      conversation.turns.map((turn) => (turn.role === "user" ? turn.text : answerText(turn))),
      ["My key is [API key], is it right?", "It is [API key]."],
    );
    assert.equal(conversation.title, "About [API key]");
    assert.deepEqual([draft.text, draft.setAside?.text], ["[API key]", "so [API key]"]);
    assert.deepEqual(lines, []);
    proved({ row: "T8", tried: "kinds of files that a key was written to before it was saved", count: 5 });
  });

  it("leaves also what was damaged, left half written, or kept aside before", async () => {
    const { history, log, cleaned } = open("w1");
    history.append("c", [asked(1), begun(1), stopped(1)]);
    await history.flush();
    await appendFile(join(folder, "c.w1.jsonl"), `\n00000000 {"torn":"${canary}\n`);
    await writeFile(join(folder, "c.w0.corrupt-old"), Buffer.from(`\xff kept ${canary} \xfe\n`, "latin1"));
    await writeFile(join(folder, "c.draft.json.w0.tmp"), `{"text":"${canary}`);
    await writeFile(join(folder, "c.1.compact.tmp"), canary);
    await writeFile(join(folder, "index.json.w0.tmp"), canary);

    log.hide(canary, true);
    await cleaned();
    const left = await files();
    assert.equal(canaryIn(left), undefined);
    assert.ok(left.includes("\xff kept [API key] \xfe"), "byte by byte as it was otherwise");
    assert.match(left, /00000000 \{"torn":"\[API key\]/);
    assert.equal((await history.load("c")).conversation.turns.length, 2);
  });

  it("is written nowhere from then on, nor by what waited for the disk", async () => {
    const { history, log, cleaned } = open("w1");
    const restore = patchFs(
      ["open"],
      () => () => Promise.reject(Object.assign(new Error("ENOSPC"), { code: "ENOSPC" })),
    );
    try {
      history.append("c", [askedWith(1, `Is ${canary} right?`)]);
      await history.flush();
    } finally {
      restore();
    }
    assert.deepEqual(history.unwritten, ["c"]);
    log.hide(canary, true);
    await cleaned();
    history.append("c", [begun(1), said(1, canary), stopped(1)]);
    await history.flush();
    assert.deepEqual(history.unwritten, []);
    assert.equal(canaryIn(await files()), undefined);
    const { conversation } = await history.load("c");
    assert.equal(conversation.turns.length, 2);
  });

  it("leaves also when it is only found in the store, from what was written since the last look", async () => {
    const first = open("w1");
    first.log.hide("some-other-key-0123456789", true);
    await first.cleaned();
    for (const id of ["old", "new"]) {
      first.history.append(id, [askedWith(1, `Is ${canary} right?`)]);
    }
    await first.history.flush();
    const longAgo = new Date(Date.now() - 3_600_000);
    await utimes(join(folder, "old.w1.jsonl"), longAgo, longAgo);

    const second = open("w2");
    second.log.hide(canary);
    await second.cleaned();
    assert.ok(!(await readFile(join(folder, "new.1.compact"), "utf8")).includes(canary));
    assert.ok((await readFile(join(folder, "old.w1.jsonl"), "utf8")).includes(canary), "passed over");

    const third = open("w3");
    third.log.hide(canary, true);
    await third.cleaned();
    assert.equal(canaryIn(await files()), undefined);
  });

  it("leaves what VS Code keeps for us", async () => {
    const { log, cleaned } = open("w1");
    const memory = new InstructionMemory(workspaceState, (text) => log.forDisk(text));
    await memory.given(`Use ${canary}.`);
    await memory.given(`Use ${whole}.`);
    assert.equal(memory.recent[0], "Use [API key].", "one of full length is never written");
    await state.update("anything", { deep: [canary] });
    log.hide(canary, true);
    await cleaned();
    assert.deepEqual(memory.recent, ["Use [API key].", "Use [API key]."]);
    assert.equal(canaryIn(JSON.stringify([...state.values, ...workspaceState.values])), undefined);
    await memory.given(`Now ${canary}.`);
    assert.equal(memory.recent[0], "Now [API key].");
  });

  it("is not written at all when it has the shape and the length of one", async () => {
    const { history } = open("w1");
    history.append("c", [
      askedWith(1, `Is ${whole} right, and sk-ant-… not?`),
      begun(1),
      said(1, whole),
      stopped(1),
    ]);
    await history.saveDraft("c", { text: whole, context: [] });
    assert.ok(!(await files()).includes(whole.slice(0, 30)));
    const { conversation } = await history.load("c");
    const [question] = conversation.turns;
    assert.equal(question?.role === "user" && question.text, "Is [API key] right, and sk-ant-… not?");
  });

  it("is told of in the log when it could not be taken off, and looked for again by the next window", async () => {
    const { history, log, cleaned } = open("w1");
    await history.saveDraft("c", { text: canary, context: [] });
    const restore = patchFs(
      ["rename"],
      () => () => Promise.reject(Object.assign(new Error("EROFS"), { code: "EROFS" })),
    );
    try {
      log.hide(canary, true);
      await cleaned();
    } finally {
      restore();
    }
    assert.match(lines.join("\n"), /could not be taken off the disk yet/);
    const next = open("w2");
    next.log.hide(canary);
    await next.cleaned();
    assert.equal(canaryIn(await files()), undefined);
  });
});
