import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";

import type { ContributedGrammar, TokenPart, TokenStyle } from "../../src/core/colours/tokenWork";
import type { ToView } from "../../src/core/protocol";
import { CodeColours } from "../../src/host/colours/codeColours";
import { TokenWorker, type TokenWorkerParts } from "../../src/host/colours/tokenWorker";
import type { Log } from "../../src/host/log";
import { projectRoot } from "../support/project";
import { until } from "./host";

const file = join(projectRoot, "dist", "colourWorker.js");
const usual = { idleMs: 60_000, silentMs: 20_000 };

describe("the thread that reads code", () => {
  let folder: string;
  let starts: number;
  let logged: string[];
  let styles: string[];
  const workers: { dispose: () => unknown }[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "ask-claude-"));
    // The engine gives up an expression after ten million steps, but a grammar may have any number of them.
    const endless = Array.from({ length: 60 }, (_, index) => `^(x+x+)+$|${index}`);
    const grammars = { words: ["\\b(let|if)\\b"], endless };
    for (const [name, expressions] of Object.entries(grammars)) {
      const patterns = expressions.map((match) => ({ match, name: `keyword.${name}` }));
      await writeFile(
        join(folder, `${name}.json`),
        JSON.stringify({ scopeName: `source.${name}`, patterns }),
      );
    }
  });
  beforeEach(() => {
    starts = 0;
    logged = [];
    styles = ["plain"];
  });
  afterEach(async () => {
    for (const worker of workers.splice(0)) {
      await worker.dispose();
    }
  });
  after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

  const log = {
    warn: (line: string) => void logged.push(line),
    error: (line: string, error: unknown) => void logged.push(`${line} ${String(error)}`),
  } as unknown as Log;

  /** As the window's table: the same number for the same style, for ever. */
  function numberOf(style: TokenStyle): number {
    const name = style.scopes.join(" ");
    return styles.includes(name) ? styles.indexOf(name) : styles.push(name) - 1;
  }

  function grammar(name: string): ContributedGrammar {
    return {
      file: join(folder, `${name}.json`),
      scope: `source.${name}`,
      language: name,
      injectTo: [],
      embedded: [],
      tokenTypes: [],
      unbalanced: [],
    };
  }

  function start(parts: Partial<TokenWorkerParts> = {}): TokenWorker {
    const contributed = () => {
      starts += 1;
      const grammars = [grammar("words"), grammar("endless")];
      return { type: "contributed", grammars, brackets: [] } as const;
    };
    const worker = new TokenWorker({ file, patience: usual, log, contributed, numberOf, ...parts });
    workers.push(worker);
    return worker;
  }

  /** In words: each run with its scopes. */
  async function read(worker: TokenWorker, text: string, language = "words"): Promise<string> {
    const parts = await worker.colours({ type: "code", text, language, longestLine: 20_000 });
    return typeof parts === "string" ? parts : told(parts);
  }

  function told(parts: readonly TokenPart[]): string {
    return parts
      .flatMap(({ runs }) => [...runs])
      .map((number, index) => (index % 2 === 0 ? number : `${styles[number]},`))
      .join(" ");
  }

  const coloured = "3 source.words keyword.words, 2 source.words,";

  it("ends when a regular expression of a grammar does not, and reads the next code", async () => {
    const worker = start({ patience: { ...usual, silentMs: 1_500 } });
    const [endless, next] = await Promise.all([
      read(worker, `${"x".repeat(5_000)}!`, "endless"),
      read(worker, "let a"),
    ]);
    assert.deepEqual([endless, next, starts], ["lost", coloured, 2]);
    assert.deepEqual(logged, ["A code block takes too long to colour; it stays plain."]);
  });

  it("ends when it has nothing to do, and the next one's code has the same numbers", async () => {
    const worker = start({ patience: { ...usual, idleMs: 100 } });
    assert.equal(await read(worker, "y", "endless"), "1 source.endless,");
    assert.equal(await read(worker, "let a"), coloured);
    const before = [...styles];
    await until(async () => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      // Another order than before: the new thread's own numbers are others.
      return (await read(worker, "let a")) === coloured && starts > 1;
    });
    assert.equal(await read(worker, "y", "endless"), "1 source.endless,");
    assert.deepEqual(styles, before);
    assert.deepEqual(logged, []);
  });

  it("begins anew with other languages", async () => {
    let known: readonly ContributedGrammar[] = [];
    const worker = start({
      contributed: () => ({ type: "contributed", grammars: known, brackets: [] }),
    });
    assert.equal(await read(worker, "let a"), "");
    known = [grammar("words")];
    assert.equal(await read(worker, "let a"), "");
    worker.beginAnew();
    assert.equal(await read(worker, "let a"), coloured);
  });

  it("tries again what could not be read, and logs the same trouble once", async () => {
    const worker = start({
      contributed: () => ({
        type: "contributed",
        grammars: [grammar("words"), grammar("late")],
        brackets: [],
      }),
    });
    assert.equal(await read(worker, "let a", "late"), "ended");
    const { length } = logged;
    assert.ok(length > 0);
    assert.equal(await read(worker, "if b", "late"), "ended");
    assert.equal(logged.filter((line) => line.startsWith("Code could not")).length, 1);
    assert.equal(await read(worker, "let a"), coloured);
    const patterns = [{ match: "let", name: "keyword.late" }];
    await writeFile(join(folder, "late.json"), JSON.stringify({ scopeName: "source.late", patterns }));
    assert.equal(await read(worker, "let a", "late"), "3 source.late keyword.late, 2 source.late,");
  });

  it("tells few styles of code that is nested without end", async () => {
    const patterns = [{ include: "#list" }];
    const repository = { list: { begin: "\\[", end: "\\]", name: "meta.list", patterns } };
    await writeFile(
      join(folder, "nested.json"),
      JSON.stringify({ scopeName: "source.nested", patterns, repository }),
    );
    const worker = start({
      contributed: () => ({ type: "contributed", grammars: [grammar("nested")], brackets: [] }),
    });
    const said = await read(worker, "[\n".repeat(3_000), "nested");
    assert.equal(said.slice(0, 27), "2 source.nested meta.list, ");
    assert.ok(styles.length < 200, `${styles.length} styles`);
  });

  it("is lost without harm when it breaks down, and not tried again when it cannot be started", async () => {
    const scripts = {
      breaks: `const { parentPort } = require("node:worker_threads");
        parentPort.on("message", ({ type }) => {
          parentPort.postMessage({ type: "alive" });
          if (type === "code") setImmediate(() => { throw new Error("broken"); });
        });`,
      leaves: `const { parentPort } = require("node:worker_threads");
        parentPort.on("message", ({ type }) => {
          parentPort.postMessage({ type: "alive" });
          if (type === "code") process.exit(3);
        });`,
      devours: `const { parentPort } = require("node:worker_threads");
        parentPort.on("message", ({ type }) => {
          parentPort.postMessage({ type: "alive" });
          if (type === "code") for (const all = []; ; ) all.push(new Array(100_000).fill({}));
        });`,
    };
    for (const [name, script] of Object.entries(scripts)) {
      const bad = join(folder, `${name}.js`);
      await writeFile(bad, script);
      starts = 0;
      const worker = start({ file: bad });
      assert.deepEqual([await read(worker, "a"), await read(worker, "b"), starts], ["lost", "lost", 2], name);
    }
    starts = 0;
    const none = start({ file: join(folder, "none.js") });
    assert.deepEqual([await read(none, "a"), await read(none, "b"), starts], ["unable", "unable", 1]);
    assert.match(logged.at(-1) ?? "", /Cannot find module/);
  });

  it("does not hold up the extension host at the first block", async function () {
    this.timeout(60_000);
    const typescript = 'export const a = <T,>(b: T): T[] => [b, ...f({ c: "d" })]; // e\n'.repeat(100);
    const markdown = `# A\n\n*b* **c** \`d\`\n\n~~~html\n<p style="color: red">e</p>\n~~~\n`.repeat(30);
    const memory = (): number => Math.round(process.memoryUsage.rss() / 1_000_000);
    const all: string[] = [];
    const longest: number[] = [];
    // A busy machine holds everybody up, but hardly each time.
    for (let tries = 0; tries < 3; tries += 1) {
      const before = memory();
      const colours = new CodeColours(log, { file, idleMs: 300, silentMs: 20_000 });
      workers.push(colours);
      const messages: ToView[] = [];
      const page = colours.join((message) => messages.push(message));
      const delay = monitorEventLoopDelay({ resolution: 5 });
      delay.enable();
      await new Promise((resolve) => setTimeout(resolve, 50));
      delay.reset();
      await page.colour({ type: "colourCode", block: 1, text: typescript, language: "ts", fileName: "" });
      const first = delay.max / 1e6;
      delay.reset();
      await page.colour({ type: "colourCode", block: 2, text: markdown, language: "md", fileName: "" });
      const second = delay.max / 1e6;
      delay.disable();
      const during = memory();
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      all.push(
        `held up ${first.toFixed(0)} and ${second.toFixed(0)} ms; ${before}, ${during}, ${memory()} MB`,
      );
      longest.push(Math.max(first, second));
      const blocks = messages.flatMap((message) => (message.type === "codeColours" ? [message.block] : []));
      assert.deepEqual([...new Set(blocks)], [1, 2]);
    }
    assert.ok(Math.min(...longest) < 150, all.join("; "));
  });
});
