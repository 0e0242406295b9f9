import * as assert from "node:assert/strict";

import type * as vscode from "vscode";

import { OrderedMemento } from "../../../src/host/orderedMemento";

/** As VS Code does it: the whole state is sent a little later, and its echo replaces what is in memory by then. */
class EchoingMemento implements vscode.Memento {
  #state: Record<string, unknown> = {};
  #fails = false;
  stored = "{}";

  keys(): readonly string[] {
    return Object.keys(this.#state).filter((key) => this.#state[key] !== undefined);
  }

  get<T>(key: string, defaultValue?: T): T {
    return (this.#state[key] ?? defaultValue) as T;
  }

  failNext(): void {
    this.#fails = true;
  }

  async update(key: string, value: unknown): Promise<void> {
    if (this.#fails) {
      this.#fails = false;
      throw new Error("No space is left.");
    }
    this.#state = { ...this.#state, [key]: value };
    await later();
    const sent = JSON.stringify(this.#state);
    await later();
    this.#state = JSON.parse(sent) as Record<string, unknown>;
    this.stored = sent;
  }
}

function later(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe("state of all windows", () => {
  it("is lost by an update between another one and its echo, where nobody waits", async () => {
    const memento = new EchoingMemento();
    const first = memento.update("a", 1);
    await later();
    const second = memento.update("b", 2);
    await Promise.all([first, second]);
    assert.equal(memento.get("b"), undefined);
  });

  it("is all there, whenever it is updated", async () => {
    for (let pause = 0; pause < 4; pause += 1) {
      const memento = new EchoingMemento();
      const state = new OrderedMemento(memento);
      const updates = [state.update("a", 1)];
      for (let waited = 0; waited < pause; waited += 1) {
        await later();
      }
      updates.push(state.update("b", [2]), state.update("c", 3), state.update("c", undefined));
      await state.flushed();
      assert.deepEqual(JSON.parse(memento.stored), { a: 1, b: [2] });
    }
  });

  it("can be read before it is written", async () => {
    const memento = new EchoingMemento();
    const state = new OrderedMemento(memento);
    const value = { list: [1] };
    const first = state.update("a", value);
    const other = state.update("b", "old");
    value.list.push(2);
    assert.deepEqual(state.get("a"), { list: [1] });
    assert.deepEqual(state.keys(), ["a", "b"]);
    await first;
    const gone = state.update("b", undefined);
    const again = state.update("a", { list: [1] });
    assert.equal(state.get("b", "none"), "none");
    assert.deepEqual(state.keys(), ["a"]);
    await Promise.all([other, gone, again]);
    assert.equal(state.get("b", "none"), "none");
    assert.deepEqual(state.get("a"), { list: [1] });
  });

  it("goes on after an update that failed, which its caller hears of", async () => {
    const memento = new EchoingMemento();
    const state = new OrderedMemento(memento);
    memento.failNext();
    const failed = assert.rejects(state.update("a", 1), /No space/);
    const second = state.update("b", 2);
    await failed;
    await state.flushed();
    await second;
    assert.equal(state.get("a", "none"), "none");
    assert.equal(state.get("b"), 2);
  });
});
