import assert from "node:assert/strict";
import * as vscode from "vscode";

import { readKeyText } from "../../src/core/keyText";
import { ApiKeys } from "../../src/host/apiKey";
import { Log } from "../../src/host/log";
import { proved } from "../support/proof";
import { KeyPrompt } from "../../src/host/keyPrompt";
import { Dialogs } from "./dialogs";
import { origin as endpointOrigin, until, useBaseUrl } from "./host";

const origin = "https://api.anthropic.com";
const key = "sk-ant-test-0123456789";

/** What a system's key store may do. */
class Secrets implements vscode.SecretStorage {
  readonly stored = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
  readonly onDidChange = this.#changed.event;
  store = (name: string, value: string): Thenable<void> => {
    this.stored.set(name, value);
    this.#changed.fire({ key: name });
    return Promise.resolve();
  };
  get = (name: string): Thenable<string | undefined> => Promise.resolve(this.stored.get(name));
  delete = (name: string): Thenable<void> => {
    this.stored.delete(name);
    this.#changed.fire({ key: name });
    return Promise.resolve();
  };
  keys = (): Thenable<string[]> => Promise.resolve([...this.stored.keys()]);
}

class Marks implements vscode.Memento {
  readonly #values = new Map<string, unknown>();
  keys = (): readonly string[] => [...this.#values.keys()];
  get = <Value>(name: string, fallback?: Value): Value => (this.#values.get(name) ?? fallback) as Value;
  update = (name: string, value: unknown): Thenable<void> => {
    this.#values.set(name, value);
    return Promise.resolve();
  };
}

describe("the key store", () => {
  let lines: string[] = [];
  let secrets: Secrets;
  let marks: Marks;
  const patienceMs = 50;
  const open = (): ApiKeys => {
    const note = (line: string): void => void lines.push(line);
    const channel = { info: note, warn: note, error: note } as unknown as vscode.LogOutputChannel;
    return new ApiKeys(secrets, marks, new Log(channel), patienceMs);
  };

  beforeEach(() => {
    lines = [];
    secrets = new Secrets();
    marks = new Marks();
  });

  it("keeps a key across restarts, with its origin in the record", async () => {
    assert.equal(await open().save({ origin, key }), true);
    assert.deepEqual(await open().find(origin), { found: true, key });
    assert.deepEqual(
      [...secrets.stored.values()].map((value) => JSON.parse(value)),
      [{ origin, key }],
    );
  });

  it("knows the keys of all origins once it was asked for one, so that none is shown or written", async () => {
    const other = "sk-ant-test-of-another-origin-0123456789";
    await open().save({ origin: "https://proxy.example", key: other });
    const note = (): void => undefined;
    const log = new Log({ info: note, warn: note, error: note } as unknown as vscode.LogOutputChannel);
    const keys = new ApiKeys(secrets, marks, log, patienceMs);
    let learned = 0;
    log.onLearned(() => void (learned += 1));
    assert.equal((await keys.find(origin)).found, false);
    await until(() => log.forDisk(other) === "[API key]");
    assert.equal(learned, 1);
    const later = "sk-ant-test-saved-in-another-window-0123456789";
    await open().save({ origin: "https://later.example", key: later });
    await keys.find(origin);
    await until(() => log.forDisk(later) === "[API key]");
    assert.equal(learned, 2);
  });

  it("gives a key to no other origin, not even when its record was moved there", async () => {
    await open().save({ origin, key });
    const moved = [...secrets.stored].map(
      ([name, value]) => [name.replace("anthropic", "evil"), value] as const,
    );
    for (const [name, value] of moved) {
      secrets.stored.set(name, value);
    }
    assert.deepEqual(await open().find("https://api.evil.com"), {
      found: false,
      savedFor: origin,
      why: "none",
    });
  });

  it("keeps a key for each origin", async () => {
    const keys = open();
    await keys.save({ origin, key });
    await keys.save({ origin: "http://127.0.0.1:1", key: "sk-ant-test-another" });
    assert.deepEqual(await keys.find(origin), { found: true, key });
  });

  it("tells a key that went missing from one that never was (a store in memory, or one that failed to decrypt)", async () => {
    await open().save({ origin, key });
    secrets.stored.clear();
    assert.deepEqual(await open().find(origin), { found: false, why: "lost" });
    marks = new Marks();
    assert.deepEqual(await open().find(origin), { found: false, why: "none" });
  });

  /** What a key store may do instead of keeping a key, before or after it has one. */
  const troubles: readonly {
    readonly what: string;
    readonly begin: () => void;
    readonly takes: boolean;
    readonly why: "lost" | "unavailable" | "none";
  }[] = [
    {
      what: "is in memory and forgets at a restart",
      begin: () => secrets.stored.clear(),
      takes: true,
      why: "lost",
    },
    {
      what: "deletes what it cannot decrypt",
      begin: () => {
        secrets.get = (name) => {
          secrets.stored.delete(name);
          return Promise.resolve(undefined);
        };
      },
      takes: true,
      why: "lost",
    },
    {
      what: "is locked and rejects",
      begin: () => {
        secrets.get = () => Promise.reject(new Error("locked"));
        secrets.store = () => Promise.reject(new Error("locked"));
      },
      takes: false,
      why: "unavailable",
    },
    {
      what: "hangs behind a dialog",
      begin: () => {
        secrets.get = () => new Promise(() => undefined);
        secrets.store = () => new Promise(() => undefined);
      },
      takes: false,
      why: "unavailable",
    },
    {
      what: "is missing",
      begin: () => {
        secrets.get = () => Promise.resolve(undefined);
        secrets.store = () => Promise.reject(new Error("no keyring"));
      },
      takes: false,
      why: "lost",
    },
  ];
  for (const { what, begin, takes, why } of troubles) {
    it(`says what happened when it ${what}, and keeps a key in memory only when it is told to`, async () => {
      await open().save({ origin, key });
      begin();
      const keys = open();
      assert.deepEqual(await keys.find(origin), { found: false, why });
      assert.equal(await keys.save({ origin, key: `${key}-2` }), takes);
      if (!takes) {
        assert.equal((await keys.find(origin)).found, false);
      }
      const before = JSON.stringify([...secrets.stored]);
      keys.keepForSession({ origin, key: `${key}-3` });
      assert.deepEqual(await keys.find(origin), { found: true, key: `${key}-3`, isSessionOnly: true });
      // Neither the store nor the marks have it, and another window knows nothing of it.
      assert.equal(JSON.stringify([...secrets.stored]), before);
      assert.ok(!JSON.stringify(marks.get("apiKeySavedFor")).includes(key));
      assert.notDeepEqual(await open().find(origin), { found: true, key: `${key}-3`, isSessionOnly: true });
      await keys.remove(origin);
      assert.equal((await keys.find(origin)).found, false);
      proved({ row: "T9", tried: `a system's key store that ${what}`, count: 1 });
    });
  }

  it("does not wait again for a store that hangs, once there is a key for the session", async () => {
    let reads = 0;
    secrets.get = () => {
      reads += 1;
      return new Promise(() => undefined);
    };
    const keys = open();
    keys.keepForSession({ origin, key });
    await keys.find(origin);
    assert.equal(reads, 0);
  });

  /** Makes the store take what it is given only when the function that it gives is called. */
  function holdStore(): () => Promise<void> {
    const { store } = secrets;
    const held: (() => Thenable<void>)[] = [];
    secrets.store = (name, value) =>
      new Promise((resolve, reject) => {
        held.push(() => store(name, value).then(resolve, reject));
      });
    return async () => {
      for (const take of held.splice(0)) {
        await take();
      }
    };
  }

  it("takes note of a key that the store took late, and says so, when nothing else was wanted meanwhile", async () => {
    const release = holdStore();
    const keys = open();
    let told = 0;
    keys.onDidChange(({ isHere }) => {
      told += isHere ? 1 : 0;
    });
    assert.equal(await keys.save({ origin, key }), false);
    assert.equal(told, 0);
    await release();
    await until(() => Promise.resolve(told === 1));
    assert.deepEqual(await keys.find(origin), { found: true, key });
    secrets.stored.clear();
    assert.deepEqual(await open().find(origin), { found: false, why: "lost" });
  });

  const laterWishes: readonly {
    readonly what: string;
    readonly wish: (keys: ApiKeys) => Promise<unknown>;
    readonly found: unknown;
    readonly why: string;
  }[] = [
    {
      what: "a key for this session",
      wish: async (keys) => keys.keepForSession({ origin, key: `${key}-B` }),
      found: { found: true, key: `${key}-B`, isSessionOnly: true },
      why: "none",
    },
    {
      what: "no key",
      wish: (keys) => keys.remove(origin),
      found: { found: false, why: "none" },
      why: "none",
    },
  ];
  for (const { what, wish, found, why } of laterWishes) {
    it(`lets a key go again that the store took late, when the person wanted ${what} meanwhile`, async () => {
      const release = holdStore();
      const keys = open();
      assert.equal(await keys.save({ origin, key }), false);
      await wish(keys);
      await release();
      await until(() => Promise.resolve(lines.some((line) => line.includes("no longer wanted"))));
      assert.deepEqual(await keys.find(origin), found);
      assert.equal(secrets.stored.size, 0);
      assert.deepEqual(await open().find(origin), { found: false, why });
    });
  }

  it("keeps the last of two keys that the store took late", async () => {
    const release = holdStore();
    const keys = open();
    assert.equal(await keys.save({ origin, key }), false);
    assert.equal(await keys.save({ origin, key: `${key}-B` }), false);
    await release();
    await until(async () => (await keys.find(origin)).found);
    assert.deepEqual(await keys.find(origin), { found: true, key: `${key}-B` });
  });

  it("is not what Set API Key hangs on: the key is used for this session when the person says so, and not before", async () => {
    await useBaseUrl(endpointOrigin);
    secrets.get = () => new Promise(() => undefined);
    secrets.store = () => new Promise(() => undefined);
    const keys = open();
    const prompt = new KeyPrompt(keys, () => undefined);
    const dialogs = new Dialogs();
    try {
      dialogs.typed = key;
      dialogs.picks = ["Enter a key…"];
      await prompt.ask();
      assert.deepEqual(dialogs.offered, ["Enter a key…", "Enter a key for this session only…"]);
      assert.match(dialogs.said, /has not taken the API key, so it is kept nowhere yet/);
      assert.deepEqual(dialogs.shown.at(-1)?.buttons, [
        "Use for This Session Only",
        "Try Again",
        "About Key Stores",
      ]);
      assert.equal((await prompt.state()).type, "missing");
      dialogs.answer = "Use for This Session Only";
      await prompt.ask();
      assert.deepEqual(await prompt.state(), { type: "ready", sessionOnly: true });
      await keys.remove(endpointOrigin);
      dialogs.shown.length = 0;
      dialogs.picks = ["Enter a key for this session only…"];
      await prompt.ask();
      assert.deepEqual(dialogs.shown, []);
      assert.deepEqual(await prompt.state(), { type: "ready", sessionOnly: true });
    } finally {
      dialogs.dispose();
    }
  });

  it("hears of another window's key, and of its removal", async () => {
    const [here, there] = [open(), open()];
    let heard = 0;
    here.onDidChange(() => heard++);
    await there.save({ origin, key });
    assert.ok(heard > 0);
    assert.deepEqual(await here.find(origin), { found: true, key });
    heard = 0;
    await there.remove(origin);
    assert.ok(heard > 0);
    assert.equal((await here.find(origin)).found, false);
  });

  it("takes a key that another window removed for removed, not for lost", async () => {
    const [here, there] = [open(), open()];
    await there.save({ origin, key });
    const told: unknown[] = [];
    here.onDidChange(async () => told.push(await here.find(origin)));
    await there.remove(origin);
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(told, [{ found: false, why: "none" }]);
  });

  it("does not hang on a store that will not let go of a key, and says so", async () => {
    await open().save({ origin, key });
    for (const answer of [new Promise<void>(() => undefined), Promise.reject(new Error("locked"))]) {
      secrets.delete = () => answer;
      assert.equal(await open().remove(origin), false);
    }
  });

  it("says whose key changed, and where", async () => {
    const [here, there] = [open(), open()];
    const told: unknown[] = [];
    here.onDidChange((change) => told.push(change));
    await there.save({ origin, key });
    assert.deepEqual(told, [{ origin, isHere: false }]);
    told.length = 0;
    await here.save({ origin, key });
    assert.deepEqual(told.at(-1), { origin, isHere: true });
  });

  it("reads nothing out of a damaged record", async () => {
    for (const damaged of ["", "{", "null", '"text"', "[]", '{"origin":1,"key":2}', `{"key":"${key}"}`]) {
      secrets.stored.set(`apiKey:${origin}`, damaged);
      assert.equal((await open().find(origin)).found, false);
    }
  });

  it("writes the key into no line of the log, in no form", async () => {
    secrets.store = () =>
      Promise.reject(new Error(`cannot store ${key} ${Buffer.from(key).toString("base64")}`));
    await open().save({ origin, key });
    assert.equal(lines.length, 1);
    assert.ok(!lines.join().includes(key));
    assert.ok(!lines.join().includes(Buffer.from(key).toString("base64")));
  });
});

describe("the text of a key", () => {
  const rows: readonly (readonly [string, string])[] = [
    ["", "empty"],
    ["  \n", "empty"],
    ["sk-ant-test\n-two-lines", "lineBreak"],
    ["sk-ant test", "space"],
    ["sk-ant–test", "notAscii"],
    ["sk-ant-test\u200b-x", "notAscii"],
    ["sk-ant-tést", "notAscii"],
    ["sk-ant-test\u0007", "notAscii"],
    ["sk-ant", "tooShort"],
    ["x".repeat(1_001), "tooLong"],
  ];
  for (const [text, problem] of rows) {
    it(`is refused as ${problem}: ${JSON.stringify(text.slice(0, 30))}`, () => {
      assert.deepEqual(readKeyText(text), { ok: false, problem });
    });
  }

  it("is trimmed", () => {
    assert.deepEqual(readKeyText(`\t ${key}\r\n`), { ok: true, key });
  });
});
