import assert from "node:assert/strict";
import type { Context, RootHookObject } from "mocha";

import { proved } from "../support/proof";
import { listeningPorts, type SocketTrap, trapSockets } from "./traps";

/** VS Code's own git extension, which the tests of diffs switch on, asks for passwords over a socket of its own. */
const gitsOwn = /vscode-git-\w+\.sock/;

/** What happened on the network that no test may cause: anything but a connection to one of the endpoints. */
function strays(trap: SocketTrap, endpoints: readonly string[]): readonly string[] {
  const connections = trap.connections
    .map(({ host, port }) => `${host}:${port}`)
    .filter((address) => !endpoints.includes(address));
  return [
    ...connections.map((address) => `a connection to ${address}`),
    ...trap.lookups.map((name) => `a lookup of ${name}`),
    ...trap.datagrams.map((datagram) => `a datagram: ${datagram}`),
    ...trap.listeners
      .filter((listener) => !gitsOwn.test(listener))
      .map((listener) => `something that listens: ${listener}`),
  ];
}

/** Sets the trap before any suite is loaded; names the test behind whatever goes into it, and fails the run at its end. */
export function socketHooks(origins: readonly string[]): RootHookObject {
  const trap = trapSockets();
  const endpoints = origins.flatMap((origin) => {
    const { hostname, port } = new URL(origin);
    return [`${hostname}:${port}`, `localhost:${port}`];
  });
  const found: string[] = [];
  let known = 0;
  let tests = 0;
  return {
    afterEach(this: Context) {
      tests += 1;
      const now = strays(trap, endpoints);
      found.push(...now.slice(known).map((stray) => `${this.currentTest?.fullTitle() ?? ""}: ${stray}`));
      known = now.length;
    },
    afterAll() {
      assert.deepEqual(found, [], "the extension host was on the network");
      assert.equal(known, strays(trap, endpoints).length, "after the last test");
      const ports = listeningPorts();
      assert.deepEqual(ports ?? [], [], "the extension host listens");
      const count = trap.connections.length;
      proved({
        row: "T5",
        tried: `connections of the extension host over ${tests} tests, held against the two endpoints`,
        count,
        result: "none to any other origin, no name looked up, no datagram",
      });
      proved({
        row: "T18",
        tried: `tests after which the extension host was searched for listeners`,
        count: tests,
        result: "0 ports",
      });
    },
  };
}
