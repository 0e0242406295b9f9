import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { userInfo } from "node:os";

import { type BusMessage, readBusMessage } from "../../../src/host/capture/busMessage";

/** What the fake desktop does when a screenshot is asked for. */
export interface PortalAnswer {
  /** The `Response`; left out for a person who never decides. */
  readonly response?: number;
  readonly uri?: string;
  /** Refuses the call itself with these words. */
  readonly refusal?: string;
  /** The `Response` comes before the call is answered. */
  readonly early?: boolean;
  /** Before it, somebody else says that the person has cancelled. */
  readonly impostor?: boolean;
  /** The bus does not say hello back, and refuses. */
  readonly unfriendly?: boolean;
}

/** A desktop's side of the bus. */
export interface FakePortal {
  /** What was asked of the portal. */
  readonly asked: BusMessage[];
  /** Resolves when the one who asked has gone. */
  readonly left: Promise<unknown>;
  readonly close: () => Promise<void>;
}

const types = { answer: 2, error: 3, signal: 4 } as const;

/** A bus of its own at a socket's path: it lets in whoever comes, and only the portal is on it. */
export async function fakeBus(path: string, answer: PortalAnswer, greeting = "OK 00ff"): Promise<FakePortal> {
  const asked: BusMessage[] = [];
  let leave = (): void => undefined;
  const left = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const server = createServer((socket) => {
    socket.once("close", leave);
    socket.on("error", leave);
    let isGreeted = false;
    onMessages(socket, {
      greet: (line) => {
        if (!isGreeted) {
          isGreeted = true;
          socket.write(`${greeting}\r\n`);
        }
        return line === "BEGIN";
      },
      heard: (message, serial) => {
        if (message.member === "Hello") {
          const fields = { replyTo: serial, errorName: "org.freedesktop.DBus.Error.LimitsExceeded" };
          socket.write(
            answer.unfriendly === true
              ? encoded(types.error, fields, "s", text("Too many."))
              : encoded(types.answer, { replyTo: serial }, "s", text(":1.42")),
          );
        } else if (message.member === "AddMatch") {
          socket.write(encoded(types.answer, { replyTo: serial }, "", Buffer.alloc(0)));
        } else {
          asked.push(message);
          answerScreenshot(socket, serial, message, answer, ":1.42");
        }
      },
    });
  });
  server.listen(path);
  await once(server, "listening");
  return {
    asked,
    left,
    close: async () => {
      server.close();
      await Promise.resolve();
    },
  };
}

/** The portal on a real bus: it takes the portal's name there. */
export async function portalOnBus(path: string, answer: PortalAnswer): Promise<FakePortal> {
  const asked: BusMessage[] = [];
  const socket = connect({ path });
  let ready = (): void => undefined;
  const isReady = new Promise<void>((resolve) => {
    ready = resolve;
  });
  const bus = {
    path: "/org/freedesktop/DBus",
    interface: "org.freedesktop.DBus",
    destination: "org.freedesktop.DBus",
  };
  onMessages(socket, {
    greet: (line) => {
      assertOk(line);
      socket.write("BEGIN\r\n");
      socket.write(encoded(1, { ...bus, member: "Hello" }, "", Buffer.alloc(0)));
      const name = Buffer.concat([text("org.freedesktop.portal.Desktop"), Buffer.alloc(1)]);
      const flags = Buffer.alloc(4);
      socket.write(encoded(1, { ...bus, member: "RequestName" }, "su", Buffer.concat([name, flags])));
      return true;
    },
    heard: (message, serial, sender) => {
      if (message.type === 1 && message.member === "Screenshot") {
        asked.push(message);
        answerScreenshot(socket, serial, message, answer, sender);
      } else if (message.type === types.answer && message.body[0] === 1) {
        ready();
      }
    },
  });
  socket.write(`\0AUTH EXTERNAL ${Buffer.from(String(userInfo().uid)).toString("hex")}\r\n`);
  await isReady;
  return {
    asked,
    left: Promise.resolve(),
    close: async () => {
      if (!socket.closed) {
        socket.destroy();
        await once(socket, "close");
      }
    },
  };
}

function assertOk(line: string): void {
  if (!line.startsWith("OK ")) {
    throw new Error(line);
  }
}

function answerScreenshot(
  socket: Socket,
  serial: number,
  { body }: BusMessage,
  { response, uri, refusal, early, impostor }: PortalAnswer,
  sender: string,
): void {
  if (refusal !== undefined) {
    const fields = {
      replyTo: serial,
      errorName: "org.freedesktop.DBus.Error.ServiceUnknown",
      destination: sender,
    };
    socket.write(encoded(types.error, fields, "s", text(refusal)));
    return;
  }
  const options = new Map(body[1] as readonly (readonly [string, unknown])[]);
  const unique = sender.replace(":", "").replaceAll(".", "_");
  const path = `/org/freedesktop/portal/desktop/request/${unique}/${String(options.get("handle_token"))}`;
  // As the bus would: it says who sent each message. A real one puts it in itself.
  const from = (name: string) => (impostor === true ? { sender: name } : {});
  const taken = { replyTo: serial, destination: sender, ...from(":1.7") };
  const answered = encoded(types.answer, taken, "o", text(path));
  const parts = [answered];
  if (response !== undefined) {
    const fields = {
      path,
      interface: "org.freedesktop.portal.Request",
      member: "Response",
      destination: sender,
      ...from(":1.7"),
    };
    if (impostor === true) {
      parts.unshift(
        encoded(types.signal, { ...fields, ...from(":1.9") }, "ua{sv}", responseBody(1, undefined)),
      );
    }
    parts.push(encoded(types.signal, fields, "ua{sv}", responseBody(response, uri)));
  }
  // In small pieces, as a socket may bring them.
  const all = Buffer.concat(early === true ? parts.reverse() : parts);
  for (let at = 0; at < all.length; at += 7) {
    socket.write(all.subarray(at, at + 7));
  }
}

/** `u` and `a{sv}`: a dictionary with more in it than the address. */
function responseBody(response: number, uri: string | undefined): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32LE(response);
  const entries = [
    ["count", "u", Buffer.from([7, 0, 0, 0])],
    ...(uri === undefined ? [] : [["uri", "s", text(uri)] as const]),
  ] as const;
  // The members begin at the next multiple of 8: after 4 for the number and 4 for the length.
  const members = entries.reduce((before, [name, type, value]) => {
    const named = Buffer.concat([aligned(before, 8), text(name), variantSignature(type)]);
    return Buffer.concat([aligned(named, 4), value]);
  }, Buffer.alloc(0));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(members.length);
  return Buffer.concat([head, length, members]);
}

interface Fields {
  readonly path?: string;
  readonly interface?: string;
  readonly member?: string;
  readonly errorName?: string;
  readonly destination?: string;
  readonly replyTo?: number;
  readonly sender?: string;
}

const sent = { count: 0 };

/** A message as the specification lays it out, written without the code under test. */
function encoded(type: number, fields: Fields, signature: string, body: Buffer): Buffer {
  sent.count += 1;
  const texts: readonly (readonly [number, string, string | undefined])[] = [
    [1, "o", fields.path],
    [2, "s", fields.interface],
    [3, "s", fields.member],
    [4, "s", fields.errorName],
    [6, "s", fields.destination],
    [7, "s", fields.sender],
  ];
  let list = Buffer.alloc(0);
  for (const [code, kind, value] of texts) {
    if (value !== undefined) {
      list = Buffer.concat([aligned(list, 8), Buffer.from([code]), variantSignature(kind), text(value)]);
    }
  }
  if (fields.replyTo !== undefined) {
    const number = Buffer.alloc(4);
    number.writeUInt32LE(fields.replyTo);
    list = Buffer.concat([aligned(list, 8), Buffer.from([5]), variantSignature("u"), number]);
  }
  if (signature !== "") {
    list = Buffer.concat([
      aligned(list, 8),
      Buffer.from([8]),
      variantSignature("g"),
      variantSignature(signature),
    ]);
  }
  const head = Buffer.alloc(16);
  head.write("l", 0, "latin1");
  head.writeUInt8(type, 1);
  head.writeUInt8(1, 3);
  head.writeUInt32LE(body.length, 4);
  head.writeUInt32LE(sent.count, 8);
  head.writeUInt32LE(list.length, 12);
  return Buffer.concat([aligned(Buffer.concat([head, list]), 8), body]);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([length, bytes, Buffer.alloc(1)]);
}

function variantSignature(signature: string): Buffer {
  return Buffer.concat([Buffer.from([signature.length]), Buffer.from(signature), Buffer.alloc(1)]);
}

function aligned(buffer: Buffer, to: number): Buffer {
  return Buffer.concat([buffer, Buffer.alloc((to - (buffer.length % to)) % to)]);
}

/** Reads lines until one is the last, then messages, each with its serial and its sender. */
function onMessages(
  socket: Socket,
  handlers: {
    readonly greet: (line: string) => boolean;
    readonly heard: (message: BusMessage, serial: number, sender: string) => void;
  },
): void {
  let received: Buffer = Buffer.alloc(0);
  let isGreeting = true;
  socket.on("data", (data: Buffer) => {
    received = Buffer.concat([received, data]);
    for (let end = received.indexOf("\r\n"); isGreeting && end >= 0; end = received.indexOf("\r\n")) {
      const line = received.subarray(0, end).toString("latin1");
      received = received.subarray(end + 2);
      isGreeting = !handlers.greet(line);
    }
    for (let read = next(); read !== undefined; read = next()) {
      const serial = received.readUInt32LE(8);
      const sender = /:\d+\.\d+/.exec(received.subarray(0, read.length).toString("latin1"))?.[0] ?? "";
      received = received.subarray(read.length);
      handlers.heard(read.message, serial, sender);
    }
  });
  const next = (): ReturnType<typeof readBusMessage> => (isGreeting ? undefined : readBusMessage(received));
}
