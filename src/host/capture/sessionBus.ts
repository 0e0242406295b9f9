import { connect, type Socket } from "node:net";
import { userInfo } from "node:os";

import { type BusCall, callBytes, messageTypes } from "./busCall";
import { type BusMessage, readBusMessage } from "./busMessage";

const bus = { destination: "org.freedesktop.DBus", path: "/org/freedesktop/DBus" } as const;

/**
 * A connection to the bus of the person's desktop. It stays open as long as something is under way: what was asked for
 * over a connection that closes is called off.
 */
export class SessionBus {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, (message: BusMessage) => void>();
  readonly #listeners = new Set<(message: BusMessage) => void>();
  /** Resolves with the reason when the connection has ended. */
  readonly ended: Promise<Error>;
  #received: Buffer = Buffer.alloc(0);
  #isGreeted = false;
  /** What is sent as soon as the bus has let us in. */
  #first: Uint8Array = new Uint8Array();
  #serial = 0;
  #name = "";

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.ended = new Promise((resolve) => {
      socket.once("error", resolve);
      socket.once("close", () => resolve(new Error("The bus closed the connection.")));
    });
    socket.on("data", (data: Buffer) => this.#take(data));
  }

  /**
   * @param signal ends the connection, whatever it is doing
   * @throws when nobody listens at the address, or not to us
   */
  static async open(address: string, signal: AbortSignal): Promise<SessionBus> {
    const opened = new SessionBus(connect({ path: address, signal }));
    // A nul byte, then who we are; nothing can be a message before that is settled.
    const user = Buffer.from(String(userInfo().uid)).toString("hex");
    opened.#socket.write(`\0AUTH EXTERNAL ${user}\r\n`);
    try {
      const hello = await opened.call({ ...bus, interface: bus.destination, member: "Hello", body: [] });
      opened.#name = String(hello.body[0]);
      return opened;
    } catch (error) {
      opened.close();
      throw error;
    }
  }

  /** What others call this connection: `:1.42`. */
  get name(): string {
    return this.#name;
  }

  /** Calls a method; gives what it answered. @throws when it refuses, or the connection ends */
  async call(call: Omit<BusCall, "serial">): Promise<BusMessage> {
    this.#serial += 1;
    const serial = this.#serial;
    const answered = new Promise<BusMessage>((resolve) => this.#waiting.set(serial, resolve));
    if (this.#isGreeted) {
      this.#socket.write(callBytes({ ...call, serial }));
    } else {
      this.#first = callBytes({ ...call, serial });
    }
    const answer = await Promise.race([answered, this.ended]);
    if (answer instanceof Error) {
      throw answer;
    }
    if (answer.type === messageTypes.error) {
      const [reason] = answer.body;
      throw new Error(typeof reason === "string" ? reason : `${call.member} was refused.`);
    }
    return answer;
  }

  /** Has the signals of an object sent to us. */
  async subscribe(rule: string, listener: (message: BusMessage) => void): Promise<void> {
    this.#listeners.add(listener);
    await this.call({ ...bus, interface: bus.destination, member: "AddMatch", body: [rule] });
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(data: Buffer): void {
    this.#received = Buffer.concat([this.#received, data]);
    try {
      if (!this.#isGreeted) {
        this.#greet();
      }
      while (this.#isGreeted) {
        const read = readBusMessage(this.#received);
        if (read === undefined) {
          return;
        }
        this.#received = this.#received.subarray(read.length);
        this.#heard(read.message);
      }
    } catch (error) {
      this.#socket.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #greet(): void {
    const end = this.#received.indexOf("\r\n");
    if (end < 0) {
      return;
    }
    if (!this.#received.subarray(0, end).toString().startsWith("OK ")) {
      throw new Error("The bus did not let us in.");
    }
    this.#received = this.#received.subarray(end + 2);
    this.#isGreeted = true;
    this.#socket.write(Buffer.concat([Buffer.from("BEGIN\r\n"), this.#first]));
  }

  #heard(message: BusMessage): void {
    if (message.type === messageTypes.signal) {
      this.#listeners.forEach((listener) => listener(message));
    } else if (message.replyTo !== undefined) {
      const resolve = this.#waiting.get(message.replyTo);
      this.#waiting.delete(message.replyTo);
      resolve?.(message);
    }
  }
}

/**
 * Where the session's bus listens: a socket's path, beginning with a nul character for one that is in no folder.
 * Undefined when there is no such bus.
 */
export function sessionBusAddress(
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const { DBUS_SESSION_BUS_ADDRESS: addresses, XDG_RUNTIME_DIR: runtime } = environment;
  const found = (addresses ?? "").split(";").flatMap((address) => {
    const [, kind, value] = /^unix:(?:.*,)?(path|abstract)=([^,]*)/.exec(address) ?? [];
    const path = value === undefined ? undefined : unescaped(value);
    return path === undefined ? [] : [kind === "abstract" ? `\0${path}` : path];
  });
  return found[0] ?? (runtime === undefined || runtime === "" ? undefined : `${runtime}/bus`);
}

function unescaped(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
