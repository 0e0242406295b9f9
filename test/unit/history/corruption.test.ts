import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

import { emptyConversation } from "../../../src/core/conversation";
import { type LogRecord, mergeRecords } from "../../../src/core/record";
import { reduce } from "../../../src/core/reduce";
import { History } from "../../../src/host/chat/history";
import { isFullSize, proved, times } from "../../support/proof";
import { quickFolder } from "../../support/quickFolder";
import { corruptions } from "./corruptions";
import { chances, ended, piece, question, tokensOf } from "./tokens";

type Files = ReadonlyMap<string, Buffer>;

describe("a log that was damaged", () => {
  let root = "";
  let folder = "";

  beforeEach(async () => {
    root = await quickFolder("ask-claude-corruption-");
    folder = join(root, "conversations");
  });
  afterEach(async () => {
    await rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  });

  const open = (writer: string): History =>
    new History(folder, writer, (error) => assert.fail(`told of ${String(error)}`));

  /** What two windows write that take turns; compacted in between or not. */
  async function written(isCompacted: boolean): Promise<Files> {
    const windows = [open("w1"), open("w2")];
    for (let n = 0; n < 8; n += 1) {
      const history = windows[n % 2]!;
      await history.load("c");
      const token = `w${n % 2}.${n}`;
      history.append("c", question(token));
      await history.flush();
      for (let p = 0; p < 4; p += 1) {
        history.append("c", [piece(token, `${token}.${p}.Grüße.${"…".repeat(p * 3)}.\u{1F600}`)]);
        await history.flush();
      }
      history.append("c", [ended(token)]);
      await history.flush();
      if (isCompacted && n === 4) {
        assert.ok(await history.compact("c"));
      }
    }
    const files = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
    await rm(folder, { recursive: true });
    return files;
  }

  const linesOf = (bytes: Buffer): readonly string[] =>
    bytes
      .toString("latin1")
      .split("\n")
      .filter((line) => line !== "");

  function readJson(line: string): unknown {
    return JSON.parse(Buffer.from(line.slice(9), "latin1").toString("utf8"));
  }

  function put(files: Files): void {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    for (const [name, bytes] of files) {
      writeFileSync(join(folder, name), bytes);
    }
  }

  it("loads with every intact record, counts the damaged lines, and keeps them", async function () {
    this.timeout(isFullSize ? 1_800_000 : 60_000);
    const chance = chances(Number(process.env["ASK_CLAUDE_SEED"] ?? 1));
    const kinds = Object.entries(corruptions);
    const originals = [await written(false), await written(true)];
    const intactLines = originals.map((files) => new Set([...files.values()].flatMap(linesOf)));
    const count = times(100_000, 1_500);
    let damagedLines = 0;
    let before = join(root, "none");
    for (let n = 0; n < count; n += 1) {
      const which = n % 4 === 0 ? 1 : 0;
      const files = new Map(originals[which]);
      const done: string[] = [];
      for (let times = 1 + Math.floor(chance() * 3); times > 0; times -= 1) {
        const [name, corrupt] = kinds[Math.floor(chance() * kinds.length)]!;
        const file = [...files.keys()][Math.floor(chance() * files.size)]!;
        files.set(file, corrupt(files.get(file)!, chance));
        done.push(`${name}: ${file}`);
      }
      const about = `${n}: ${done.join(", ")}`;
      put(files);
      const { conversation, unreadable } = await open("reader").load("c");
      const isIntact = (line: string): boolean => intactLines[which]!.has(line);
      const lines = [...files.values()].flatMap(linesOf);
      const damaged = lines.filter((line) => !isIntact(line));
      damagedLines += damaged.length;
      if (which === 0) {
        const records = lines.filter(isIntact).map((line) => readJson(line) as LogRecord);
        const expected = mergeRecords(records).reduce(
          (sofar, { event }) => reduce(sofar, event),
          emptyConversation("c"),
        );
        assert.ok(isDeepStrictEqual(conversation, expected), `${about}: not what is intact`);
        assert.equal(unreadable, damaged.length, about);
      } else {
        assertAllOf(lines.filter(isIntact).map(readJson), tokensOf(conversation), about);
      }
      if (n % 20 === 0) {
        await goOn(damaged, tokensOf(conversation), about);
        // An index or a compaction may still be on its way there.
        const used = folder;
        folder = join(root, `conversations ${n}`);
        await rm(before, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
        before = used;
      }
    }
    assert.ok(damagedLines > count, `${damagedLines} damaged lines`);
    proved({
      row: "T44",
      tried:
        "random damage to logs: bits, cuts, zeros, noise, lines swapped, doubled, lost, foreign versions, encodings",
      count,
      result: `each loads with all intact records; ${damagedLines} damaged lines counted and kept`,
    });
  });

  /** Where a compaction is damaged: every question that stands in an intact line, and nothing twice. */
  function assertAllOf(intact: readonly unknown[], tokens: readonly string[], about: string): void {
    for (const value of intact as readonly {
      readonly turn?: { readonly role: string; readonly text: string };
      readonly event?: { readonly type: string; readonly turn?: { readonly text: string } };
    }[]) {
      const asked =
        value.turn?.role === "user"
          ? value.turn.text
          : value.event?.type === "asked"
            ? value.event.turn?.text
            : undefined;
      assert.ok(asked === undefined || tokens.includes(asked), `${about}: lost ${asked}`);
    }
    assert.equal(new Set(tokens).size, tokens.length, `${about}: something twice`);
  }

  /** Writes, lists and compacts where something is damaged: nothing readable goes, and no damaged line either. */
  async function goOn(damaged: readonly string[], tokens: readonly string[], about: string): Promise<void> {
    const history = open("w9");
    await history.load("c");
    history.append("c", question("w9.after"));
    await history.flush();
    await history.list();
    await history.compact("c");
    const after = tokensOf((await open("reader").load("c")).conversation);
    assert.deepEqual([...after].sort(), [...tokens, "w9.after"].sort(), `${about}, then compacted`);
    assert.ok(
      (await open("reader").list()).some(({ id }) => id === "c"),
      `${about}: not listed`,
    );
    const kept = new Set(readdirSync(folder).flatMap((name) => linesOf(readFileSync(join(folder, name)))));
    for (const line of damaged) {
      assert.ok(kept.has(line), `${about}: a damaged line is gone: ${line.slice(0, 60)}`);
    }
  }

  it("is left alone when it is no file at all, and the rest is read", async () => {
    const files = await written(true);
    put(files);
    const before = tokensOf((await open("reader").load("c")).conversation);
    const strange = ["c.s1.jsonl", "c.s2.jsonl", "c.s3.jsonl", "c.s4.jsonl", "c.9.compact", "c.s5.x.old"];
    await mkdir(join(folder, strange[0]!));
    await mkdir(join(folder, strange[4]!));
    await mkdir(join(folder, "e.draft.json"));
    // Windows makes links only for those who may, and has no such pipes.
    if (process.platform !== "win32") {
      symlinkSync("nowhere", join(folder, strange[1]!));
      symlinkSync(strange[2]!, join(folder, strange[2]!));
      execFileSync("mkfifo", [
        join(folder, strange[3]!),
        join(folder, strange[5]!),
        join(folder, "f.draft.json"),
      ]);
    }
    const names = readdirSync(folder).filter((name) => strange.includes(name));
    const history = open("w9");
    assert.deepEqual(tokensOf((await history.load("c")).conversation), before);
    for (const id of ["e", "f"]) {
      assert.equal((await history.load(id)).draft.text, "");
    }
    history.append("c", question("w9.after"));
    await history.flush();
    await history.compact("c");
    assert.deepEqual(tokensOf((await open("reader").load("c")).conversation), [...before, "w9.after"]);
    assert.deepEqual(
      (await history.list()).map(({ id }) => id),
      ["c"],
    );
    assert.deepEqual(
      readdirSync(folder).filter((name) => strange.includes(name)),
      names,
    );
  });

  it("among thousands of files of others costs nothing but a look", async () => {
    const files = await written(false);
    put(files);
    const before = tokensOf((await open("reader").load("c")).conversation);
    for (let n = 0; n < 5_000; n += 1) {
      writeFileSync(join(folder, n % 2 === 0 ? `note ${n}.txt` : `x${n}.jsonl.bak`), "not ours");
    }
    assert.deepEqual(tokensOf((await open("reader").load("c")).conversation), before);
    assert.equal((await open("reader").list()).length, 1);
  });
});
