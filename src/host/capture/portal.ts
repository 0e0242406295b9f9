import { randomBytes } from "node:crypto";
import { readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { largestPicture } from "../../core/protocol";
import type { BusMessage } from "./busMessage";
import type { ProgramPlace } from "./program";
import { SessionBus, sessionBusAddress } from "./sessionBus";
import type { Shot } from "./shot";

const portal = { destination: "org.freedesktop.portal.Desktop", path: "/org/freedesktop/portal/desktop" };
const requestInterface = "org.freedesktop.portal.Request";

/**
 * Has the desktop take a picture, with its own window for choosing what. The desktop puts the picture into a file. One
 * in a place for temporary files is taken away; one that lies elsewhere, as among the person's pictures, is theirs.
 */
export async function portalShot({ environment, signal, timeoutMs }: ProgramPlace): Promise<Shot> {
  const address = sessionBusAddress(environment);
  if (address === undefined) {
    return { type: "missing" };
  }
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const bus = await SessionBus.open(address, AbortSignal.any([signal, timeout]));
    try {
      const answer = await Promise.race([ask(bus), bus.ended]);
      return answer instanceof Error ? fault(answer, signal, timeout) : await taken(answer, environment);
    } finally {
      // When the person has not chosen yet, this takes the desktop's window away.
      bus.close();
    }
  } catch (error) {
    return fault(error, signal, timeout);
  }
}

function fault(error: unknown, calledOff: AbortSignal, timeout: AbortSignal): Shot {
  if (calledOff.aborted) {
    return { type: "cancelled" };
  }
  return timeout.aborted ? { type: "timedOut" } : { type: "failed", why: String(error) };
}

/** Asks, and waits for the person; gives what the portal's `Response` holds. */
async function ask(bus: SessionBus): Promise<BusMessage> {
  const token = `askclaude${randomBytes(8).toString("hex")}`;
  const sender = bus.name.replace(/^:/, "").replaceAll(".", "_");
  const request = `${portal.path}/request/${sender}/${token}`;
  return new Promise<BusMessage>((resolveWith, reject) => {
    const heard = (message: BusMessage): void => {
      if (message.path === request && message.member === "Response") {
        // Anybody on the bus may send us something: only whoever took the call answers it.
        called.then(({ sender: owner }) => message.sender === owner && resolveWith(message), reject);
      }
    };
    // Before the call, so that a quick answer is not missed.
    const called = bus
      .subscribe(`type='signal',interface='${requestInterface}',path='${request}'`, heard)
      .then(() =>
        bus.call({
          ...portal,
          interface: "org.freedesktop.portal.Screenshot",
          member: "Screenshot",
          body: ["", { interactive: true, modal: true, handle_token: token }],
        }),
      );
    called.catch(reject);
  });
}

async function taken(
  { body: [response, results] }: BusMessage,
  environment: Readonly<Record<string, string>>,
): Promise<Shot> {
  if (response === 1) {
    return { type: "cancelled" };
  }
  const pairs: readonly unknown[] = Array.isArray(results) ? results : [];
  const uri = pairs.flatMap((pair) =>
    Array.isArray(pair) && pair[0] === "uri" && typeof pair[1] === "string" ? [pair[1]] : [],
  )[0];
  if (response !== 0 || uri === undefined || !uri.startsWith("file:")) {
    return { type: "failed", why: `The portal answered ${String(response)}.` };
  }
  const path = fileURLToPath(uri);
  try {
    const { size } = await stat(path);
    return size > largestPicture ? { type: "tooLarge" } : { type: "taken", bytes: await readFile(path) };
  } finally {
    if (isTemporary(path, environment)) {
      await rm(path, { force: true });
    }
  }
}

function isTemporary(path: string, { XDG_RUNTIME_DIR: runtime }: Readonly<Record<string, string>>): boolean {
  return [tmpdir(), runtime].some(
    (folder) => folder !== undefined && isAbsolute(folder) && resolve(path).startsWith(join(folder, "/")),
  );
}
