import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { readBusMessage } from "../../../src/host/capture/busMessage";
import { portalShot } from "../../../src/host/capture/portal";
import { sessionBusAddress } from "../../../src/host/capture/sessionBus";
import type { Shot } from "../../../src/host/capture/shot";
import { type FakePortal, fakeBus, portalOnBus } from "./fakePortal";

// A socket in a folder, as systems but Windows have it.
const describeWithSockets = process.platform === "win32" ? (): void => undefined : describe;

function hasBus(): boolean {
  try {
    execFileSync("dbus-daemon", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

describeWithSockets("asking the desktop for a screenshot", () => {
  let folder = "";
  let portal: FakePortal | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "ask-claude-portal-"));
    await writeFile(join(folder, "Screenshot ü 1.png"), "a picture");
  });
  afterEach(async () => {
    await portal?.close();
    portal = undefined;
    await rm(folder, { recursive: true, force: true });
  });

  const uri = (): string => pathToFileURL(join(folder, "Screenshot ü 1.png")).href;
  const socket = (): string => join(folder, "bus");

  function shoot(
    signal: AbortSignal = new AbortController().signal,
    timeoutMs = 10_000,
    address = `unix:path=${socket()},guid=00ff`,
  ): Promise<Shot> {
    const place = { environment: { DBUS_SESSION_BUS_ADDRESS: address }, folder, signal, timeoutMs };
    return portalShot(place);
  }

  for (const early of [false, true]) {
    it(`takes the picture and takes its file away, with the answer ${early ? "early" : "late"}`, async () => {
      portal = await fakeBus(socket(), { response: 0, uri: uri(), early });
      const shot = await shoot();
      assert.equal(shot.type === "taken" && Buffer.from(shot.bytes).toString(), "a picture");
      assert.ok(!(await readdir(folder)).includes("Screenshot ü 1.png"));
      assert.deepEqual(
        portal.asked.map(({ path, member, interface: name }) => [path, name, member]),
        [["/org/freedesktop/portal/desktop", "org.freedesktop.portal.Screenshot", "Screenshot"]],
      );
      const [parent, options] = portal.asked[0]?.body ?? [];
      assert.equal(parent, "");
      assert.deepEqual((options as readonly unknown[]).slice(0, 2), [
        ["interactive", true],
        ["modal", true],
      ]);
    });
  }

  it("leaves the file where it is among the person's own, and says when it is too large", async () => {
    const file = join(folder, "Screenshot ü 1.png");
    const temporary = process.env["TMPDIR"];
    process.env["TMPDIR"] = join(folder, "tmp");
    try {
      portal = await fakeBus(socket(), { response: 0, uri: uri() });
      assert.equal((await shoot()).type, "taken");
      assert.equal(await readFile(file, "utf8"), "a picture");
      await truncate(file, 40_000_000);
      assert.deepEqual(await shoot(), { type: "tooLarge" });
      assert.equal((await stat(file)).size, 40_000_000);
    } finally {
      if (temporary === undefined) {
        delete process.env["TMPDIR"];
      } else {
        process.env["TMPDIR"] = temporary;
      }
    }
  });

  it("says nothing when the person cancels", async () => {
    portal = await fakeBus(socket(), { response: 1 });
    assert.deepEqual(await shoot(), { type: "cancelled" });
  });

  const refusals: readonly [string, Parameters<typeof fakeBus>[1]][] = [
    ["a desktop that fails", { response: 2 }],
    ["no picture", { response: 0 }],
    ["a picture that is no file", { response: 0, uri: "https://example.invalid/a.png" }],
    ["a file that is not there", { response: 0, uri: "file:///nowhere/at/all.png" }],
    ["no portal", { refusal: "The name is not activatable" }],
  ];
  for (const [name, answer] of refusals) {
    it(`fails with ${name}`, async () => {
      portal = await fakeBus(socket(), answer);
      assert.equal((await shoot()).type, "failed");
    });
  }

  it("fails where the bus lets nobody in, and where there is none", async () => {
    portal = await fakeBus(socket(), { response: 0, uri: uri() }, "REJECTED EXTERNAL");
    assert.equal((await shoot()).type, "failed");
    assert.equal((await shoot(undefined, 10_000, `unix:path=${folder}/none`)).type, "failed");
    assert.equal((await shoot(undefined, 10_000, "tcp:host=example.invalid,port=1")).type, "missing");
  });

  it("believes nobody but the desktop, whoever is on the bus", async () => {
    portal = await fakeBus(socket(), { response: 0, uri: uri(), impostor: true });
    assert.equal((await shoot()).type, "taken");
  });

  it("leaves a bus that refuses it", async () => {
    portal = await fakeBus(socket(), { unfriendly: true });
    assert.equal((await shoot()).type, "failed");
    await portal.left;
  });

  it("leaves the bus when it is called off, so that the desktop's window goes", async () => {
    portal = await fakeBus(socket(), {});
    const controller = new AbortController();
    const shooting = shoot(controller.signal);
    while (portal.asked.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    controller.abort();
    assert.deepEqual(await shooting, { type: "cancelled" });
    await portal.left;
  });

  it("gives up on a desktop that says nothing", async () => {
    portal = await fakeBus(socket(), {});
    assert.deepEqual(await shoot(undefined, 200), { type: "timedOut" });
    await portal.left;
  });

  it("finds the bus by the environment", () => {
    const found = (address: string | undefined, runtime?: string): string | undefined =>
      sessionBusAddress({ DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: runtime });
    assert.equal(found("unix:path=/run/user/1000/bus"), "/run/user/1000/bus");
    assert.equal(found("unix:guid=1,path=/a%20b/bus,x=y"), "/a b/bus");
    assert.equal(found("unix:abstract=/tmp/dbus-1,guid=2"), "\0/tmp/dbus-1");
    assert.equal(found("tcp:host=a,port=1;unix:path=/c"), "/c");
    assert.equal(found("unix:path=%zz", "/run/user/1"), "/run/user/1/bus");
    assert.equal(found(undefined), undefined);
  });

  it("reads no message that lies about its length, and none without end", () => {
    const message = (fields: number, body: number): Buffer => {
      const bytes = Buffer.alloc(64);
      bytes.write("l", 0, "latin1");
      bytes.writeUInt8(4, 1);
      bytes.writeUInt32LE(body, 4);
      bytes.writeUInt32LE(fields, 12);
      return bytes;
    };
    assert.throws(() => readBusMessage(message(0, 0xffffffff)), RangeError);
    assert.throws(() => readBusMessage(message(0xfffffff0, 0)), RangeError);
    assert.throws(() => readBusMessage(message(40, 0).fill(0xff, 16)), RangeError);
    assert.equal(readBusMessage(message(16, 400)), undefined);
    assert.equal(readBusMessage(Buffer.from("l")), undefined);
  });

  if (hasBus()) {
    describe("over a real bus", () => {
      let daemon: ChildProcess | undefined;

      beforeEach(async () => {
        daemon = spawn(
          "dbus-daemon",
          ["--session", "--nofork", "--nopidfile", `--address=unix:path=${socket()}`, "--print-address"],
          { stdio: ["ignore", "pipe", "ignore"] },
        );
        assert.ok(daemon.stdout);
        await once(daemon.stdout, "data");
      });
      afterEach(async () => {
        const ended = daemon && once(daemon, "exit");
        daemon?.kill();
        await ended;
      });

      it("takes the picture", async () => {
        portal = await portalOnBus(socket(), { response: 0, uri: uri() });
        const shot = await shoot();
        assert.equal(shot.type === "taken" && Buffer.from(shot.bytes).toString(), "a picture");
        assert.equal(portal.asked.length, 1);
      });

      it("says nothing when the person cancels", async () => {
        portal = await portalOnBus(socket(), { response: 1 });
        assert.deepEqual(await shoot(), { type: "cancelled" });
      });

      it("fails where no portal is on the bus", async () => {
        assert.equal((await shoot()).type, "failed");
      });
    });
  }
});
