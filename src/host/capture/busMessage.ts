import { fieldNames, messageTypes } from "./busCall";

/** What a D-Bus message is, as far as it is read here. */
export interface BusMessage {
  readonly type: (typeof messageTypes)[keyof typeof messageTypes];
  /** Of the message that this one answers. */
  readonly replyTo?: number;
  /** Who sent it; the bus puts it in, so that it can be believed. */
  readonly sender?: string;
  readonly path?: string;
  readonly member?: string;
  readonly interface?: string;
  readonly body: readonly unknown[];
}

/** The longest message that is read; what a desktop says of a picture has some hundred bytes. */
const longestMessage = 1_000_000;

/**
 * The first message of what has come, and how many bytes it takes; undefined while it is not whole.
 * @throws {RangeError} for what is no message
 */
export function readBusMessage(
  bytes: Uint8Array,
): { readonly message: BusMessage; readonly length: number } | undefined {
  if (bytes.length < 16) {
    return undefined;
  }
  const little = bytes[0] === "l".charCodeAt(0);
  const type = Object.values(messageTypes).find((known) => known === bytes[1]);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const bodyLength = view.getUint32(4, little);
  const fieldsLength = view.getUint32(12, little);
  const bodyStart = Math.ceil((16 + fieldsLength) / 8) * 8;
  const length = bodyStart + bodyLength;
  if (type === undefined || length > longestMessage) {
    throw new RangeError("This is no message of D-Bus.");
  }
  if (bytes.length < length) {
    return undefined;
  }
  const fields = fieldsOf(new Reader(bytes.subarray(0, bodyStart), little, 12).value("a(yv)"));
  const text = (code: number): string | undefined => {
    const value = fields.get(code);
    return typeof value === "string" ? value : undefined;
  };
  const replyTo = fields.get(fieldNames.replyTo);
  const [path, member, name] = [text(fieldNames.path), text(fieldNames.member), text(fieldNames.interface)];
  const sender = text(fieldNames.sender);
  const reader = new Reader(bytes.subarray(bodyStart, length), little, 0);
  return {
    length,
    message: {
      type,
      ...(typeof replyTo === "number" ? { replyTo } : {}),
      ...(sender === undefined ? {} : { sender }),
      ...(path === undefined ? {} : { path }),
      ...(member === undefined ? {} : { member }),
      ...(name === undefined ? {} : { interface: name }),
      body: reader.values(text(fieldNames.signature) ?? ""),
    },
  };
}

function fieldsOf(value: unknown): ReadonlyMap<unknown, unknown> {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return new Map(
    list.flatMap((entry): [unknown, unknown][] => (Array.isArray(entry) ? [[entry[0], entry[1]]] : [])),
  );
}

/** Reads values as their signature tells. A dictionary is a list of pairs, a variant its value. */
class Reader {
  readonly #view: DataView;
  readonly #bytes: Uint8Array;
  readonly #little: boolean;
  #at: number;

  constructor(bytes: Uint8Array, little: boolean, at: number) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#little = little;
    this.#at = at;
  }

  values(signature: string): readonly unknown[] {
    return typesOf(signature).map((type) => this.value(type));
  }

  value(type: string, depth = 0): unknown {
    if (depth > 32) {
      throw new RangeError("Nested too deep.");
    }
    switch (type.charAt(0)) {
      case "y":
        return this.#view.getUint8(this.#step(1, 1));
      case "b":
        return this.#view.getUint32(this.#step(4, 4), this.#little) !== 0;
      case "n":
        return this.#view.getInt16(this.#step(2, 2), this.#little);
      case "q":
        return this.#view.getUint16(this.#step(2, 2), this.#little);
      case "i":
        return this.#view.getInt32(this.#step(4, 4), this.#little);
      case "u":
      case "h":
        return this.#view.getUint32(this.#step(4, 4), this.#little);
      case "x":
        return this.#view.getBigInt64(this.#step(8, 8), this.#little);
      case "t":
        return this.#view.getBigUint64(this.#step(8, 8), this.#little);
      case "d":
        return this.#view.getFloat64(this.#step(8, 8), this.#little);
      case "s":
      case "o":
        return this.#text(this.#view.getUint32(this.#step(4, 4), this.#little));
      case "g":
        return this.#text(this.#view.getUint8(this.#step(1, 1)));
      case "v":
        return this.value(this.#text(this.#view.getUint8(this.#step(1, 1))), depth + 1);
      case "a":
        return this.#array(type.slice(1), depth);
      case "(":
      case "{":
        this.#align(8);
        return typesOf(type.slice(1, -1)).map((member) => this.value(member, depth + 1));
      default:
        throw new RangeError("Of no known type.");
    }
  }

  #array(type: string, depth: number): readonly unknown[] {
    const length = this.#view.getUint32(this.#step(4, 4), this.#little);
    this.#align(alignmentOf(type));
    const end = this.#at + length;
    const members: unknown[] = [];
    while (this.#at < end) {
      const before = this.#at;
      members.push(this.value(type, depth + 1));
      if (this.#at === before) {
        throw new RangeError("Of no length.");
      }
    }
    return members;
  }

  #text(length: number): string {
    const start = this.#at;
    this.#at += length + 1;
    if (this.#at > this.#bytes.length) {
      throw new RangeError("Cut.");
    }
    return new TextDecoder().decode(this.#bytes.subarray(start, start + length));
  }

  #align(to: number): void {
    this.#at = Math.ceil(this.#at / to) * to;
  }

  #step(alignment: number, length: number): number {
    this.#align(alignment);
    this.#at += length;
    return this.#at - length;
  }
}

function alignmentOf(type: string): number {
  const first = type.charAt(0);
  if ("xtd({".includes(first)) {
    return 8;
  }
  return "ygv".includes(first) ? 1 : "nq".includes(first) ? 2 : 4;
}

/** The single types of a signature: `ua{sv}` has two. */
function typesOf(signature: string): readonly string[] {
  const types: string[] = [];
  let start = 0;
  let open = 0;
  for (let at = 0; at < signature.length; at += 1) {
    const character = signature.charAt(at);
    open += "({".includes(character) ? 1 : ")}".includes(character) ? -1 : 0;
    if (open === 0 && character !== "a") {
      types.push(signature.slice(start, at + 1));
      start = at + 1;
    }
  }
  return types;
}
